"""What a child weighs in a caseload, and how that is made: how often, and what adds to it.

The numbers are the service's own (Policy, DOMAIN.md §3). The weight is kept with the allocation, as it was
worked out last, so that a load is a sum; whatever changes it has it worked out again.
"""

from dataclasses import dataclass
from decimal import Decimal

from .models import Allocation, Episode, LeadProfessional, Policy, SocialCareStatus

LABELS = {
    "lead_professional": "Lead professional",
    "child_protection": "Child protection plan",
    "transition": "Moving on to nursery or school",
    "long_travel": "A long way to travel",
}
FEW_EYES = {"child_protection": "Needs more time"}  # how it is called to who may not know


@dataclass(frozen=True)
class Part:
    """One line of how a weight is made."""

    code: str
    weight: Decimal

    def in_words(self, *, knows_social_care):
        """ "Every week"; what few may know is told to others without its name."""
        if self.code in FEW_EYES and not knows_social_care:
            return FEW_EYES[self.code]
        return LABELS.get(self.code) or dict(Episode.Frequency.choices).get(self.code, "As it was given")


def parts_of(episode, policy, *, worker=None):
    """How the weight of one child is made, with this worker."""
    return parts_of_many([(episode, worker.pk if worker else None)], policy)[episode.pk]


def parts_of_many(places, policy):
    """How the weights of many children are made; two questions to the database, whatever their number.

    Arguments: ``places`` are (episode, primary key of its worker or None): being lead professional counts
    with the worker who is it.
    """
    children = [episode.child_id for episode, _worker in places]
    leads = dict(LeadProfessional.objects.open().filter(child__in=children).values_list("child", "user"))
    plans = SocialCareStatus.objects.open().filter(child__in=children, kind=SocialCareStatus.Kind.PROTECTION)
    protected = set(plans.values_list("child", flat=True))
    return {
        episode.pk: _parts(
            episode,
            policy,
            leads=worker is not None and leads.get(episode.child_id) == worker,
            is_protected=episode.child_id in protected,
        )
        for episode, worker in places
    }


def _parts(episode, policy, *, leads, is_protected):
    """The frequency first, then what holds of the rest, if the service counts it."""
    holds = {
        "lead_professional": leads,
        "child_protection": is_protected,
        "transition": episode.moving_on_from is not None,
        "long_travel": episode.has_long_travel,
    }
    extra = policy.extra_weights or {}
    more = [Part(code, _number(extra.get(code, 0))) for code, does in holds.items() if does]
    return [Part(episode.frequency, _number(policy.weight_of(episode.frequency))), *filter(_counts, more)]


def _counts(part):
    return part.weight


def _number(value):
    return Decimal(str(value)).quantize(Decimal("0.01"))


def total(parts):
    """The weight itself."""
    return sum((part.weight for part in parts), Decimal(0))


def stored(parts):
    """Parts as an allocation keeps them."""
    return [[part.code, str(part.weight)] for part in parts]


def parts_in(allocation):
    """Parts as an allocation keeps them, read again; they add up to its weight."""
    kept = [Part(code, Decimal(weight)) for code, weight in allocation.made_of]
    return kept if total(kept) == allocation.weight else [Part("", Decimal(allocation.weight))]


def weigh_again(allocations, *, on):
    """Work out the weights of open allocations anew; returns how many changed. Their episodes come along."""
    policy = Policy.on(on)
    rows = list(allocations.open().select_related("episode").select_for_update(of=("self",)).order_by("pk"))
    parts = parts_of_many([(row.episode, row.worker_id) for row in rows], policy)
    changed = []
    for row in rows:
        now = parts[row.episode_id]
        if (row.weight, row.made_of) != (total(now), stored(now)):
            row.weight, row.made_of = total(now), stored(now)
            changed.append(row)
    Allocation.objects.bulk_update(changed, ["weight", "made_of"], batch_size=500)
    return len(changed)


def weigh_child_again(child, *, on):
    """After something about a child changed that counts: its open allocation, if there is one."""
    return weigh_again(Allocation.objects.filter(episode__child=child), on=on)

"""What stands beside a child's timeline: home, family, how often, the team around, toys, what has grown."""

from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from accounts.permissions import Permission
from assessments import scoring
from assessments.models import Assessment, Goal, Observation
from equipment.models import Loan
from families.ages import days_early
from families.models import Address, Carer, Episode, Professional


@dataclass(frozen=True)
class Glance:
    """A child at a glance, as this person may see it."""

    born_on: date
    early: str
    address: Address | None
    carers: list[Carer]
    episode: Episode | None
    professionals: list[Professional]
    loans: list[Loan] | None
    today: date = field(default_factory=timezone.localdate)

    @property
    def is_protected(self):
        """Address, telephone and nursery are then not for a screen in passing."""
        return bool(self.address and self.address.is_protected)


def glance_at(child, user):
    """Gather what stands beside the timeline."""
    today = timezone.localdate()
    addresses = Address.objects.visible_to(user).current(on=today).filter(family=child.family_id)
    loans = Loan.objects.visible_to(user).open().filter(child=child).select_related("equipment")
    return Glance(
        born_on=child.born_on,
        early=early_in_words(child),
        address=addresses.order_by("-since_on", "-pk").first(),
        carers=list(Carer.objects.visible_to(user).filter(child=child).order_by("-lives_with_child", "pk")),
        episode=Episode.objects.visible_to(user).open().filter(child=child).first(),
        professionals=list(Professional.objects.visible_to(user).filter(child=child)),
        loans=list(loans.order_by("due_on", "pk")) if user.may(Permission.EQUIPMENT_VIEW) else None,
        today=today,
    )


def early_in_words(child):
    """“5 weeks early”; nothing when the child was not."""
    weeks = days_early(child.born_on, child.due_on) // 7 if child.due_on else 0
    return f"{weeks} week{'' if weeks == 1 else 's'} early" if weeks else ""


def goals_now(child, user):
    """The goals that are worked on, each with its steps as stones; the first that is not done is now."""
    goals = list(Goal.objects.visible_to(user).current().filter(child=child).with_steps())
    for goal in goals:
        goal.stones = stones_of(goal.steps.all())
    return goals


def stones_of(steps):
    """Steps as the path shows them."""
    stones, state = [], "now"
    for step in steps:
        stones.append({"text": step.text, "state": "done" if step.achieved_on else state})
        state = state if step.achieved_on else "later"
    return stones


def growth_of(child, user):
    """One sentence about what the child can do more than at the last review; empty before any was made."""
    today = timezone.localdate()
    review = Assessment.objects.visible_to(user).filter(child=child, on__lt=today).first()
    if review is None:
        return ""
    rows = Observation.objects.visible_to(user).filter(child=child).values_list(
        "item__code", "item__area__code", "item__area__name", "item__band", "state", "on", "pk"
    )  # fmt: skip
    items, names, seen = {}, {}, []
    for code, area, name, band, state, on, pk in rows:
        items[code] = scoring.ScoredItem(code, area, band)
        names[area] = name
        seen.append(scoring.Seen(code, state, on, pk))
    before, now = scoring.states_on(seen, review.on), scoring.states_on(seen, today)
    changed = scoring.change(items.values(), before, now)
    return scoring.headline(child.first_name, changed, names, review.on, today)

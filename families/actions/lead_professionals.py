"""Who holds everything together for a child: named, and ended. One each, and few for one person."""

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.refusals import Refused

from .. import load, weighing
from ..models import Child, LeadProfessional, Policy
from ..saving import save_or_refuse


@transaction.atomic
def name(child, *, user, by, from_on, is_parents_choice=False, over_cap_reason="", expected=None):
    """Make somebody the lead professional of a child; whoever was it until now is so no longer.

    The person's row is held meanwhile, so that two children given at once are both counted. Arguments:
    ``over_cap_reason`` is needed from the service's cap on; ``expected`` is the primary key of who was it
    when the person looked, 0 for nobody.
    """
    child = Child._base_manager.select_for_update(no_key=True).get(pk=child.pk)
    today = timezone.localdate()
    _refuse_unless_possible(child, user, from_on, today)
    User.objects.select_for_update().get(pk=user.pk)
    now = LeadProfessional.objects.open().filter(child=child).select_related("user").first()
    if expected is not None and (now.pk if now else 0) != expected:
        who = f"{now.user.name} was named" if now else "It was ended"
        raise Refused(f"{who} while you were looking. Nothing was changed: please look again.")
    if now is not None and now.user_id == user.pk:
        raise Refused(f"{user.name} is {child.first_name}’s lead professional already.")
    cap, has = Policy.on(today).lead_professional_cap, count_of(user)
    if has >= cap and not over_cap_reason.strip():
        raise Refused(f"{user.name} is lead professional of {has} already, and {cap} is the most. Say why.")
    if now is not None:
        _end(now, by=by, on=from_on)
    row = save_or_refuse(
        LeadProfessional(
            child=child, user=user, from_on=from_on, is_parents_choice=is_parents_choice, named_by=by,
            over_cap_reason=over_cap_reason.strip() if has >= cap else "",
        )
    )  # fmt: skip
    weighing.weigh_child_again(child, on=today)
    before = {"user": now.user.name if now else None}
    after = {"user": user.name, "of": has + 1, "cap": cap}
    reason = row.over_cap_reason
    audit.record("lead_professional.named", by=by, target=row, before=before, after=after, reason=reason)
    return row


@transaction.atomic
def end(lead, *, by, on, reason=""):
    """End somebody's being lead professional, with nobody in the place."""
    child = Child._base_manager.select_for_update(no_key=True).get(pk=lead.child_id)
    rows = LeadProfessional.objects.select_for_update(of=("self",)).select_related("user", "child")
    lead = rows.get(pk=lead.pk)
    if lead.until_on is not None:
        raise Refused(f"This ended on {lead.until_on:%-d %B %Y} already.")
    _end(lead, by=by, on=on)
    weighing.weigh_child_again(child, on=timezone.localdate())
    audit.record("lead_professional.ended", by=by, target=lead, after={"on": on.isoformat()}, reason=reason)
    return lead


def count_of(user):
    """Of how many children somebody is lead professional now."""
    return LeadProfessional.objects.open().filter(user=user).count()


def counts_of(users):
    """(user, of how many children each is lead professional now), in their order; one question for all."""
    users = list(users)
    rows = LeadProfessional.objects.open().filter(user__in=users).order_by().values("user")
    found = {row["user"]: row["number"] for row in rows.annotate(number=Count("pk"))}
    return [(user, found.get(user.pk, 0)) for user in users]


def _refuse_unless_possible(child, user, from_on, today):
    if child.died_on:
        raise Refused(f"{child.first_name} has died.")
    episode = child.current_episode()
    if episode is None:
        raise Refused(f"{child.first_name} has no place with us now.")
    if from_on > today:
        raise Refused("This day is still to come: name the lead professional on that day.")
    if not load.workers_of([episode.team], on=today).filter(pk=user.pk).exists():
        raise Refused(f"{user.name} is not a worker of the {episode.team} team now.")


def _end(lead, *, by, on):
    if on < lead.from_on:
        raise Refused(f"{lead.user.name} began on {lead.from_on:%-d %B %Y}: it cannot end before.")
    if on > timezone.localdate():
        raise Refused("This day is still to come.")
    lead.until_on, lead.ended_by = on, by
    save_or_refuse(lead)

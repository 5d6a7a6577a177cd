"""What is practised at home, and how it went."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Activity, Practice


@transaction.atomic
def set_week(child, *, by, what, how="", when=(), often="", visit=None, step=None, from_on=None):
    """Agree what a family practises from now on; what was practised before stays as history."""
    from_on = from_on or (timezone.localdate(visit.starts_at) if visit else timezone.localdate())
    activity = Activity.objects.create(
        child=child, visit=visit, step=step, what=what, how=how, when=list(when), often=often, from_on=from_on
    )
    audit.record("activity.set", by=by, target=activity, after={"from_on": from_on.isoformat()})
    return activity


@transaction.atomic
def practise(activity, *, by, on, went, comment=""):
    """Write down how practising went on one day; said again for the same day, the newer word counts."""
    if on > timezone.localdate():
        raise Refused("This day is still to come.")
    if on < activity.from_on:
        raise Refused("This activity began later: choose a day since then.")
    if went not in Practice.Went:
        raise Refused("Say how it went.")
    said = {"went": went, "comment": comment, "by": by, "recorded_at": timezone.now()}
    before = Practice.objects.filter(activity=activity, on=on).values_list("went", flat=True).first()
    practice, _ = Practice.objects.update_or_create(activity=activity, on=on, defaults=said)
    audit.record(
        "practice.recorded",
        by=by,
        target=practice,
        before={"went": before} if before else None,
        after={"on": on.isoformat(), "went": str(went)},
    )
    return practice


@transaction.atomic
def unsay(activity, *, by, on):
    """Take back what was said about one day, as if nothing had been; the trail keeps what it was."""
    practice = Practice.objects.select_for_update().filter(activity=activity, on=on).first()
    if practice is None:
        return
    before = {"on": on.isoformat(), "went": practice.went}
    audit.record("practice.taken_back", by=by, target=practice, before=before)
    practice.delete()

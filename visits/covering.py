"""What is in the diary of who is away, and what becomes of it: handed down to who arranges cover."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.models import Cover
from families.when import LONDON

from .actions import visits
from .models import Visit

WHY = {Cover.Reason.SICK: Visit.Reason.WORKER_ILL}


@dataclass(frozen=True)
class PlannedVisit:
    """A visit of who is away, as the page that arranges cover shows it."""

    ref: str
    child_pk: int
    starts_at: datetime
    words: str


class CoveredVisits:
    """The planned visits in the days of a cover."""

    def planned(self, worker, children, from_on, until_on):
        found = self._in(from_on, until_on).filter(worker=worker, child__in=children)
        return [
            PlannedVisit(visit.ref, visit.child_id, visit.starts_at, visit.get_mode_display())
            for visit in found.order_by("starts_at", "pk")
        ]

    def settle(self, ref, what, *, to, by, reason):
        """Let the coverer take a visit, or cancel it; “leave” leaves it where it is."""
        visit = Visit.objects.select_related("child", "worker").filter(ref=ref).first()
        if visit is None or what not in ("take", "cancel"):
            return
        if what == "cancel":
            visits.cancel(visit, by=by, reason=WHY.get(reason, Visit.Reason.WORKER_LEAVE))
        elif not give(visit, to=to, by=by):
            at = timezone.localtime(visit.starts_at)
            raise Refused(
                f"{to.name} has another visit on {at:%-d %B at %H:%M}: choose somebody else for "
                f"{visit.child.first_name}, or cancel or leave that visit."
            )

    def give_back(self, cover, *, by):
        """Give visits that were taken over and are still to come back to who was away, where she is free.

        What the coverer has no longer stays: the child has moved meanwhile, and its visits with it.
        """
        taken = {ref: share.worker_id for share in cover.shares.all() for ref in share.took}
        to_come = Visit.objects.planned().filter(ref__in=taken, starts_at__gt=timezone.now())
        found = to_come.select_related("child", "worker").order_by("starts_at", "pk")
        still = [visit for visit in found if visit.worker_id == taken[visit.ref]]
        return sum(give(visit, to=cover.away, by=by) for visit in still)

    def _in(self, from_on, until_on):
        start = datetime.combine(from_on, time.min, LONDON)
        end = datetime.combine(until_on + timedelta(days=1), time.min, LONDON)
        return Visit.objects.planned().between(start, end)


def give(visit, *, to, by):
    """Give a planned visit to another worker; whether she was free then."""
    before = visit.worker
    visit.worker = to
    try:
        with transaction.atomic():
            visit.save(update_fields=["worker"])
    except IntegrityError:
        return False
    names = {"before": {"worker": before.name}, "after": {"worker": to.name}}
    audit.record("visit.handed_over", by=by, target=visit, **names)
    return True

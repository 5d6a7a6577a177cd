"""What the clock starts: the reminder the evening before, and the word to a worker whose record waits.

Both ask the data what is due now, so an evening on which the clock stood still is caught up, and asking twice
tells nobody twice.
"""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import Notice
from accounts.notify import notify
from accounts.work import due
from families.covering import stand_ins
from families.models import Carer, Policy
from families.when import LONDON

from .diary import write_up_by
from .models import Visit
from .notifications import VisitSoon, WriteUpWaiting

LOOK_BACK = timedelta(days=60)  # who has not written up for two months needs a person, not an e-mail


@due
def remind_of_visits(now):
    """The evening before a visit, or as soon as the clock runs again, remind the family once.

    Who agreed on the time after that evening's hour needs no reminder: it was said a moment ago.
    """
    hour = Policy.on(timezone.localdate(now)).reminder_hour
    planned = Visit.objects.planned().between(now, _reminded_until(now, hour)).select_related("child")
    coming = [visit for visit in planned if visit.planned_at < _reminder_of(visit, hour)]
    visits = {visit.child_id: [] for visit in coming}
    for visit in coming:
        visits[visit.child_id].append(visit)
    ties = Carer.objects.filter(child__in=visits, user__isnull=False).seeing(on=timezone.localdate(now))
    wanted = {
        f"reminder:{visit.pk}:{timezone.localdate(visit.starts_at)}:{tie.user_id}": (tie.user, visit)
        for tie in ties.select_related("user").order_by("pk")
        for visit in visits[tie.child_id]
    }
    _tell(VisitSoon, wanted)


@due
def chase_records(now):
    """A visit that is not written up in time is said to its worker, once."""
    today = timezone.localdate(now)
    days = Policy.on(today).write_up_days
    waiting = Visit.objects.unwritten(at=now).filter(starts_at__gte=now - LOOK_BACK)
    late = [
        visit
        for visit in waiting.select_related("worker", "child")
        if write_up_by(timezone.localdate(visit.starts_at), working_days=days) < today
    ]
    shares = stand_ins({visit.child_id for visit in late}, on=today) if late else {}
    wanted = {f"write_up:{visit.pk}": (_who_hears(visit, shares), visit) for visit in late}
    _tell(WriteUpWaiting, wanted)


def _who_hears(visit, shares):
    """The worker of a visit; while she is away, who covers the child."""
    share = shares.get(visit.child_id)
    return share.worker if share and share.cover.away_id == visit.worker_id else visit.worker


def _reminded_until(now, hour):
    """Before the hour of reminders it is today's visits, if they were missed; from then on tomorrow's too."""
    today = timezone.localdate(now)
    evening = timezone.localtime(now).hour >= hour
    return datetime.combine(today + timedelta(days=2 if evening else 1), time.min, LONDON)


def _reminder_of(visit, hour):
    """The moment on the evening before at which a visit is reminded of."""
    evening = timezone.localdate(visit.starts_at) - timedelta(days=1)
    return datetime.combine(evening, time(hour), LONDON)


def _tell(message, wanted):
    """Write the notices that are not written yet; one question finds out which those are."""
    told = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    for key, (person, about) in wanted.items():
        if key not in told:
            notify(message, to=person, about=about, key=key)

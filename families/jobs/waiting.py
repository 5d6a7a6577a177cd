"""What the clock starts for the waiting list: each night scores are worked out again, and the guard looks.

Both ask the data what is so now, so a night on which the clock stood still is caught up, and a second asking
changes nothing.
"""

from django.db import transaction
from django.utils import timezone

from accounts import audit, work
from accounts.models import User
from accounts.notify import notify

from ..actions import rescores
from ..models import Policy, Referral, ShortOfTime
from ..notifications import TimeRunsShort
from ..waiting_outlook import prospects

BEAT_EVERY = 50  # children: well within the lease of the work


@work.due
def look_at_the_list_once_a_day(now):
    """Ask for the day's look at the waiting list; asking again does nothing."""
    day = timezone.localdate(now)
    work.ask("families.waiting_list", key=f"families.waiting_list:{day}")


@work.handler("families.waiting_list", called="Go through the waiting list")
def go_through_the_list(job):
    """Work out every score again, then see for whom time runs short."""
    today = timezone.localdate()
    rescore_all(on=today, after_some=lambda: work.beat(job))
    notice_who_runs_short(on=today)


def rescore_all(*, on, after_some=lambda: None):
    """Work out the score of everybody who waits. Returns how many have changed."""
    policy, changed = Policy.on(on), 0
    for number, referral in enumerate(Referral.objects.waiting().only("pk"), start=1):
        changed += rescores.rescore(referral, by=audit.CLOCK, on=on, policy=policy) is not None
        if number % BEAT_EVERY == 0:
            after_some()
    return changed


@transaction.atomic
def notice_who_runs_short(*, on):
    """Keep for whom the guard speaks for the first time, and tell the leads, once a day at most."""
    found = prospects(Policy.on(on), on)
    short = {pk: one.guard for pk, one in found.items() if one.guard.is_short}
    known = set(ShortOfTime.objects.filter(referral__in=short).values_list("referral", flat=True))
    alive = Referral.objects.filter(pk__in=short.keys() - known, child__died_on=None)
    new = [
        ShortOfTime(referral=one, starts_on=short[one.pk].starts_on, visits=short[one.pk].visits)
        for one in alive.order_by("pk")
    ]
    ShortOfTime.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        for lead in User.objects.active().with_role("team_lead"):
            notify(TimeRunsShort, to=lead, key=f"{TimeRunsShort.name}:{on}:{lead.pk}")
    return new

"""What the clock does for the cycle of reviews: plans what is missing, tells the worker in time.

It asks the data what is due now, so a day on which the clock stood still is caught up, and asking twice
tells nobody twice. Of a child who has died or has left nothing is planned and nobody is told.
"""

from datetime import timedelta

from django.db.models import Exists, Max, OuterRef
from django.utils import timezone

from accounts import audit, work
from accounts.notify import notify_many
from families.covering import stand_ins
from families.models import Allocation, Child, Episode

from .actions import plan_reviews
from .models import Goal, PlanReview
from .notifications import ReviewDue

DAILY = "assessments.look_at_reviews"
AHEAD = timedelta(days=14)
MOST = 200  # planned in one go; the next day takes the rest


@work.due
def ask_for_the_days_reviews(now):
    """One look a day is enough."""
    work.ask(DAILY, key=f"{DAILY}:{timezone.localdate(now).isoformat()}")


@work.handler(DAILY, called="Look at the reviews of goals that are due")
def look_at_reviews(job):
    """Plan what is not planned, and tell of what is due; doing it twice does no harm."""
    today = timezone.localdate()
    with work.finish(job):
        plan_what_is_missing(today)
        tell_of_reviews(today)


def plan_what_is_missing(today):
    """A child that is visited and has goals, but no review to come, gets one by the rules."""
    active = Episode.objects.active().filter(child=OuterRef("pk"))
    goals = Goal.objects.filter(child=OuterRef("pk"), status__in=Goal.OPEN)
    to_come = PlanReview.objects.to_come().filter(child=OuterRef("pk"))
    children = Child.objects.filter(Exists(active), Exists(goals), ~Exists(to_come), died_on=None)
    counted = children.annotate(last=Max("plan_reviews__held_on")).order_by("pk")
    for child in counted[:MOST]:
        plan_reviews.plan_by_itself(child, by=audit.CLOCK, on=child.last or today)


def tell_of_reviews(today):
    """The worker hears two weeks before, and again on the day; who covers hears in her place."""
    soon = PlanReview.objects.to_come().filter(due_on__lte=today + AHEAD, child__died_on=None)
    for suffix, reviews in (("soon", soon.filter(due_on__gt=today)), ("now", soon.filter(due_on__lte=today))):
        reviews = list(reviews.select_related("child").order_by("pk"))
        workers = workers_of({review.child_id for review in reviews}, on=today)
        for day in sorted({review.due_on for review in reviews}):  # moved to another day, it is told again
            pairs = [
                (review, workers[review.child_id])
                for review in reviews
                if review.due_on == day and review.child_id in workers
            ]
            told = notify_many(ReviewDue, pairs, suffix=f":{suffix}:{day.isoformat()}")
            reminded = PlanReview.objects.filter(pk__in=[notice.about_pk for notice in told])
            reminded.update(reminded_on=today)


def workers_of(children, *, on):
    """Who visits each of these children now; while she is away, who covers."""
    rows = Allocation.objects.open().filter(
        episode__child__in=children, episode__status=Episode.Status.ACTIVE, worker__is_active=True
    )
    workers = {row.episode.child_id: row.worker for row in rows.select_related("worker", "episode")}
    for child, share in (stand_ins(children, on=on) if children else {}).items():
        if child in workers and workers[child].pk == share.cover.away_id:
            workers[child] = share.worker
    return workers

"""A child with a record to report on, and a quick way from a question to its pages."""

from datetime import timedelta

from django.utils import timezone

from accounts import work
from accounts.models import Job
from tests.factories.assessments import (
    AreaFactory,
    FrameworkFactory,
    GoalFactory,
    ItemFactory,
    ObservationFactory,
)
from tests.factories.equipment import LoanFactory
from tests.factories.visits import ActivityFactory, PracticeFactory, VisitFactory, VisitRecordFactory


def today():
    return timezone.localdate()


def days_ago(days):
    return today() - timedelta(days=days)


def framework():
    """Two areas with a line in each of two bands."""
    talk = AreaFactory(framework=FrameworkFactory(), code="talk", name="Talking", order=1)
    move = AreaFactory(framework=talk.framework, code="move", name="Moving", order=2)
    texts = [(talk, 0, "look at who speaks"), (talk, 12, "say ten words")]
    texts += [(move, 0, "sit alone"), (move, 12, "walk ten steps")]
    return [
        ItemFactory(area=area, band=band, code=f"{area.code}-{band}", text=text, order=1)
        for area, band, text in texts
    ]


def give_a_record(child, worker, *, text="", items=None, week=0):
    """One of everything that a report tells of; ``text`` stands in every text, ``week`` moves the visit."""
    items = items if items is not None else framework()
    ObservationFactory(child=child, item=items[0], on=days_ago(300), by=worker)
    ObservationFactory(child=child, item=items[1], on=days_ago(20), by=worker)
    ObservationFactory(child=child, item=items[3], state="nearly", on=days_ago(20), by=worker)
    goal = GoalFactory(
        child=child, text=text[:200] or "Drink from a cup", why=text, steps=["Hold it", "Lift it"]
    )
    step = goal.steps.get(order=1)
    step.achieved_on, step.achieved_by, step.criterion = days_ago(10), worker, text[:160]
    step.save()
    visit = VisitFactory(child=child, worker=worker, done=True, in_days=-7 + 7 * week)
    record = VisitRecordFactory(
        visit=visit,
        **{name: text or f"{name} words" for name in ("play", "practice", "saw", "plan")},
        parent_words=text or "She laughed.",
        parent_comment=text,
        family_news=text,
    )
    activity = ActivityFactory(
        child=child, visit=visit, what=text[:200] or "two sips", how=text, when=[text[:40] or "Tea time"]
    )
    PracticeFactory(activity=activity, comment=text or "Hooray", by=worker)
    loan = LoanFactory(child=child, lent_by=worker)
    return {"goal": goal, "visit": visit, "record": record, "activity": activity, "loan": loan}


def carry_out_all():
    """Be the worker: carry out all work that waits, as Celery would."""
    for job in Job.objects.filter(state=Job.State.READY).order_by("created_at", "pk"):
        work.carry_out(job.pk)

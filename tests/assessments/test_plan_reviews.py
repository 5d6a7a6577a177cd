"""The cycle of reviews: planned by the rules, told to the worker in time, silent where it must be."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, Job, Notice
from accounts.refusals import Refused
from assessments import jobs
from assessments.actions import attainments, goals, plan_reviews, steps, strategies
from assessments.models import GoalMove, PlanReview
from families.models import Episode, Policy
from tests.factories.accounts import UserFactory
from tests.factories.assessments import GoalFactory
from tests.factories.families import ChildFactory
from tests.factories.plans import AspirationFactory, PlanReviewFactory, ScaleFactory, StrategyFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def worker():
    return UserFactory(worker=True)


@pytest.fixture
def child(worker):
    return ChildFactory(with_worker=worker)


def told():
    return list(Notice.objects.filter(kind="assessments.ReviewDue").values_list("to__name", flat=True))


# Planned ----------------------------------------------------------------------------------------------


def test_the_first_goal_plans_the_first_review_by_the_rules_of_the_service(child, worker, today):
    Policy.objects.create(from_on=today - timedelta(days=1), review_weeks=6)
    goals.set_goal(child, by=worker, text="Drink")
    goals.set_goal(child, by=worker, text="Wave")
    review = PlanReview.objects.get()
    assert review.due_on == today + timedelta(weeks=6)
    assert AuditEvent.objects.filter(what="review.planned").count() == 1


def test_nothing_is_planned_for_a_child_who_is_not_with_us_or_has_died(child, worker, today):
    assert plan_reviews.plan_by_itself(ChildFactory(), by=worker, on=today) is None
    child.died_on = today
    child.save()
    assert plan_reviews.plan_by_itself(child, by=worker, on=today) is None
    assert not PlanReview.objects.exists()


def test_the_clock_plans_what_is_missing_from_the_last_review_on_and_once(child, today):
    GoalFactory(child=child)
    GoalFactory()  # of a child who is not with us
    PlanReviewFactory(
        child=child, held=True, held_on=today - timedelta(weeks=4), due_on=today - timedelta(weeks=4)
    )
    jobs.plan_what_is_missing(today)
    jobs.plan_what_is_missing(today)
    assert PlanReview.objects.to_come().get().due_on == today + timedelta(weeks=22)


def test_a_review_that_is_long_over_by_the_rules_is_due_today(child, worker, today):
    review = plan_reviews.plan_by_itself(child, by=worker, on=today - timedelta(days=900))
    assert review.due_on == today


@pytest.mark.parametrize("days", [-1, 800])
def test_a_review_is_planned_for_a_day_that_makes_sense(child, worker, today, days):
    with pytest.raises(Refused, match="within the next two years"):
        plan_reviews.plan(child, by=worker, due_on=today + timedelta(days=days))


@pytest.mark.django_db(transaction=True)
def test_two_who_plan_the_first_review_at_once_plan_one(child, worker, today):
    days = [today + timedelta(days=number) for number in (10, 20, 30)]
    in_parallel(*[lambda day=day: plan_reviews.plan(child, by=worker, due_on=day) for day in days])
    assert PlanReview.objects.to_come().count() == 1


# Held -------------------------------------------------------------------------------------------------


def test_a_review_that_is_held_plans_the_next_but_not_after_an_ending(child, worker, today):
    review = PlanReviewFactory(child=child)
    plan_reviews.hold(
        review, by=worker, held_on=today, decision="continue", next_due_on=today + timedelta(70)
    )
    following = PlanReview.objects.to_come().get()
    assert following.due_on == today + timedelta(days=70)
    plan_reviews.hold(following, by=worker, held_on=today, decision="end")
    assert not PlanReview.objects.to_come().exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"held_on": 1, "decision": "continue"}, "still to come"),
        ({"held_on": 0, "decision": ""}, "what was decided"),
        ({"held_on": 0, "decision": "gone"}, "what was decided"),
    ],
)
def test_a_review_is_not_held_tomorrow_nor_without_a_decision(child, worker, today, asked, said):
    asked["held_on"] = today + timedelta(days=asked["held_on"])
    with pytest.raises(Refused, match=said):
        plan_reviews.hold(PlanReviewFactory(child=child), by=worker, **asked)


@pytest.mark.django_db(transaction=True)
def test_a_review_that_two_write_down_at_once_is_held_once(child, worker, today):
    review = PlanReviewFactory(child=child)
    answers = in_parallel(
        *[lambda: plan_reviews.hold(review, by=worker, held_on=today, decision="continue")] * 3
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["PlanReview", "Refused", "Refused"]
    assert PlanReview.objects.to_come().count() == 1


# Told -------------------------------------------------------------------------------------------------


def test_the_worker_hears_two_weeks_before_and_again_on_the_day(child, worker, today):
    review = PlanReviewFactory(child=child, due_on=today + timedelta(days=15))
    jobs.tell_of_reviews(today)
    assert told() == []
    jobs.tell_of_reviews(today + timedelta(days=1))
    jobs.tell_of_reviews(today + timedelta(days=2))
    assert told() == [worker.name]
    jobs.tell_of_reviews(review.due_on)
    jobs.tell_of_reviews(review.due_on + timedelta(days=3))
    assert told() == [worker.name] * 2
    review.refresh_from_db()
    assert review.reminded_on == review.due_on


def test_a_review_that_was_moved_is_told_again(child, worker, today):
    PlanReviewFactory(child=child, due_on=today + timedelta(days=3))
    jobs.tell_of_reviews(today)
    plan_reviews.plan(child, by=worker, due_on=today + timedelta(days=9))
    jobs.tell_of_reviews(today)
    assert told() == [worker.name] * 2


@pytest.mark.parametrize("why", ["death", "closure", "held", "nobody"])
def test_nobody_is_told_where_nothing_is_to_be_done(child, worker, today, why):
    review = PlanReviewFactory(child=child, due_on=today)
    if why == "death":
        child.died_on = today
        child.save()
    if why == "closure":
        Episode.objects.update(status="closed", closed_on=today)
    if why == "held":
        plan_reviews.hold(review, by=worker, held_on=today, decision="end")
    if why == "nobody":
        child.episodes.get().allocations.update(until_at=timezone.now(), ended_by=worker)
    jobs.tell_of_reviews(today)
    assert told() == []


def test_the_clock_asks_once_a_day_and_the_work_is_done(child, today):
    GoalFactory(child=child)
    for _ in range(2):
        jobs.ask_for_the_days_reviews(timezone.now())
    job = Job.objects.get(kind=jobs.DAILY)
    assert job.key.endswith(today.isoformat())


# What else is refused ---------------------------------------------------------------------------------


def test_every_move_of_a_goal_and_its_steps_is_a_line_of_its_history(child, worker, today):
    goal = goals.set_goal(child, by=worker, text="Drink", steps=[("Hold", ""), ("Sip", "")])
    first, second = goal.steps.all()
    steps.achieve(first, by=worker, on=today)
    steps.end(second, by=worker, on=today, how="partly", reason="With help")
    goals.move(goal, "partly", by=worker, on=today, reason="Sips with help")
    lines = [
        (move.step and move.step.text, move.was, move.became) for move in GoalMove.objects.order_by("pk")
    ]
    assert lines == [
        (None, "", "current"),
        ("Hold", "planned", "current"),
        ("Hold", "current", "reached"),
        ("Sip", "planned", "current"),
        ("Sip", "current", "partly"),
        (None, "current", "partly"),
    ]


def test_a_step_of_a_goal_that_rests_is_reached_but_not_begun(child, worker, today):
    goal = GoalFactory(child=child, steps=["One", "Two"])
    one, two = goal.steps.all()
    goals.set_aside(goal, by=worker, on=today, reason="Hospital")
    with pytest.raises(Refused, match="take the goal up first"):
        steps.begin(one, by=worker, on=today)
    assert steps.achieve(two, by=worker, on=today).state == "reached"


def test_a_goal_serves_a_hope_of_its_own_child_only(child, worker):
    with pytest.raises(Refused, match="another child"):
        goals.set_goal(child, by=worker, text="Drink", aspiration=AspirationFactory())


def test_a_goal_does_not_move_back_in_time(child, worker, today):
    goal = GoalFactory(child=child)
    goals.set_aside(goal, by=worker, on=today, reason="Hospital")
    goals.take_up(goal, by=worker, reason="Well again")
    with pytest.raises(Refused, match="give a later day"):
        goals.reach(goal, by=worker, on=today - timedelta(days=5))


@pytest.mark.parametrize("level", [-3, 3])
def test_a_rating_lies_on_the_scale(child, worker, today, level):
    with pytest.raises(Refused, match="between"):
        attainments.rate(ScaleFactory(goal__child=child).goal, by=worker, level=level, on=today)


@pytest.mark.parametrize("value", [0, 11])
def test_a_family_rates_from_one_to_ten(child, worker, today, value):
    with pytest.raises(Refused, match="between 1 and 10"):
        attainments.rate_by_family(GoalFactory(child=child), by=worker, value=value, on=today)


def test_an_advice_that_ended_is_not_looked_at_again(child, worker, today):
    advice = strategies.end(StrategyFactory(child=child), by=worker, reason="Grown")
    with pytest.raises(Refused, match="already"):
        strategies.keep(advice, by=worker, until=today + timedelta(days=9))

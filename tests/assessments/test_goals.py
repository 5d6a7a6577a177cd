"""Goals and their small steps: set, reached, put right, each change with its line in the trail."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import goals, steps
from assessments.models import Goal
from tests.factories.accounts import UserFactory
from tests.factories.assessments import GoalFactory
from tests.factories.families import ChildFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def worker():
    return UserFactory(worker=True)


def trail():
    return list(AuditEvent.objects.order_by("pk").values_list("what", flat=True))


def test_a_goal_is_set_with_its_steps_in_order(worker, today):
    pairs = [("Hold the cup", "3 times"), ("Tip the cup", "")]
    goal = goals.set_goal(ChildFactory(), by=worker, text="Drink from a cup", why="At the table", steps=pairs)
    written = goal.steps.values_list("order", "text", "criterion")
    assert list(written) == [(1, "Hold the cup", "3 times"), (2, "Tip the cup", "")]
    assert (goal.status, goal.set_on) == ("current", today)
    assert trail() == ["goal.set"]


def test_a_goal_that_cannot_be_written_whole_is_not_written_at_all(worker):
    with pytest.raises(Exception, match="too long"), transaction.atomic():
        goals.set_goal(ChildFactory(), by=worker, text="Drink", steps=[("x" * 200, "")])
    assert not Goal.objects.exists()
    assert trail() == []


def test_a_goal_holds_a_dozen_steps_at_most(worker):
    goal = GoalFactory(steps=[f"Step {n}" for n in range(12)])
    with pytest.raises(Refused, match="12 steps already"):
        steps.add(goal, by=worker, text="One more")
    with pytest.raises(Refused, match="at most 12"):
        goals.set_goal(goal.child, by=worker, text="Much", steps=[("s", "")] * 13)


def test_a_step_is_added_at_the_end(worker):
    goal = GoalFactory(steps=["One", "Two"])
    assert steps.add(goal, by=worker, text="Three", criterion="once").order == 3


def test_a_step_is_done_on_a_day_and_says_who_wrote_it_down(worker, today):
    step = GoalFactory(steps=["One"]).steps.get()
    done = steps.achieve(step, by=worker, on=today)
    assert (done.achieved_on, done.achieved_by) == (today, worker)
    with pytest.raises(Refused, match="already"):
        steps.achieve(step, by=worker, on=today)


def test_a_step_is_not_done_tomorrow(worker, today):
    step = GoalFactory(steps=["One"]).steps.get()
    with pytest.raises(Refused, match="still to come"):
        steps.achieve(step, by=worker, on=today + timedelta(days=1))


def test_a_step_is_taken_back_only_with_a_reason(worker, today):
    step = steps.achieve(GoalFactory(steps=["One"]).steps.get(), by=worker, on=today)
    with pytest.raises(Refused, match="Say why"):
        steps.undo(step, by=worker, reason=" ")
    assert steps.undo(step, by=worker, reason="It was the other cup").achieved_on is None
    line = AuditEvent.objects.get(what="step.undone")
    assert (line.reason, line.before["achieved_on"]) == ("It was the other cup", today.isoformat())
    with pytest.raises(Refused, match="not written down as done"):
        steps.undo(step, by=worker, reason="again")


def test_words_are_changed_with_what_they_were_before(worker):
    goal = GoalFactory(text="Drink", why="At table", steps=["One"])
    goals.put_differently(goal, by=worker, text="Drink", why="At nursery")
    goals.put_differently(goal, by=worker, text="Drink", why="At nursery")
    steps.put_differently(goal.steps.get(), by=worker, text="Hold", criterion="")
    assert trail() == ["goal.changed", "step.changed"]
    assert AuditEvent.objects.get(what="goal.changed").before == {"why": "At table"}


def test_a_goal_is_reached_or_set_aside_once_and_can_be_taken_up_again(worker, today):
    goal = GoalFactory()
    with pytest.raises(Refused, match="Say why"):
        goals.set_aside(goal, by=worker, on=today, reason="")
    goals.set_aside(goal, by=worker, on=today, reason="After the operation")
    with pytest.raises(Refused, match="cannot become"):
        goals.reach(goal, by=worker, on=today)
    with pytest.raises(Refused, match="Say why"):
        goals.take_up(goal, by=worker)
    goals.take_up(goal, by=worker, reason="Well again")
    assert goals.reach(goal, by=worker, on=today).status == "reached"
    assert trail() == ["goal.set_aside", "goal.taken_up", "goal.reached"]


def test_a_goal_does_not_end_before_it_was_set(worker, today):
    goal = GoalFactory(set_on=today)
    with pytest.raises(Refused, match="give a later day"):
        goals.reach(goal, by=worker, on=today - timedelta(days=1))


def test_a_goal_that_ended_says_when():
    goal = GoalFactory.build(child=ChildFactory(), status=Goal.Status.REACHED)
    with pytest.raises(ValidationError, match="says since when"):
        goal.full_clean()


@pytest.mark.django_db(transaction=True)
def test_steps_that_are_added_at_once_each_have_a_place(worker):
    goal = GoalFactory(steps=["One"])
    in_parallel(*[lambda: steps.add(goal, by=worker, text="Another")] * 8)
    assert list(goal.steps.values_list("order", flat=True)) == list(range(1, 10))


@pytest.mark.django_db(transaction=True)
def test_a_step_that_two_write_down_at_once_is_done_once(worker, today):
    step = GoalFactory(steps=["One"]).steps.get()
    told = in_parallel(*[lambda: steps.achieve(step, by=worker, on=today)] * 4)
    assert sorted(type(answer).__name__ for answer in told) == [*["Refused"] * 3, "Step"]
    assert trail() == ["step.achieved"]

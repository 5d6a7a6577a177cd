"""Next week's activity says which step it is for, and the family sees the stones of that goal."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.assessments import GoalFactory
from tests.factories.visits import ActivityFactory
from visits.models import VisitRecord

pytestmark = pytest.mark.django_db


def said_by(response):
    return response.content.decode()


@pytest.fixture
def cup(people):
    """A goal in three steps, the first of them practised last week."""
    goal = GoalFactory(child=people.child, text="Drinks from a cup", steps=["Hold it", "Lift it", "Sip"])
    ago = timezone.localdate() - timedelta(days=7)
    ActivityFactory(child=people.child, step=goal.steps.first(), from_on=ago)
    return goal


def next_weeks_step(visit):
    return visit.activities.get().step.text


def test_next_week_goes_on_with_last_weeks_step(people, visit, url, sofia, cup):
    GoalFactory(child=people.child, text="Says more", steps=["Signs it"])
    field = sofia.get(url).context["form"]["towards"]
    assert field.value() == str(cup.pk)
    assert [words for _, words in field.field.choices] == [
        "No step of a goal",
        "Hold it, towards “Drinks from a cup”",
        "Signs it, towards “Says more”",
    ]
    sofia.post(url, {"play": "Bubbles.", "what": "hold the cup", "towards": field.value()})
    assert next_weeks_step(visit) == "Hold it"


def test_a_step_that_is_reached_today_hands_over_to_the_next_of_its_goal(visit, url, sofia, cup):
    reached = {"reached": str(cup.steps.first().pk), "towards": str(cup.pk)}
    sofia.post(url, {"play": "Bubbles.", "what": "lift the cup", **reached})
    assert next_weeks_step(visit) == "Lift it"


def test_the_last_step_of_a_goal_stays_what_is_practised(visit, url, sofia, cup):
    reached = {"reached": [str(step.pk) for step in cup.steps.all()], "towards": str(cup.pk)}
    sofia.post(url, {"play": "Bubbles.", "what": "sip", **reached})
    assert next_weeks_step(visit) == "Sip"


def test_next_week_may_be_for_no_step_at_all(visit, url, sofia, cup):
    sofia.post(url, {"play": "Bubbles.", "what": "splash", "towards": ""})
    assert visit.activities.get().step is None


@pytest.mark.parametrize("towards", ["0", "no such thing", "-1", "theirs"])
def test_a_goal_of_somebody_else_is_refused_in_a_sentence(towards, people, url, sofia, cup):
    if towards == "theirs":
        towards = str(GoalFactory(child=people.other_child, steps=["Sits"]).pk)
    response = sofia.post(url, {"play": "Bubbles.", "what": "splash", "towards": towards})
    assert "choose the step again" in said_by(response)
    assert not VisitRecord.objects.exists()


def test_the_family_sees_the_stones_of_the_goal_that_was_chosen(people, url, sofia, cup, signed_in):
    reached = {"reached": str(cup.steps.first().pk), "towards": str(cup.pk)}
    sofia.post(url, {"play": "Bubbles.", "what": "lift the cup", **reached})
    page = signed_in(people.parent).get(reverse("portal:child_home", args=[people.child.ref]))
    assert [stone["word"] for stone in page.context["path"]] == ["Done", "This week", ""]
    assert "Lift it" in said_by(page)

"""Writing a goal as a sentence, its moves, and its steps in order, as pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Goal, GoalMove
from tests.factories.assessments import FrameworkFactory, GoalFactory, ItemFactory
from tests.factories.plans import (
    AspirationFactory,
    OutcomeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(people, signed_in):
    return signed_in(people.worker)


@pytest.fixture
def goal(people):
    return GoalFactory(
        child=people.child, text="Drink from a cup", steps=["Hold the cup", "Tip the cup", "Sip"]
    )


def at(name, thing):
    return reverse(f"assessments:{name}", args=[thing.ref])


def text_of(response):
    return response.content.decode()


# The goal writer ------------------------------------------------------------------------------------


def test_a_goal_is_written_as_a_sentence_for_a_new_hope(people, client):
    outcome = OutcomeFactory(child=people.child)
    words = {
        "text": "Tell us what she wants", "does_what": "points to one of two cups",
        "conditions": "at breakfast", "success": "3 times out of 4", "priority": 1,
        "hope": "That she can tell us", "outcome": outcome.pk, "status": "planned",
        "step_1": "Looks at a cup",
    }  # fmt: skip
    answer = client.post(at("goal_add", people.child), words)
    goal = Goal.objects.get()
    assert (goal.status, goal.priority, goal.outcome) == ("planned", 1, outcome)
    assert goal.aspiration.text == "That she can tell us"
    page = text_of(client.get(answer.url))
    assert "Aisha points to one of two cups, at breakfast, 3 times out of 4." in page
    assert "Something to look at again" not in page


def test_what_nobody_can_see_is_hinted_at_and_keeps_nobody_from_setting_the_goal(people, client):
    words = {
        "text": "Understand us",
        "does_what": "understands two words",
        "priority": 2,
        "status": "current",
    }
    answer = client.post(at("goal_add", people.child), words)
    assert answer.status_code == 302
    page = text_of(client.get(answer.url))
    assert "Nobody can see “understands” from outside" in page
    assert "Nobody can see “understands”" in text_of(client.get(at("goal_edit", Goal.objects.get())))


def test_a_hope_is_chosen_or_written_not_both(people, client):
    hope = AspirationFactory(child=people.child)
    words = {"text": "Drink", "priority": 2, "status": "current", "hope": "Another", "aspiration": hope.pk}
    assert "not both" in text_of(client.post(at("goal_add", people.child), words))
    assert not Goal.objects.exists()


def test_only_the_child_s_own_hopes_and_outcomes_are_offered(people, client):
    AspirationFactory(child=people.child, text="Our own hope")
    AspirationFactory(child=people.other_child, text="Another family’s hope")
    ended = AspirationFactory(
        child=people.child, text="An old hope", until_on=timezone.localdate() - timedelta(3)
    )
    page = text_of(client.get(at("goal_add", people.child)))
    assert "Our own hope" in page
    assert "Another family’s hope" not in page
    assert ended.text not in page
    words = {
        "text": "Drink",
        "priority": 2,
        "status": "current",
        "aspiration": AspirationFactory(child=people.other_child).pk,
    }
    assert client.post(at("goal_add", people.child), words).status_code == 200
    assert not Goal.objects.exists()


# Moves ----------------------------------------------------------------------------------------------


def test_a_goal_goes_through_its_states_and_the_page_tells_the_story(people, client, goal):
    today = timezone.localdate()
    client.post(at("goal_end", goal), {"how": "partly", "reason": "Two sips now", "on": today})
    client.post(at("goal_take_up", goal), {"reason": "She wants more"})
    client.post(at("goal_reach", goal), {"on": today})
    moves = list(GoalMove.objects.filter(step=None).order_by("pk").values_list("was", "became"))
    assert moves == [("current", "partly"), ("partly", "current"), ("current", "reached")]
    page = text_of(client.get(at("goal_detail", goal)))
    assert "Two sips now" in page
    assert "Working on it again (it was “partly reached”)" in page
    answer = client.post(at("goal_set_aside", goal), {"reason": "x", "on": today})
    assert "cannot become “set aside”" in text_of(answer)


def test_a_planned_goal_is_begun_without_a_reason(client, people):
    goal = GoalFactory(child=people.child, status="planned", steps=["One"])
    client.post(at("goal_take_up", goal), {"reason": ""})
    goal.refresh_from_db()
    assert goal.status == "current"
    assert goal.steps.get().started_on == timezone.localdate()


def test_steps_are_put_in_between_and_moved_by_plain_forms(client, goal):
    first, _second, third = goal.steps.all()
    client.post(at("step_add", goal), {"text": "In between", "after": first.order, "kind": "generalise"})
    names = lambda: list(goal.steps.values_list("text", flat=True))  # noqa: E731
    assert names() == ["Hold the cup", "In between", "Tip the cup", "Sip"]
    assert client.post(at("step_shift", third), {"way": "up"}).url.endswith(f"#step-{third.ref}")
    assert names() == ["Hold the cup", "In between", "Sip", "Tip the cup"]
    client.post(at("step_shift", first), {"way": "up"})
    client.post(at("step_shift", first), {"way": "down"})
    assert names() == ["In between", "Hold the cup", "Sip", "Tip the cup"]
    assert client.post(at("step_shift", first), {"way": "round"}).status_code == 302
    assert client.get(at("step_shift", first)).status_code == 405
    client.post(at("step_add", goal), {"text": "Zeroth", "after": "0"})
    assert names()[0] == "Zeroth"


def test_a_step_is_ended_otherwise_with_a_reason_and_taken_up_again(client, goal):
    first = goal.steps.first()
    today = timezone.localdate()
    client.post(at("step_begin", first), {"on": today})
    assert "still empty" in text_of(client.post(at("step_end", first), {"how": "partly", "on": today}))
    client.post(at("step_end", first), {"how": "partly", "on": today, "reason": "With one hand"})
    first.refresh_from_db()
    assert (first.state, first.ended_on) == ("partly", today)
    assert [stone["text"] for stone in goal.path] == ["Tip the cup", "Sip"]
    client.post(at("step_undo", first), {"reason": "Again"})
    first.refresh_from_db()
    assert first.state == "current"
    assert client.get(at("goal_detail", goal)).status_code == 200


def test_lines_of_a_framework_are_found_by_their_words_and_linked(client, goal):
    framework = FrameworkFactory()
    sip = ItemFactory(area__framework=framework, text="take a sip from an open cup", code="eat-7")
    ItemFactory(area__framework=framework, text="stack two bricks")
    retired = ItemFactory(area__framework__status="retired", text="sip from a beaker")
    url = at("step_items", goal.steps.first())
    page = text_of(client.get(url))
    assert "stack two bricks" not in page
    assert sip.text not in page  # nothing is listed before somebody looks for it
    page = text_of(client.get(url, {"q": "cup sip"}))
    assert sip.text in page
    assert retired.text not in page
    assert sip.text in text_of(client.get(url, {"q": "EAT-7"}))
    client.post(f"{url}?q=cup", {"what": "link", "item": sip.pk})
    assert list(goal.steps.first().items.all()) == [sip]
    assert sip.text in text_of(client.get(at("goal_detail", goal)))
    client.post(url, {"what": "unlink", "item": sip.pk})
    assert not goal.steps.first().items.exists()
    assert "not there" in text_of(client.post(url, {"what": "link", "item": 2**31 - 1}))
    for odd in ("", "x", str(2**40), "-1"):
        assert client.post(url, {"what": "link", "item": odd}).status_code == 200


def test_the_sentence_is_looked_at_before_anything_is_saved(people, client, goal):
    url = at("goal_add", people.child)
    words = {
        "text": "Understand us",
        "does_what": "understands two words",
        "priority": 2,
        "status": "current",
    }
    page = text_of(client.post(url, words | {"check": "1", "step_1": "Looks"}))
    assert "Aisha understands two words." in page
    assert "Nobody can see “understands”" in page
    assert 'value="Looks"' in page
    assert Goal.objects.get() == goal
    assert 'value="Looks"' in text_of(client.get(url))  # kept as a draft
    better = words | {"does_what": "fetches her shoes", "conditions": "when asked", "success": "twice a day"}
    assert "Everyone can watch for this" in text_of(client.post(url, better | {"check": "1"}))
    assert "There is no sentence yet" in text_of(client.post(url, {"check": "1", "text": "x"}))
    assert client.post(at("goal_edit", goal), better | {"check": "1"}).status_code == 200
    goal.refresh_from_db()
    assert goal.does_what == ""

"""The page of a child's goals, and the forms behind its buttons."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.models import Goal, Step
from tests.factories.assessments import GoalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(people):
    return GoalFactory(child=people.child, text="Drink from a cup", steps=["Hold the cup", "Tip the cup"])


def list_url(child):
    return reverse("assessments:goal_list", args=[child.ref])


def pages_of(goal):
    """Every form about a goal or a step, by name."""
    step = goal.steps.first()
    about_goal = (
        "goal_edit", "goal_reach", "goal_end", "goal_set_aside", "goal_take_up", "scale_agree", "family_rate",
        "step_add",
    )  # fmt: skip
    about_step = ("step_edit", "step_begin", "step_achieve", "step_end", "step_undo", "step_items")
    return {name: reverse(f"assessments:{name}", args=[goal.ref]) for name in about_goal} | {
        name: reverse(f"assessments:{name}", args=[step.ref]) for name in about_step
    }


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [
        ("worker", 200, 200),
        ("team_lead", 200, 200),
        ("service_manager", 200, 403),
        ("stranger", 404, 404),
        ("administrator", 403, 403),
        ("parent", 403, 403),
    ],
)
def test_who_reads_goals_and_who_writes_them(people, signed_in, goal, person, reads, writes):
    client = signed_in(getattr(people, person))
    assert client.get(list_url(people.child)).status_code == reads
    add = reverse("assessments:goal_add", args=[people.child.ref])
    for url in (add, *pages_of(goal).values()):
        assert client.get(url).status_code == writes, url


def test_signed_out_one_is_sent_to_the_door(client, goal):
    for url in pages_of(goal).values():
        assert client.get(url).status_code == 302


def test_the_list_asks_as_often_for_many_goals_as_for_one(people, signed_in, goal, same_queries):
    def add_rows():
        GoalFactory.create_batch(5, child=people.child, steps=["One", "Two", "Three"])

    same_queries(signed_in(people.worker), list_url(people.child), add_rows, most=15)


def test_a_goal_is_set_with_its_steps_on_one_page(people, signed_in):
    url = reverse("assessments:goal_add", args=[people.child.ref])
    client = signed_in(people.worker)
    data = {"text": "Drink", "why": "At table", "step_1": "Hold", "criterion_1": "3 of 4", "step_3": "Tip"}
    answer = client.post(url, data | {"priority": 1, "status": "current"})
    goal = Goal.objects.get()
    assert answer.url == reverse("assessments:goal_detail", args=[goal.ref])
    assert list(goal.steps.values_list("order", "text", "criterion")) == [
        (1, "Hold", "3 of 4"),
        (2, "Tip", ""),
    ]
    assert AuditEvent.objects.get(what="goal.set").by_name == "Sofia Marsh"


def test_how_one_will_know_without_a_step_is_pointed_out(people, signed_in):
    url = reverse("assessments:goal_add", args=[people.child.ref])
    response = signed_in(people.worker).post(
        url, {"text": "Drink", "criterion_2": "3 of 4", "priority": 2, "status": "current"}
    )
    assert "Step 2 says how you will know, but not what it is." in response.content.decode()
    assert not Goal.objects.exists()


def test_a_step_is_done_and_taken_back(people, signed_in, goal):
    client, pages = signed_in(people.worker), pages_of(goal)
    client.post(pages["step_achieve"], {"on": timezone.localdate()})
    assert goal.steps.first().achieved_by == people.worker
    assert "already" in client.post(pages["step_achieve"], {"on": timezone.localdate()}).content.decode()
    client.post(pages["step_undo"], {"reason": "The other cup"})
    assert goal.steps.first().achieved_on is None


def test_words_are_changed_and_steps_added(people, signed_in, goal):
    client, pages = signed_in(people.worker), pages_of(goal)
    client.post(pages["goal_edit"], {"text": "Drink alone", "why": "", "priority": 2})
    client.post(pages["step_edit"], {"text": "Hold it", "criterion": "once"})
    client.post(pages["step_add"], {"text": "Put it down", "criterion": ""})
    goal.refresh_from_db()
    assert goal.text == "Drink alone"
    assert list(goal.steps.values_list("text", flat=True)) == ["Hold it", "Tip the cup", "Put it down"]


def test_a_goal_is_set_aside_taken_up_and_reached(people, signed_in, goal):
    client, pages, today = signed_in(people.worker), pages_of(goal), timezone.localdate()
    client.post(pages["goal_set_aside"], {"on": today, "reason": "After the operation"})
    assert "Set aside" in client.get(list_url(people.child)).content.decode()
    client.post(pages["goal_take_up"], {"reason": "Well again"})
    client.post(pages["goal_reach"], {"on": today})
    goal.refresh_from_db()
    assert goal.status == "reached"


def test_stones_are_done_now_and_later(goal, people):
    step = goal.steps.first()
    assert [stone["state"] for stone in goal.path] == ["now", "later"]
    Step.objects.filter(pk=step.pk).update(achieved_on=timezone.localdate(), achieved_by=people.worker)
    assert [stone["state"] for stone in goal.path] == ["done", "now"]

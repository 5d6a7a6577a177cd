"""What may come next as a page: why, what fits, choosing together; and what a child enjoys."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import interests, next_steps
from assessments.models import Goal, GoalMove, Interest, Step
from assessments.words import tags_from, tags_in
from tests.factories.accounts import UserFactory
from tests.factories.assessments import (
    AreaFactory,
    FrameworkFactory,
    GoalFactory,
    ItemFactory,
    ObservationFactory,
    StepFactory,
)
from tests.factories.equipment import EquipmentFactory, LoanFactory
from tests.factories.families import ChildFactory
from tests.factories.next_steps import InterestFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(people, signed_in):
    return signed_in(people.worker)


@pytest.fixture
def lines(people):
    """Rolling a ball comes before kicking it; she can roll it and nearly stacks bricks."""
    framework = FrameworkFactory(code="starter", name="Small steps")
    area = AreaFactory(framework=framework, name="Moving")
    roll = ItemFactory(area=area, code="roll", text="roll a ball", order=1)
    kick = ItemFactory(
        area=area, code="kick", text="kick a ball", order=2, tags=["ball"],
        guidance="Watch her at the park.", example="In the garden with her brother.",
    )  # fmt: skip
    kick.after.add(roll)
    stack = ItemFactory(area=area, code="stack", text="stack two bricks", order=3, tags=["bricks"])
    hop = ItemFactory(area=area, code="hop", text="hop", order=4)
    hop.after.add(kick)
    ObservationFactory(child=people.child, item=roll, state="can", by=people.worker)
    ObservationFactory(child=people.child, item=stack, state="nearly", by=people.worker)
    return {"roll": roll, "kick": kick, "stack": stack, "hop": hop}


def page_of(child):
    return reverse("assessments:next_step_list", args=[child.ref])


def choosing(child, item):
    return reverse("assessments:next_step_choose", args=[child.ref, item.pk])


def text_of(response):
    return response.content.decode()


# The suggestions --------------------------------------------------------------------------------------


def test_each_suggestion_says_why_and_leads_to_what_was_seen(people, client, lines):
    page = text_of(client.get(page_of(people.child)))
    assert "Aisha nearly does it already." in page
    assert "Aisha can do what often comes before: “roll a ball”." in page
    for seen in ("roll", "stack"):
        assert reverse("assessments:item_history", args=[people.child.ref, lines[seen].pk]) in page
    assert "Sofia saw it" in page
    assert "Watch her at the park." in page
    assert "In the garden with her brother." in page
    assert page.index("Stack two bricks") < page.index("Kick a ball")
    assert lines["hop"].text not in page
    assert AuditEvent.objects.filter(what="next_steps.seen", child_ref=people.child.ref).exists()


def test_what_the_child_enjoys_and_toys_in_store_that_fit_are_named(people, client, lines):
    InterestFactory(child=people.child, text="Playing football", tags=["balls"])
    InterestFactory(child=people.child, text="Old times", tags=["brick"], until_on=timezone.localdate())
    Interest.objects.filter(text="Old times").update(since_on="2020-01-01", until_on="2020-02-01")
    EquipmentFactory(name="Wooden bricks", about="building")
    EquipmentFactory(name="Soft ball")
    LoanFactory(equipment=EquipmentFactory(name="Light-up ball"))
    page = text_of(client.get(page_of(people.child)))
    assert "It goes with what Aisha enjoys: Playing football (ball)." in page
    assert "Old times" not in page
    lend = reverse("equipment:loan_add", args=[people.child.ref])
    assert f"{lend}?q=Wooden+bricks" in page
    assert f"{lend}?q=Soft+ball" in page
    assert "Light-up ball" not in page  # it is with another family


def test_nothing_is_hidden(people, client, lines):
    for number in range(8):
        item = ItemFactory(area=lines["roll"].area, text=f"do thing {number}")
        ObservationFactory(child=people.child, item=item, state="nearly")
    few = text_of(client.get(page_of(people.child)))
    assert "Show all that may come next (10)" in few
    assert few.count("Why this?") == 5
    everything = text_of(client.get(page_of(people.child), {"all": 1}))
    for number in range(8):
        assert f"Do thing {number}" in everything


def test_what_is_worked_on_is_not_suggested_again_but_stands_with_all(people, client, lines):
    step = StepFactory(goal=GoalFactory(child=people.child), text="Stacks with help")
    step.items.add(lines["stack"])
    page = text_of(client.get(page_of(people.child)))
    assert "Stack two bricks" not in page
    assert "Stacks with help" in page
    everything = text_of(client.get(page_of(people.child), {"all": 1}))
    assert "Stack two bricks" in everything
    assert "Worked on" in everything


def test_without_observations_the_page_says_what_to_do(people, client):
    ItemFactory(area__framework=FrameworkFactory())
    assert "Nothing to suggest yet" in text_of(client.get(page_of(people.child)))


def test_without_a_framework_the_page_is_there(people, client):
    assert "No checklist yet" in text_of(client.get(page_of(people.child)))


def test_the_page_asks_as_often_for_many(people, client, lines, same_queries):
    area = lines["roll"].area
    items = iter([ItemFactory(area=area, tags=["ball"]) for _ in range(80)])

    def more():
        for _ in range(4):
            item = next(items)
            item.after.add(lines["roll"])
            ObservationFactory(child=people.child, item=item, state="nearly")
            InterestFactory(child=people.child, text=f"Ball {item.pk}", tags=["ball"])
            EquipmentFactory(name=f"Ball {item.pk}")
            StepFactory(goal=GoalFactory(child=people.child)).items.add(next(items))

    more()
    same_queries(client, page_of(people.child), more, most=20)
    same_queries(client, page_of(people.child) + "?all=1", more, most=20)


def test_a_mean_address_is_answered(people, client, lines):
    for asked in ("?framework=%00&all=%00&page=x", "?page=99999999999999999999&all=1", "?all=1&page=-1"):
        assert client.get(page_of(people.child) + asked).status_code == 200


# Choosing ---------------------------------------------------------------------------------------------


def test_a_suggestion_becomes_a_step_of_an_open_goal(people, client, lines):
    goal = GoalFactory(child=people.child, text="Play in the park", steps=["Runs to the ball"])
    ended = GoalFactory(child=people.child, text="Long ago", status="reached", ended_on=timezone.localdate())
    form = text_of(client.get(choosing(people.child, lines["kick"])))
    assert "Play in the park" in form
    assert "Long ago" not in form
    said = {
        "where": goal.ref,
        "text": "Kicks a ball",
        "criterion": "3 of 4",
        "wish": "Yes, with her brother!",
    }
    answer = client.post(choosing(people.child, lines["kick"]), said)
    assert answer.url == reverse("assessments:goal_detail", args=[goal.ref])
    step = goal.steps.last()
    assert (step.text, step.criterion, step.order) == ("Kicks a ball", "3 of 4", 2)
    assert list(step.items.all()) == [lines["kick"]]
    assert GoalMove.objects.get(step=step).reason == "Yes, with her brother!"
    assert "Yes, with her brother!" in text_of(client.get(answer.url))
    assert AuditEvent.objects.filter(what="next_step.chosen", child_ref=people.child.ref).count() == 1
    said["where"] = ended.ref
    assert client.post(choosing(people.child, lines["hop"]), said).status_code == 200


def test_a_suggestion_becomes_a_new_planned_goal(people, client, lines):
    said = {"where": "new", "goal_text": "", "text": "Kicks a ball", "wish": "He loves it"}
    assert "Say what the new goal is." in text_of(client.post(choosing(people.child, lines["kick"]), said))
    said["goal_text"] = "Play football with his brother"
    client.post(choosing(people.child, lines["kick"]), said)
    goal = Goal.objects.get()
    assert (goal.status, goal.why) == ("planned", "He loves it")
    assert list(goal.steps.get().items.all()) == [lines["kick"]]


def test_a_double_click_and_a_second_choice_make_one_step(people, client, lines):
    goal = GoalFactory(child=people.child)
    said = {"where": goal.ref, "text": "Kicks", "form_key": "once-only"}
    first, second = (client.post(choosing(people.child, lines["kick"]), said) for _ in range(2))
    assert first.url == second.url
    said["form_key"] = "another"
    page = text_of(client.post(choosing(people.child, lines["kick"]), said))
    assert "This is being worked on already: “Kicks”" in page
    assert Step.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_choose_the_same_at_once_make_one_step():
    child, worker, item = ChildFactory(), UserFactory(worker=True), ItemFactory()
    goal = GoalFactory(child=child)
    told = in_parallel(
        lambda: next_steps.choose(child, item, by=worker, text="Kicks", goal=goal),
        lambda: next_steps.choose(child, item, by=worker, text="Kicks", goal_text="Football"),
        lambda: next_steps.choose(child, item, by=worker, text="Kicks", goal=goal),
    )
    assert sorted(type(one).__name__ for one in told) == ["Refused", "Refused", "Step"]
    assert Step.objects.count() == 1


def test_a_goal_of_another_child_is_refused(people, lines):
    goal = GoalFactory(child=people.other_child)
    with pytest.raises(Refused, match="another child"):
        next_steps.choose(people.child, lines["kick"], by=people.worker, text="Kicks", goal=goal)


def test_a_line_of_a_draft_cannot_be_chosen(people, client):
    item = ItemFactory(area__framework=FrameworkFactory(status="draft"))
    assert client.get(choosing(people.child, item)).status_code == 404


# What the child enjoys --------------------------------------------------------------------------------


def test_tags_are_found_from_the_words_and_can_be_changed(people, client, lines):
    add = reverse("assessments:interest_add", args=[people.child.ref])
    client.post(add, {"text": "Bouncing his balls on bricks"})
    row = Interest.objects.get()
    assert row.tags == ["ball", "bricks"]
    assert client.post(add, {"text": "bouncing his balls ON bricks"}).status_code == 200
    change = reverse("assessments:interest_edit", args=[people.child.ref, row.pk])
    assert "ball, bricks" in text_of(client.get(change))
    client.post(change, {"text": "Bouncing", "tags": "Ball,  Ball, water "})
    row.refresh_from_db()
    assert (row.text, row.tags) == ("Bouncing", ["ball", "water"])
    events = ["interest.added", "interest.changed"]
    found = AuditEvent.objects.filter(what__startswith="interest.").order_by("pk")
    assert list(found.values_list("what", flat=True)) == events


def test_an_interest_ends_once_and_stays(people, client, lines):
    row = InterestFactory(child=people.child)
    end = reverse("assessments:interest_end", args=[people.child.ref, row.pk])
    client.post(end, {})
    row.refresh_from_db()
    assert row.until_on
    assert row.text not in text_of(client.get(page_of(people.child)))
    assert "was ended on" in text_of(client.post(end, {}))


def test_an_interest_of_another_child_is_not_there(people, client):
    row = InterestFactory(child=people.other_child)
    end = reverse("assessments:interest_end", args=[people.child.ref, row.pk])
    assert client.post(end, {}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_same_interest_written_down_twice_at_once_stands_once():
    child, worker = ChildFactory(), UserFactory(worker=True)
    told = in_parallel(*[lambda: interests.add(child, by=worker, text="Trains")] * 3)
    assert sorted(type(one).__name__ for one in told) == ["Interest", "Refused", "Refused"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Loves his toy trains!", {"train"}),
        ("a TREASURE basket full of boxes", {"treasure-basket", "box"}),
        ("glasses, a bus, puppies", {"glass", "bus", "puppy"}),
        ("restrained", set()),
        ("", set()),
    ],
)
def test_words_find_their_tags_in_singular_and_plural(text, found):
    tags = ["train", "treasure-basket", "box", "glass", "bus", "puppy", "", "-"]
    assert tags_in(text, tags) == found


def test_tags_are_typed_with_commas():
    assert tags_from(" Ball; red  cup,ball,\n,") == ["ball", "red cup"]

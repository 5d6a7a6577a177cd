"""Look what she can do now: what counts as new, whose words stand with it, and its page on paper."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import observations
from assessments.celebrating import celebration_of, usual_since
from assessments.models import Observation
from reports.kinds.celebration import MOST, celebration
from reports.models import Paper
from reports.pages import CannotBeMade
from tests.factories.assessments import (
    AssessmentFactory,
    FrameworkFactory,
    GoalFactory,
    ItemFactory,
    ObservationFactory,
)
from tests.reports.world import carry_out_all

pytestmark = pytest.mark.django_db


def ago(days):
    return timezone.localdate() - timedelta(days=days)


@pytest.fixture
def saw(people):
    def see(item, state="can", days=5, **more):
        by = people.parent if more.get("source") == "parent" else people.worker
        return ObservationFactory(
            child=people.child, item=item, state=state, on=ago(days), **{"by": by} | more
        )

    return see


def new(people, days=30):
    found = celebration_of(people.child, people.worker, ago(days), ago(0))
    return [first.item.text for first in found.firsts]


def test_the_first_time_is_new_and_the_second_is_not(people, saw):
    old, fresh = ItemFactory(text="old"), ItemFactory(text="fresh")
    saw(old, days=200)
    saw(old, days=3)
    saw(fresh, "nearly", days=100)
    saw(fresh, days=20)
    saw(fresh, days=4)
    assert new(people) == ["fresh"]
    first = celebration_of(people.child, people.worker, ago(30), ago(0)).firsts[0]
    assert (first.seen.on, first.how) == (ago(20), "Sofia saw it")


def test_what_was_there_at_the_baseline_is_no_news(people, saw):
    item = ItemFactory()
    sitting = AssessmentFactory(child=people.child, framework=item.area.framework, by=people.worker)
    saw(item, days=3, assessment=sitting)
    assert new(people) == []


def test_what_is_not_done_now_or_was_taken_back_is_not_celebrated(people, saw):
    lost, wrong = ItemFactory(), ItemFactory()
    saw(lost, days=9)
    saw(lost, "nearly", days=2)
    tick = saw(wrong, days=2)
    observations.take_back(people.child, [tick.pk], by=people.worker)
    assert new(people) == []


def test_versions_of_a_checklist_share_the_first_time(people, saw):
    old, now = (FrameworkFactory(code="ours", version=n, status="retired") for n in "12")
    saw(ItemFactory(area__framework=old, code="cup"), days=300)
    saw(ItemFactory(area__framework=now, code="cup"), days=3)
    assert new(people) == []


def test_the_family_s_words_stand_with_it_and_a_worker_s_note_does_not(people, saw):
    told, noted = ItemFactory(text="told"), ItemFactory(text="noted")
    saw(told, source="parent", note="We all clapped")
    saw(noted, note="Note for colleagues")
    firsts = celebration_of(people.child, people.worker, ago(30), ago(0)).firsts
    assert {first.item.text: first.words for first in firsts} == {"told": "We all clapped", "noted": ""}


def test_a_lead_or_a_manager_is_not_named_to_a_family(people, saw):
    saw(ItemFactory(), by=people.team_lead)
    assert celebration_of(people.child, people.parent, ago(30), ago(0)).firsts[0].how == "We saw it"


def test_steps_and_goals_reached_since(people):
    goal = GoalFactory(child=people.child, steps=["Hold", "Lift", "Sip"], status="reached", ended_on=ago(2))
    for step, days in zip(goal.steps.all(), (90, 10), strict=False):
        step.achieved_on, step.achieved_by = ago(days), people.worker
        step.save()
    found = celebration_of(people.child, people.worker, ago(30), ago(0))
    assert ([step.text for step in found.steps], [each.text for each in found.goals]) == (
        ["Lift"],
        [goal.text],
    )
    assert "1 small step reached and 1 goal reached" in found.sentence


def test_one_looks_back_to_the_last_look_at_everything(people):
    assert usual_since(people.child, people.worker, ago(0)) < ago(170)
    AssessmentFactory(child=people.child, on=ago(60), by=people.worker, finished=True)
    assert usual_since(people.child, people.worker, ago(0)) == ago(60)


# Pages and paper


def address(people):
    return reverse("assessments:celebration", args=[people.child.ref])


def test_the_page_shows_what_is_new_since_the_chosen_day(people, saw, signed_in):
    saw(ItemFactory(text="wave goodbye"), days=20)
    client = signed_in(people.worker)
    assert "Wave goodbye" in client.get(address(people), {"since": ago(30).isoformat()}).text
    assert "Wave goodbye" not in client.get(address(people), {"since": ago(10).isoformat()}).text


@pytest.mark.parametrize("since", ["x", "2999-01-01", "1800-01-01", "0000-00-00"])
def test_a_day_that_is_none_is_said_beside_its_field(since, people, signed_in):
    page = signed_in(people.worker).get(address(people), {"since": since})
    assert page.status_code == 200
    assert page.context["form"].errors


def test_the_page_asks_as_often_for_many_as_for_few(people, saw, signed_in, same_queries):
    framework = FrameworkFactory()
    saw(ItemFactory(area__framework=framework))

    def add():
        for _ in range(20):
            saw(ItemFactory(area__framework=framework), source="parent", note="Yes")

    same_queries(signed_in(people.worker), address(people), add, most=25)


def test_the_paper_tells_of_strengths_alone(people, saw):
    framework = FrameworkFactory()
    for number in range(MOST + 3):
        saw(ItemFactory(area__framework=framework, text=f"thing {number}", band=31_313))
    saw(ItemFactory(area__framework=framework, text="not there yet"), "not_yet")
    data = celebration(people.child, people.worker, since=ago(30).isoformat())
    assert sum(len(area["things"]) for area in data["areas"]) == MOST
    assert data["more"] == 3
    told = json.dumps(data)
    for word in ("not there yet", "31313", "months", "years", "band"):
        assert word not in told


def test_a_worker_has_the_paper_made(people, saw, signed_in):
    saw(ItemFactory(text="wave goodbye"), source="parent", note="She waved!")
    client = signed_in(people.worker)
    url = reverse("reports:celebration_print", args=[people.child.ref])
    assert client.get(url).status_code == 200
    paper_url = client.post(url, {"words": "on"}).url
    carry_out_all()
    paper = Paper.objects.get(kind="celebration")
    assert (paper.status, paper.ref in paper_url) == ("ready", True)
    assert "She waved!" in json.dumps(paper.data)


def test_nothing_to_celebrate_and_a_death_make_no_paper(people, saw, signed_in):
    url = reverse("reports:celebration_print", args=[people.child.ref])
    client = signed_in(people.worker)
    assert "Nothing is new since that day" in client.post(url).text
    saw(ItemFactory())
    people.child.died_on = ago(0)
    people.child.save()
    assert "not made after a child has died" in client.post(url).text
    with pytest.raises(CannotBeMade):
        celebration(people.child, people.worker)
    assert not Paper.objects.exists()
    assert Observation.objects.exists()

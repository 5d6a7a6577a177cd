"""How far each goal came, as a report tells it: its five levels, the family’s number, one number for all."""

from datetime import timedelta

import page
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments import attaining
from assessments.actions import attainments
from assessments.models import AttainmentScale, Goal
from reports import pdf
from reports.kinds.progress import Period, gather
from reports.pages import pages_of
from tests.factories.assessments import GoalFactory
from tests.factories.families import CarerFactory
from tests.factories.plans import FeltFactory, RatingFactory, ScaleFactory
from tests.reports.test_pdf import HOSTILE, needs_poppler, pages, report_about, text_in
from tests.reports.world import days_ago, give_a_record, today

pytestmark = pytest.mark.django_db
HALF_YEAR = 180


@pytest.fixture
def goal(people):
    return rated(people.child, -1, text="Drink from a cup")


def rated(child, *levels, weight=1, **words):
    """A goal that was rated on its five levels, the newest today, each ten days after the other."""
    goal = GoalFactory(child=child, **words)
    if levels:
        ScaleFactory(goal=goal, weight=weight)
    for number, level in enumerate(reversed(levels)):
        RatingFactory(goal=goal, level=level, on=days_ago(10 * number))
    return goal


def told(child, since=HALF_YEAR, until=0):
    return gather(child, Period(days_ago(since), days_ago(until)))


def goal_told(child, **period):
    (only,) = told(child, **period)["goals"]
    return only


def day(ago):
    on = days_ago(ago)
    return f"{on.day} {on:%B %Y}"


# The five levels


def test_the_last_rating_counts_in_the_words_that_were_agreed(people):
    rated(people.child, -2, -1, 1)
    assert goal_told(people.child)["level"] == {
        "sign": "+1",
        "means": "more than hoped",
        "words": "Two sips by herself",
        "rungs": [True, True, True, True, False],
        "on": today().isoformat(),
    }


def test_of_two_ratings_of_one_day_the_newer_word_counts(people, goal):
    RatingFactory(goal=goal, level=0)
    assert goal_told(people.child)["level"]["sign"] == "0"


def test_what_was_rated_after_the_time_of_the_report_is_not_in_it(people):
    rated(people.child, -1, 2)
    assert goal_told(people.child, until=5)["level"]["sign"] == "−1"
    assert goal_told(people.child, until=15)["level"] is None


def test_a_goal_without_levels_or_ratings_says_nothing_of_them(people):
    ScaleFactory(goal=GoalFactory(child=people.child))
    found = told(people.child)
    assert (found["goals"][0]["level"], found["goals"][0]["felt"], found["together"]) == (None, None, None)


@pytest.mark.parametrize("level", attaining.LEVELS)
def test_a_level_means_the_same_where_it_is_agreed_and_where_it_is_told(level):
    field = AttainmentScale._meta.get_field(attaining.LEVELS[level])
    assert field.verbose_name == f"{attaining.signed(level)}: {attaining.MEANINGS[level]}"
    assert attaining.MEANS in attaining.RULE


# The family's own number


def test_the_familys_number_then_and_now(people, goal):
    for value, ago in ((2, 50), (4, 30), (7, 3)):
        FeltFactory(goal=goal, value=value, on=days_ago(ago), recorded_by=people.parent)
    assert goal_told(people.child)["felt"]["said"] == f"From 2 on {day(50)} to 7 on {day(3)}."
    said = goal_told(people.child, since=20)["felt"]["said"]
    assert said == f"From 4 on {day(30)} to 7 on {day(3)}.", "as it was when the time of the report began"
    assert goal_told(people.child, since=20, until=10)["felt"]["said"] == f"4 of 10 on {day(30)}."


def test_who_thought_again_on_the_first_day_is_told_with_the_newer_number(people, goal):
    for value, ago in ((2, 50), (3, 50), (7, 3)):
        FeltFactory(goal=goal, value=value, on=days_ago(ago), recorded_by=people.parent)
    assert goal_told(people.child)["felt"]["said"].startswith("From 3 on")


def words_of(child):
    return [said["text"] for said in goal_told(child)["felt"]["words"]]


def both_said(people, goal, by):
    FeltFactory(goal=goal, value=2, on=days_ago(50), recorded_by=by, words="A long way")
    FeltFactory(goal=goal, value=4, on=days_ago(30), recorded_by=by, words="In between")
    FeltFactory(goal=goal, value=7, on=days_ago(3), recorded_by=by, words="So proud")


def test_her_own_words_then_and_now_stand_in_the_report_that_only_she_can_be_given(people, goal):
    both_said(people, goal, people.parent)
    assert words_of(people.child) == ["A long way", "So proud"]


def test_words_stay_with_who_said_them_when_another_adult_can_be_given_the_report(people, goal):
    both_said(people, goal, people.parent)
    CarerFactory(child=people.child, user=people.other_parent, sees=True)
    assert words_of(people.child) == []
    assert goal_told(people.child)["felt"]["said"].startswith("From 2 on"), "the number is the family’s"


def test_an_adult_without_pages_of_her_own_can_be_given_paper(people, goal):
    both_said(people, goal, people.parent)
    CarerFactory(child=people.child, user=None, sees=True)
    assert words_of(people.child) == []


def test_words_of_an_adult_who_may_no_longer_see_the_child_are_not_printed(people, goal):
    both_said(people, goal, people.restricted)
    assert words_of(people.child) == []


def test_what_a_colleague_wrote_down_may_be_anybodys_words(people, goal):
    both_said(people, goal, people.worker)
    assert words_of(people.child) == [], "there is another adult around, who may have said it"
    people.child.carers.exclude(user=people.parent).delete()
    assert words_of(people.child) == ["A long way", "So proud"]


def test_nobody_to_be_given_it_is_nobody_to_print_words_for(people, goal):
    both_said(people, goal, people.worker)
    people.child.carers.all().delete()
    assert words_of(people.child) == []


# One number for all


def test_two_goals_make_one_number_and_it_says_what_it_is(people):
    rated(people.child, 1, weight=3)
    rated(people.child, -1, 0)
    assert told(people.child)["together"] == {
        "t": "58.7",
        "meaning": "All in all more than hoped.",
        "means": attaining.MEANS,
        "count": 2,
        "aside": 0,
    }


def test_one_goal_makes_no_number(people):
    rated(people.child, 2)
    rated(people.child)
    assert told(people.child)["together"] is None


def test_a_goal_that_was_set_aside_or_ended_before_does_not_count(people):
    rated(people.child, 2)
    rated(people.child, -2, status=Goal.Status.SET_ASIDE, ended_on=days_ago(2))
    rated(people.child, -2, status=Goal.Status.REACHED, ended_on=days_ago(40))
    assert told(people.child, since=30)["together"] is None
    found = told(people.child)["together"]
    assert (found["count"], found["aside"], found["t"]) == (2, 1, "50.0")


def test_another_childs_goals_are_in_no_number(people):
    rated(people.child, 2)
    FeltFactory(goal=rated(people.other_child, -2), words="Canary", recorded_by=people.other_parent)
    found = told(people.child)
    assert found["together"] is None
    assert "Canary" not in str(found)


# The pages


def test_many_goals_ask_as_often_as_one(people):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            told(people.child)
        return len(seen)

    def add():
        goal = rated(people.child, -2, 0, steps=["One", "Two"])
        FeltFactory.create_batch(3, goal=goal, words="So proud", recorded_by=people.parent)

    add()
    told(people.child)  # caches that are filled once are filled
    few = asked()
    for _ in range(8):
        add()
    assert asked() == few


@needs_poppler
def test_the_pages_say_it_and_conform(people, tmp_path):
    goal = give_a_record(people.child, people.worker)["goal"]
    ScaleFactory(goal=goal)
    RatingFactory(goal=goal, level=1)
    both_said(people, goal, people.parent)
    rated(people.child, 0)
    content, _ = pages(report_about(people.child, people.worker))
    said = " ".join(text_in(content, tmp_path).split())
    for words in (
        "Two sips by herself +1: more than hoped",
        f"From 2 on {day(50)} to 7 on {day(3)}.",
        "“So proud”",
        "T 56.2 All in all more than hoped.",
        "One number for the 2 goals that were rated, each counted as much as was agreed. 50 means",
    ):
        assert words in said
    found = page.validate_pdf_bytes(content, profile=page.ValidationProfile.PDF_UA_1)
    assert found.is_compliant, [(failure.rule_id, failure.message) for failure in found.failures]


@pytest.mark.parametrize("text", HOSTILE[:4])
def test_hostile_levels_and_words_are_only_text(text, people, monkeypatch):
    asked = []
    monkeypatch.setattr(pdf.URLFetcher, "fetch", lambda self, url, headers=None: asked.append(url))
    goal = GoalFactory(child=people.child)
    levels = dict.fromkeys(attaining.LEVELS.values(), text[:200])
    attainments.agree(goal, by=people.worker, weight=1, **levels)
    RatingFactory(goal=goal)
    FeltFactory(goal=goal, words=text, recorded_by=people.parent, on=today() - timedelta(days=1))
    pages(report_about(people.child, people.worker))
    assert asked == []


def test_a_report_that_was_approved_before_it_was_told_is_made_as_it_was(people):
    give_a_record(people.child, people.worker)
    report = report_about(people.child, people.worker)
    del report.facts["together"]
    for each in report.facts["goals"]:
        del each["level"], each["felt"]
    assert pages_of(report)["together"] is None
    pages(report)

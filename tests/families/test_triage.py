"""The score shows how it was made, a missing answer is never guessed, and some things are never counted."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families import eligibility, triage
from families.eligibility import Answer
from families.triage import DEFAULT_WEIGHTS, Band, Barrier, Facts, SocialCare

TODAY = date(2026, 11, 20)
# Born October 2024: school in September 2029, so far off; referred today, and nothing adds a point.
PLAIN = Facts(
    born_on=date(2024, 10, 9),
    received_on=TODAY,
    lives_in_area=True,
    delays={"Talking": 0.2},
    complex_medical=False,
    sensory_or_profound=False,
    social_care=SocialCare.NONE,
    setting_hours=15,
    other_services=True,
    barriers=(),
    served_before=False,
)
KOFI = replace(
    PLAIN,
    received_on=date(2026, 11, 12),
    delays={"Communication": 0.5, "Moving": 0.33, "Social play": 0.5},
    complex_medical=True,
    sensory_or_profound=None,
    setting_hours=0,
    other_services=False,
    barriers=(Barrier.ISOLATION,),
    served_before=None,
)


def line(facts, *codes, weights=DEFAULT_WEIGHTS):
    return next(line for line in triage.priority(facts, TODAY, weights).lines if line.code in codes)


def test_a_child_about_whom_nothing_speaks_scores_nothing():
    found = triage.priority(PLAIN, TODAY)
    assert found.total == 0
    assert found.band is Band.STANDARD
    assert len(found.lines) == 9


def test_kofi_is_urgent_and_every_point_is_explained():
    found = triage.priority(KOFI, TODAY)
    assert {line.code: line.points for line in found.lines} == {
        "delay_half": 5,
        "medical": 4,
        "sensory": 0,
        "social_care": 0,
        "no_setting": 3,
        "school": 0,
        "barriers": 2,
        "waiting": 0,
        "served_before": 0,
    }
    assert found.in_words == "Urgent: 14 points (urgent is 14 or more)"
    assert line(KOFI, "delay_half").why == "Communication and social play"
    assert line(KOFI, "waiting").why == "1 week (1 point for each 4 weeks, 6 at most)"


def test_what_is_not_known_gives_no_points_and_says_what_it_would_give():
    assert [line.code for line in triage.priority(KOFI, TODAY).missing] == ["sensory", "served_before"]
    assert line(KOFI, "sensory").why == "Not known. Would add up to 3"
    assert line(KOFI, "served_before").why == "Not known. Would take off 2"


@pytest.mark.parametrize(
    ("delays", "code", "points"),
    [
        ({"A": 0.5, "B": 0.6}, "delay_half", 5),
        ({"A": 0.5, "B": 0.49}, "delay_third", 3),
        ({"A": 0.33, "B": 0.33}, "delay_third", 3),
        ({"A": 0.9, "B": 0.32}, "delay", 0),
        ({"A": 0.9}, "delay", 0),
        ({}, "delay", 0),
    ],
)
def test_delay_counts_from_two_areas_on(delays, code, points):
    found = line(replace(PLAIN, delays=delays), "delay", "delay_half", "delay_third")
    assert (found.code, found.points) == (code, points)


@pytest.mark.parametrize(
    ("standing", "points"),
    [
        (SocialCare.NONE, 0),
        (SocialCare.EARLY_HELP, 1),
        (SocialCare.CHILD_IN_NEED, 3),
        (SocialCare.LOOKED_AFTER, 3),
        (SocialCare.CHILD_PROTECTION, 5),
    ],
)
def test_social_care_counts_by_its_strongest_plan(standing, points):
    assert line(replace(PLAIN, social_care=standing), "social_care").points == points


@pytest.mark.parametrize(
    ("hours", "others", "points", "is_known"),
    [
        (0, False, 3, True),
        (0, True, 2, True),
        (0, None, 2, False),
        (9.5, False, 2, True),
        (10, False, 0, True),
        (None, False, 0, False),
    ],
)
def test_a_child_with_little_other_help_comes_sooner(hours, others, points, is_known):
    facts = replace(PLAIN, setting_hours=hours, other_services=others)
    found = line(facts, "setting", "no_setting", "few_hours")
    assert (found.points, found.is_known) == (points, is_known)


@pytest.mark.parametrize(
    ("born_on", "points"),
    [
        (date(2022, 8, 1), 0),  # already of school age
        (date(2022, 10, 1), 2),  # three terms
        (date(2023, 10, 1), 0),  # six terms
    ],
)
def test_school_coming_near_counts(born_on, points):
    assert line(replace(PLAIN, born_on=born_on), "school", "school_soon", "school_in_a_year").points == points


def test_the_last_two_terms_before_school_count_most():
    facts = replace(PLAIN, born_on=date(2022, 10, 1), received_on=date(2027, 2, 1))
    found = triage.priority(facts, date(2027, 2, 1))
    assert {line.code: line.points for line in found.lines}["school_soon"] == 3


@pytest.mark.parametrize(
    ("weeks", "points", "words"),
    [
        (0, 0, "0 weeks"),
        (3, 0, "3 weeks"),
        (4, 1, "4 weeks"),
        (23, 5, "23 weeks"),
        (24, 6, "24 weeks"),
        (200, 6, "200"),
    ],
)
def test_waiting_adds_points_up_to_a_limit(weeks, points, words):
    found = line(replace(PLAIN, received_on=TODAY - timedelta(weeks=weeks)), "waiting")
    assert found.points == points
    assert found.why.startswith(words)


def test_being_served_before_takes_points_off():
    assert triage.priority(replace(PLAIN, served_before=True), TODAY).total == -2


@pytest.mark.parametrize(
    ("change", "band"),
    [
        ({"urgent_from": 14, "high_from": 9}, "Urgent"),
        ({"urgent_from": 15}, "High"),
        ({"urgent_from": 30, "high_from": 15}, "Standard"),
    ],
)
def test_a_service_sets_its_own_bands(change, band):
    assert triage.priority(KOFI, TODAY, DEFAULT_WEIGHTS | change).band.label == band


def test_a_service_sets_its_own_points():
    assert line(KOFI, "medical", weights=DEFAULT_WEIGHTS | {"medical": 7}).points == 7


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ethnicity": 1}, "Ethnicity, religion, sex and nationality are never counted."),
        ({"barriers": -1}, "may raise a score, never lower it"),
        ({"waiting": -1}, "Waiting may raise a score"),
        ({"waiting_weeks": 0}, "at least one week"),
        ({"urgent_from": 9}, "Urgent must start at more points than high."),
    ],
)
def test_weights_that_would_be_unfair_or_senseless_are_refused(change, sentence):
    with pytest.raises(ValueError, match=sentence):
        triage.priority(PLAIN, TODAY, DEFAULT_WEIGHTS | change)


def test_a_missing_weight_is_named():
    weights = {key: value for key, value in DEFAULT_WEIGHTS.items() if key != "medical"}
    assert triage.weight_problems(weights) == ["The rule “medical” is missing."]


def test_the_default_weights_may_be_used():
    assert triage.weight_problems(DEFAULT_WEIGHTS) == []


def test_there_is_no_place_for_what_must_never_be_counted():
    names = {field.name for field in fields(Facts)} | DEFAULT_WEIGHTS.keys()
    never = ("ethnic", "relig", "sex", "gender", "national", "birthplace", "immigra")
    assert not [name for name in names if any(word in name for word in never)]


maybe = st.none() | st.booleans()
facts = st.builds(
    Facts,
    born_on=st.dates(date(2020, 1, 1), TODAY),
    received_on=st.dates(date(2024, 1, 1), TODAY),
    lives_in_area=maybe,
    delays=st.none() | st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 1)),
    complex_medical=maybe,
    sensory_or_profound=maybe,
    social_care=st.none() | st.sampled_from(SocialCare),
    setting_hours=st.none() | st.floats(0, 50),
    other_services=maybe,
    barriers=st.none() | st.lists(st.sampled_from(Barrier), unique=True).map(tuple),
    served_before=maybe,
)


@given(facts)
def test_the_total_is_the_sum_of_its_lines_and_each_line_says_why(child):
    found = triage.priority(child, TODAY)
    assert found.total == sum(line.points for line in found.lines)
    assert all(line.why and line.label for line in found.lines)
    assert all(line.is_known or line.code == "few_hours" or line.points == 0 for line in found.lines)


@given(facts, st.sampled_from(Barrier))
def test_a_barrier_never_lowers_a_score(child, barrier):
    without = triage.priority(replace(child, barriers=()), TODAY).total
    assert triage.priority(replace(child, barriers=(barrier,)), TODAY).total >= without


@given(facts, st.integers(0, 400))
def test_waiting_longer_never_lowers_a_score(child, days):
    earlier = replace(child, received_on=child.received_on - timedelta(days=days))
    assert triage.priority(earlier, TODAY).total >= triage.priority(child, TODAY).total


def test_of_equals_the_one_who_has_waited_longest_comes_first():
    waiting = [("b", 9, date(2026, 5, 1)), ("c", 14, date(2026, 9, 1)), ("a", 9, date(2026, 3, 1))]
    waiting.sort(key=lambda child: triage.queue_key(child[1], child[2]))
    assert [name for name, *_ in waiting] == ["c", "a", "b"]


def answers(child, **rules):
    found = eligibility.eligibility(child, TODAY, eligibility.DEFAULT_ELIGIBILITY | rules)
    return {check.code: check.answer for check in found.checks}


def test_a_child_who_meets_every_condition_is_eligible():
    found = eligibility.eligibility(replace(KOFI, setting_hours=6), TODAY)
    assert found.answer is Answer.YES
    assert found.in_words == "Meets every condition"


@pytest.mark.parametrize(
    ("change", "code", "answer"),
    [
        ({"lives_in_area": False}, "area", Answer.NO),
        ({"lives_in_area": None}, "area", Answer.NOT_KNOWN),
        ({"born_on": date(2022, 11, 21)}, "age", Answer.YES),  # four tomorrow
        ({"born_on": date(2022, 11, 20)}, "age", Answer.NO),
        ({"delays": {"A": 0.4}}, "delay", Answer.NO),
        ({"delays": None}, "delay", Answer.NOT_KNOWN),
        ({"setting_hours": 15}, "hours", Answer.NO),
        ({"setting_hours": 14.5}, "hours", Answer.YES),
        ({"setting_hours": None}, "hours", Answer.NOT_KNOWN),
    ],
)
def test_each_condition_answers_yes_no_or_not_known(change, code, answer):
    assert answers(replace(KOFI, **change))[code] is answer


def test_a_no_outweighs_what_is_not_known():
    found = eligibility.eligibility(replace(KOFI, lives_in_area=False, delays=None), TODAY)
    assert found.answer is Answer.NO
    assert found.in_words == "Does not meet: Lives in our area"


def test_what_is_still_to_find_out_is_named():
    found = eligibility.eligibility(replace(KOFI, delays=None, setting_hours=None), TODAY)
    assert found.answer is Answer.NOT_KNOWN
    assert found.in_words == (
        "Still to find out: Delay of 33% of age or more in 2 areas; "
        "In a setting for less than 15 hours a week"
    )


def test_an_early_birth_keeps_no_child_out():
    early = replace(KOFI, born_on=date(2026, 10, 1), due_on=date(2026, 12, 20))
    assert answers(early, youngest_months=1)["age"] is Answer.YES


def test_a_service_for_half_delay_says_so():
    found = eligibility.eligibility(KOFI, TODAY, eligibility.DEFAULT_ELIGIBILITY | {"delay_percent": 50})
    assert {check.code: check.why for check in found.checks}["delay"] == "Communication and social play"

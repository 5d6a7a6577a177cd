"""How names, days and ages are said."""

from datetime import UTC, date, datetime

import pytest

from families.ages import age_in_words, months_in_words
from portage import words
from portage.templatetags import ui

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Aisha Khan", "AK"),
        ("Leo", "L"),
        ("Mary-Jane van der Berg", "MB"),
        ("", ""),
        ("  ", ""),
        ("Zoë (mum)", "Z"),
    ],
)
def test_initials_are_the_first_and_the_last_name(name, said):
    assert words.initials(name) == said


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (TODAY, "Today"),
        (date(2026, 11, 26), "Tomorrow"),
        (date(2026, 11, 24), "Yesterday"),
        (date(2026, 12, 2), "Wed 2 Dec"),
        (date(2027, 1, 6), "Wed 6 Jan 2027"),
    ],
)
def test_near_days_have_names_and_far_days_have_years(on, said):
    assert words.near_day(on, today=TODAY) == said


def test_a_long_day_is_said_in_full():
    assert ui.long_day(TODAY) == "Wednesday 25 November 2026"


def test_a_moment_is_said_on_the_clock_in_the_kitchen_in_summer_and_in_winter():
    assert ui.clock(datetime(2026, 7, 1, 9, 30, tzinfo=UTC)) == "10:30"
    assert ui.clock(datetime(2026, 11, 25, 10, 30, tzinfo=UTC)) == "10:30"


def test_a_moment_just_after_midnight_in_summer_falls_on_the_day_in_the_kitchen():
    assert ui.long_day(datetime(2026, 6, 30, 23, 30, tzinfo=UTC)) == "Wednesday 1 July 2026"


@pytest.mark.parametrize("said", [ui.day, ui.long_day, ui.clock, ui.when, ui.age])
@pytest.mark.parametrize("nothing", [None, ""])
def test_no_date_is_said_as_nothing(said, nothing):
    assert said(nothing) == ""


@pytest.mark.parametrize("born", [date(2026, 11, 20), date(2026, 9, 1), date(2025, 2, 25), date(2024, 2, 29)])
def test_pages_say_an_age_by_the_one_rule_that_papers_say_it_by(born):
    assert ui.age(born, TODAY) == age_in_words(born, TODAY)


@pytest.mark.parametrize(
    ("months", "said"), [(1, "1 month"), (21, "21 months"), (24, "2 years"), (28, "2 years 4 months")]
)
def test_months_are_counted_up_to_two_years(months, said):
    assert ui.age(months) == months_in_words(months) == said

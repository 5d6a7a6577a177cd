"""A family is told an honest range, and the truth when there is too little to tell by."""

from datetime import date, timedelta

import pytest

from families.age_out import assumed_start, guard
from families.ages import add_months
from families.expected_start import AHEAD, Expected, Outlook, Pace, ordinal, outlook_of
from families.waiting_outlook import pace_of
from tests.factories.families import EpisodeFactory, ReferralFactory

ON = date(2026, 11, 22)
URGENT, HIGH, STANDARD = (0, -16), (1, -10), (2, -4)
STEADY = Pace(places=(2,) * 12, arrivals=((),) * 12)
UNEVEN = Pace(places=(0, 4, 1, 3, 0, 2, 5, 1, 0, 3, 2, 3), arrivals=((URGENT,), (HIGH, STANDARD)) * 6)


@pytest.mark.parametrize(
    ("ahead", "place", "words"),
    [
        (0, "next in the line", "between November and December 2026"),
        (1, "likely 2nd in the line", "between November and December 2026"),
        (2, "likely 3rd in the line", "between December 2026 and January 2027"),
        (7, "likely 8th in the line", "between February and March 2027"),
        (24, "likely 25th in the line", "between November and December 2027"),
    ],
)
def test_two_places_a_month_and_nobody_in_between(ahead, place, words):
    expected = Outlook(STEADY, ON).expected(ahead, HIGH)
    assert (expected.place_words, expected.start_words) == (place, words)


def test_who_comes_later_and_goes_first_makes_the_range_wide():
    outlook = Outlook(UNEVEN, ON)
    urgent, standard = outlook.expected(5, URGENT), outlook.expected(5, STANDARD)
    assert urgent.first == urgent.last == 6, "nobody goes before an urgent child of the highest score"
    assert standard.first > 6
    assert standard.last > standard.first
    assert standard.latest > urgent.latest


def test_the_more_are_ahead_the_later_it_is():
    outlook = Outlook(UNEVEN, ON)
    found = [outlook.expected(ahead, STANDARD) for ahead in range(0, 30, 3)]
    assert [one.earliest for one in found] == sorted(one.earliest for one in found)
    assert [one.first for one in found] == sorted(one.first for one in found)
    for one in found:
        assert one.first <= one.last
        assert one.latest is None or one.earliest < one.latest


def test_the_same_records_give_the_same_range():
    assert Outlook(UNEVEN, ON).expected(9, HIGH) == Outlook(UNEVEN, ON).expected(9, HIGH)


def test_a_line_that_never_moves_has_no_end_in_sight():
    crowded = Pace(places=(1,) * 12, arrivals=((URGENT, URGENT),) * 12)
    expected = Outlook(crowded, ON).expected(AHEAD, STANDARD)
    assert expected.latest is None
    assert expected.start_words == "not before November 2029"
    assert "after" in expected.short_words.lower()


@pytest.mark.parametrize(
    ("places", "says"),
    [
        ((), "records of 0 months"),
        ((4, 5, 6), "records of 3 months"),
        ((0,) * 12, "Only 0 places came up"),
        ((1, 0, 0, 1, 0, 0, 1), "Only 3 places came up"),
    ],
)
def test_too_little_to_tell_by_is_said(places, says):
    expected = Outlook(Pace(places, ((),) * len(places)), ON).expected(3, HIGH)
    assert not expected.is_known
    assert says in expected.problem
    assert expected.in_words == "4th in the line today; we cannot tell yet"
    assert expected.short_words == "Cannot tell yet"


def test_how_it_was_made_is_told():
    how = Outlook(UNEVEN, ON).expected(3, STANDARD).how
    assert "24 places came up, 0 to 5 a month" in how
    assert "12 children came on the list who go first" in how
    assert "8 of 10" in how


def test_the_words_begin_with_a_capital_and_keep_their_months():
    expected = Expected(4, 3, 6, date(2027, 2, 1), date(2027, 4, 1))
    assert expected.in_words == (
        "Likely 3rd to 6th in the line; start likely between February and April 2027"
    )
    assert expected.short_words == "Feb to Apr 2027"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (21, "21st"),
        (113, "113th"),
    ],
)
def test_a_place_is_named_as_people_name_it(number, words):
    assert ordinal(number) == words


@pytest.mark.parametrize(
    ("born", "starts", "visits", "is_short"),
    [
        (date(2023, 1, 10), date(2027, 9, 1), 0, True),  # school begins that day
        (date(2023, 1, 10), date(2028, 1, 1), 0, True),  # school age already
        (date(2023, 1, 10), date(2027, 6, 1), 9, True),
        (date(2023, 1, 10), date(2026, 11, 22), 29, False),
        (date(2024, 8, 31), date(2026, 11, 22), 67, False),  # the last to start in 2028
        (date(2024, 9, 1), date(2026, 11, 22), 105, False),  # a day younger: a year later
    ],
)
def test_visits_left_before_school_are_counted(born, starts, visits, is_short):
    found = guard(born, starts, package_visits=24, package_weeks=24)
    assert (found.visits, found.is_short) == (visits, is_short)


@pytest.mark.parametrize(("weeks", "visits"), [(24, 29), (48, 14), (12, 59), (0, 709)])
def test_the_rhythm_is_the_services_own(weeks, visits):
    found = guard(date(2023, 1, 10), ON, package_visits=24, package_weeks=weeks)
    assert found.visits == visits


def test_the_guard_says_it_in_words():
    short = guard(date(2023, 1, 10), date(2027, 6, 1), package_visits=24, package_weeks=24)
    assert short.short_words == "Only 9 visits"
    assert short.in_words == ("Only 9 visits fit in before school in September 2027; a usual package has 24")
    none = guard(date(2023, 1, 10), date(2028, 6, 1), package_visits=24, package_weeks=24)
    assert none.short_words == "No visits left"


@pytest.mark.parametrize(
    ("earliest", "latest", "promised", "day"),
    [
        (None, None, date(2026, 12, 24), date(2026, 12, 24)),
        (None, None, date(2026, 1, 1), ON),  # the promise is past: today
        (date(2027, 1, 1), date(2027, 3, 1), date(2026, 12, 24), date(2027, 3, 1)),
        (date(2029, 11, 1), None, date(2026, 12, 24), date(2029, 11, 1)),
    ],
)
def test_the_guard_reckons_with_the_end_of_the_range(earliest, latest, promised, day):
    assert assumed_start(on=ON, promised_on=promised, earliest=earliest, latest=latest) == day


def test_what_was_made_before_is_told_again_and_nothing_older():
    first = outlook_of(UNEVEN, ON)
    assert outlook_of(UNEVEN, ON) is first
    assert outlook_of(STEADY, ON) is not first
    assert outlook_of(UNEVEN, date(2026, 11, 23)) is not first
    assert first.expected(4, HIGH) == first.expected(4, HIGH) == Outlook(UNEVEN, ON).expected(4, HIGH)


@pytest.mark.django_db
@pytest.mark.parametrize("on", [date(2028, 2, 29), date(2027, 3, 31), date(2026, 11, 22), date(2028, 2, 28)])
def test_every_day_of_the_last_year_counts_in_one_of_twelve_months(on):
    first = add_months(on, -12)
    EpisodeFactory(opened_on=first - timedelta(days=400))
    days = [first + timedelta(days=n) for n in range((on - first).days)]
    for day in [*days[:: len(days) // 40], days[-1]]:
        EpisodeFactory(opened_on=day)
        ReferralFactory(waiting=True, waiting_since=day, received_on=day, score=3)
    pace = pace_of(on)
    assert len(pace.places) == len(pace.arrivals) == 12
    assert sum(pace.places) == sum(map(len, pace.arrivals)) == len(days[:: len(days) // 40]) + 1

"""How old, and how long until school: worked examples by calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families import ages as rules

BORN = date(2024, 7, 25)
birthdays = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        (date(2024, 7, 25), date(2026, 11, 25), 28),
        (date(2024, 7, 25), date(2026, 11, 24), 27),
        (date(2024, 1, 31), date(2024, 2, 28), 0),
        (date(2024, 1, 31), date(2024, 2, 29), 1),
        (date(2024, 2, 29), date(2025, 2, 28), 12),
        (date(2024, 7, 25), date(2024, 7, 25), 0),
        (date(2024, 7, 25), date(2024, 7, 1), 0),
    ],
)
def test_a_month_is_whole_when_its_day_has_come(start, end, months):
    assert rules.months_between(start, end) == months


@given(birthdays, st.integers(0, 240))
def test_adding_months_and_counting_them_agree(day, months):
    assert rules.months_between(day, rules.add_months(day, months)) == months


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2024, 7, 24), "not born yet"),
        (date(2024, 7, 25), "0 days"),
        (date(2024, 7, 26), "1 day"),
        (date(2024, 8, 8), "2 weeks"),
        (date(2024, 10, 24), "13 weeks"),
        (date(2024, 10, 25), "3 months"),
        (date(2025, 7, 25), "12 months"),
        (date(2025, 8, 25), "13 months"),
        (date(2026, 7, 24), "23 months"),
        (date(2026, 7, 25), "2 years"),
        (date(2026, 11, 25), "2 years 4 months"),
    ],
)
def test_an_age_is_said_as_people_say_it(on, words):
    assert rules.age_in_words(BORN, on) == words


@pytest.mark.parametrize(("days", "early"), [(-10, 0), (0, 0), (21, 0), (22, 22), (70, 70)])
def test_only_a_birth_before_37_weeks_is_early(days, early):
    assert rules.days_early(BORN, BORN + timedelta(days=days)) == early


def test_a_child_born_ten_weeks_early_is_counted_from_the_due_date():
    ages = rules.ages(BORN, date(2025, 11, 25), BORN + timedelta(weeks=10))
    assert (ages.real_months, ages.corrected_months, ages.weeks_early) == (16, 13, 10)
    assert ages.counted_months == 13
    assert ages.in_words == "16 months, corrected 13 months"


def test_the_corrected_age_is_used_until_two_and_not_a_day_longer():
    due = BORN + timedelta(weeks=10)
    assert rules.ages(BORN, date(2026, 7, 24), due).is_corrected
    at_two = rules.ages(BORN, date(2026, 7, 25), due)
    assert not at_two.is_corrected
    assert at_two.counted_months == 24
    assert at_two.in_words == "2 years"


def test_a_young_baby_is_said_in_weeks_wherever_the_age_stands():
    assert rules.ages(BORN, BORN + timedelta(weeks=7)).in_words == rules.age_in_words(
        BORN, BORN + timedelta(weeks=7)
    )


def test_before_the_due_date_the_corrected_age_is_nothing_yet():
    assert rules.ages(BORN, BORN + timedelta(weeks=5), BORN + timedelta(weeks=10)).counted_months == 0


def test_a_child_born_at_term_has_no_corrected_age():
    ages = rules.ages(BORN, date(2025, 7, 25), BORN + timedelta(days=14))
    assert ages.corrected_months is None
    assert ages.counted_months == 12


@given(birthdays, st.integers(0, 140), st.integers(0, 2500))
def test_correcting_never_makes_a_child_older(born_on, days, later):
    ages = rules.ages(born_on, born_on + timedelta(days=later), born_on + timedelta(days=days))
    assert 0 <= ages.counted_months <= ages.real_months


@pytest.mark.parametrize(("days", "is_fine"), [(140, True), (141, False), (-28, True), (-29, False)])
def test_a_due_date_that_cannot_be_right_is_explained(days, is_fine):
    problem = rules.due_date_problem(BORN, BORN + timedelta(days=days))
    assert (problem == "") is is_fine


@pytest.mark.parametrize(
    ("months", "name"),
    [
        (0, "0 to 11 months"),
        (11, "0 to 11 months"),
        (12, "12 to 23 months"),
        (59, "48 to 59 months"),
        (60, "60 months and over"),
    ],
)
def test_every_age_has_its_band(months, name):
    assert rules.band_for(months).name == name


def test_bands_are_named_in_years_for_families():
    assert [band.years for band in rules.REPORT_BANDS] == [
        "0 to 1 years",
        "1 to 2 years",
        "2 to 3 years",
        "3 to 4 years",
        "4 to 5 years",
        "5 years and over",
    ]


@pytest.mark.parametrize(
    ("born_on", "starts_on"),
    [
        (date(2022, 8, 31), date(2026, 9, 1)),
        (date(2022, 9, 1), date(2027, 9, 1)),
        (date(2024, 2, 29), date(2028, 9, 1)),
        (date(2023, 1, 1), date(2027, 9, 1)),
    ],
)
def test_school_starts_in_the_september_after_the_fourth_birthday(born_on, starts_on):
    assert rules.school_starts_on(born_on) == starts_on


@pytest.mark.parametrize(
    ("born_on", "term", "starts_on"),
    [
        (date(2021, 3, 31), "summer 2026", date(2026, 4, 1)),  # five on the prescribed day itself
        (date(2021, 4, 1), "autumn 2026", date(2026, 9, 1)),
        (date(2021, 8, 31), "autumn 2026", date(2026, 9, 1)),
        (date(2021, 9, 1), "spring 2027", date(2027, 1, 1)),
        (date(2021, 12, 31), "spring 2027", date(2027, 1, 1)),
    ],
)
def test_school_is_a_duty_from_the_term_after_the_fifth_birthday(born_on, term, starts_on):
    found = rules.compulsory_school_from(born_on)
    assert (found.name, found.starts_on) == (term, starts_on)


@pytest.mark.parametrize(
    ("born_on", "term"),
    [
        (date(2024, 2, 1), "summer 2027"),
        (date(2024, 7, 25), "autumn 2027"),
        (date(2024, 10, 9), "spring 2028"),
    ],
)
def test_a_funded_place_comes_in_the_term_after_the_third_birthday(born_on, term):
    assert rules.funded_place_from(born_on).name == term


@pytest.mark.parametrize(
    ("on", "months", "terms", "words"),
    [
        (date(2026, 11, 21), 9, 3, "Starts school in September 2027: 9 months, 3 terms counting this one"),
        (date(2027, 3, 31), 5, 2, "Starts school in September 2027: 5 months, 2 terms counting this one"),
        (
            date(2027, 8, 31),
            0,
            1,
            "Starts school in September 2027: less than a month, this term is the last",
        ),
        (date(2027, 9, 1), 0, 0, "School age since September 2027"),
    ],
)
def test_what_is_left_before_school_is_counted_in_months_and_terms(on, months, terms, words):
    left = rules.until_school(date(2023, 1, 1), on)
    assert (left.months, left.terms, left.in_words) == (months, terms, words)


@given(birthdays)
def test_a_child_starts_school_at_four_and_before_it_is_a_duty(born_on):
    starts_on = rules.school_starts_on(born_on)
    assert 48 <= rules.months_between(born_on, starts_on) <= 60
    assert starts_on <= rules.compulsory_school_from(born_on).starts_on

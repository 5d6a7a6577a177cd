"""Dates as people type them into spreadsheets: read, or refused with what is missing."""

from datetime import date

import pytest

from families.importing import dates

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12th March 2024", date(2024, 3, 12)),
        ("Tue 3 Sept. 24", date(2024, 9, 3)),
        ("March 3rd, 2024", date(2024, 3, 3)),
        ("3.4.2025", date(2025, 4, 3)),
        ("25/4/25", date(2025, 4, 25)),
        ("2025-04-03 00:00:00", date(2025, 4, 3)),
        ("45000", date(2023, 3, 15)),
    ],
)
def test_a_whole_date_is_read(text, day):
    assert dates.read(text, today=TODAY).day == day


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Aug 2026", "the day is missing"),
        ("09/2025", "the day is missing"),
        ("2025", "the day is missing"),
        ("Sep-25", "the day or the year is missing"),
        ("3rd April", "the day or the year is missing"),
        ("31/02/2024", "there is no 31 February"),
        ("3/4/2025", "day and month could be either way round"),
        ("tbc 2025", "this is not a date"),
        ("n/k", "this is not a date"),
    ],
)
def test_half_a_date_and_no_date_say_what_is_wrong(text, problem):
    found = dates.read(text, today=TODAY)
    assert (found.day, found.problem) == (None, problem)

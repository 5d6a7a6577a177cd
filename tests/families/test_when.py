"""Dates as people write them: what is understood, and what is explained."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families import when
from families.when import LONDON, read_day, read_when

TODAY = date(2026, 11, 21)  # a Saturday
MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/4/27", date(2027, 4, 3)),
        ("3/4/2027", date(2027, 4, 3)),
        ("03.04.27", date(2027, 4, 3)),
        ("3-4-27", date(2027, 4, 3)),
        ("2027-04-03", date(2027, 4, 3)),
        ("3/4", date(2027, 4, 3)),  # the coming one
        ("2/12", date(2026, 12, 2)),
        ("21/11", date(2026, 11, 21)),
        ("3.12", date(2026, 12, 3)),
        ("3 April", date(2027, 4, 3)),
        ("3rd apr 27", date(2027, 4, 3)),
        ("1 Sept 2027", date(2027, 9, 1)),
        ("29/2", date(2028, 2, 29)),
        ("tue", date(2026, 11, 24)),
        ("TUES", date(2026, 11, 24)),
        ("Tuesday,", date(2026, 11, 24)),
        ("on tuesday", date(2026, 11, 24)),
        ("next tuesday", date(2026, 11, 24)),
        ("sat", date(2026, 11, 28)),  # never today: today has its own word
        ("today", TODAY),
        ("tomorrow", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 20)),
        ("in 2 weeks", date(2026, 12, 5)),
        ("in a week", date(2026, 11, 28)),
        ("in three days", date(2026, 11, 24)),
        ("Wed 2/12", date(2026, 12, 2)),
        ("wednesday 2 december", date(2026, 12, 2)),
    ],
)
def test_a_day_can_be_written_in_many_ways(text, day):
    found = read_when(text, TODAY)
    assert (found.day, found.clock, found.problem) == (day, None, "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tue", date(2026, 11, 24)),
        ("next tue", date(2026, 12, 1)),
        ("this tue", date(2026, 11, 24)),
        ("last tue", date(2026, 11, 17)),
        ("mon", date(2026, 11, 30)),
    ],
)
def test_next_means_the_week_that_starts_next_monday(text, day):
    assert read_when(text, MONDAY).day == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("tue", date(2026, 11, 17)),
        ("sat", date(2026, 11, 14)),
        ("3/4", date(2026, 4, 3)),
        ("2/12", date(2025, 12, 2)),
    ],
)
def test_in_a_record_of_what_was_a_bare_day_is_the_last_one(text, day):
    assert read_day(text, TODAY).day == day


@pytest.mark.parametrize(
    ("text", "day", "clock"),
    [
        ("wed 10:30", date(2026, 11, 25), time(10, 30)),
        ("2/12 10.30", date(2026, 12, 2), time(10, 30)),
        ("2/12/26 10.30am", date(2026, 12, 2), time(10, 30)),
        ("2 Dec, 2pm", date(2026, 12, 2), time(14)),
        ("tue 2:30 pm", date(2026, 11, 24), time(14, 30)),
        ("tue 2:30", date(2026, 11, 24), time(14, 30)),  # nobody visits at half past two in the night
        ("tue at 2", date(2026, 11, 24), time(14)),
        ("tomorrow at 9", date(2026, 11, 22), time(9)),
        ("3 april 27 9:15", date(2027, 4, 3), time(9, 15)),
        ("mon 12pm", date(2026, 11, 23), time(12)),
        ("2027-04-03 18:00", date(2027, 4, 3), time(18)),
    ],
)
def test_a_time_may_follow(text, day, clock):
    found = read_when(text, TODAY)
    assert (found.day, found.clock, found.problem) == (day, clock, "")
    assert found.at == datetime.combine(day, clock, LONDON)


def test_what_was_understood_is_read_back_in_full():
    assert read_when("2/12 10.30", TODAY).in_words == "Wed 2 December 2026, 10:30am"
    assert read_when("tue", TODAY).in_words == "Tue 24 November 2026"
    assert read_when("tue 2pm", TODAY).in_words == "Tue 24 November 2026, 2pm"


def test_a_summer_time_is_a_summer_time():
    assert read_when("3/6/27 10:30", TODAY).at.utcoffset() == timedelta(hours=1)
    assert read_when("2/12 10:30", TODAY).at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write a day, for example tue, 3/4/26 or wed 10:30."),
        ("   ", "Write a day, for example tue, 3/4/26 or wed 10:30."),
        ("soon", "We cannot read this as a date. Try tue, 3/4/26 or wed 10:30."),
        ("tu", "We cannot read this as a date. Try tue, 3/4/26 or wed 10:30."),
        ("3", "We cannot read this as a date. Try tue, 3/4/26 or wed 10:30."),
        ("<script>", "We cannot read this as a date. Try tue, 3/4/26 or wed 10:30."),
        ("30/2/27", "February 2027 has 28 days, so there is no 30. Check the day."),
        ("0/2/27", "February 2027 has 28 days, so there is no 0. Check the day."),
        ("4/13/27", "There is no month 13. Write the day first, then the month: 3/4/26 is 3 April 2026."),
        ("1/1/0000", "There is no year 0. Check the year."),
        ("10:30", "Which day? Write for example tue 10:30 or 3/4/26 10:30."),
        ("10.30", "Which day? Write for example tue 10:30 or 3/4/26 10:30."),
        ("2pm", "Which day? Write for example tue 10:30 or 3/4/26 10:30."),
        ("tue 25:00", "There is no such time as 25:00. Write for example 10:30 or 2pm."),
        ("tue 14pm", "There is no such time as 14:00pm. Write for example 10:30 or 2pm."),
        ("tue 10:75", "There is no such time as 10:75. Write for example 10:30 or 2pm."),
        ("tue 02:30", "2:30am is not between 7am and 8pm. Check the time."),
        ("tue 11pm", "11pm is not between 7am and 8pm. Check the time."),
        ("3/4/2062", "Mon 3 April 2062 is after Wed 22 November 2028. Check the date."),
        ("3/4/06", "Mon 3 April 2006 is before Thu 20 November 2025. Check the date."),
        ("31/12/9999", "Fri 31 December 9999 is after Wed 22 November 2028. Check the date."),
    ],
)
def test_what_is_no_date_is_explained(text, sentence):
    found = read_when(text, TODAY)
    assert (found.problem, found.day, found.at) == (sentence, None, None)
    assert found.in_words == sentence


def test_the_range_can_be_set_for_a_date_of_birth():
    found = read_day("9/10/19", TODAY, earliest=date(2018, 1, 1), latest=TODAY)
    assert found.day == date(2019, 10, 9)
    later = read_day("22/11/26", TODAY, earliest=date(2018, 1, 1), latest=TODAY)
    assert later.problem == "Sun 22 November 2026 is after Sat 21 November 2026. Check the date."


def test_where_a_time_is_needed_it_is_asked_for():
    found = read_when("tue", TODAY, needs_time=True)
    assert found.problem == "At what time on Tue 24 November 2026? Write for example 24/11 10:30."
    assert read_when("tue 10:30", TODAY, needs_time=True).problem == ""


def test_where_only_a_day_belongs_a_time_is_refused():
    assert read_day("2/12/25 10:30", TODAY).problem == "Write the day only, without a time."


@given(st.dates(date(2025, 12, 1), date(2028, 11, 1)), st.times(when.DAY_STARTS, when.DAY_ENDS))
def test_whatever_we_read_back_we_can_read_again(day, clock):
    clock = clock.replace(second=0, microsecond=0)
    words = when.Read(day, clock).in_words
    assert read_when(words, TODAY) == when.Read(day, clock)


@given(st.text(max_size=80) | st.text("0123456789/.:- apmtuewdnx", max_size=20))
def test_no_text_breaks_the_reader(text):
    found = read_when(text, TODAY)
    assert (found.day is None) == bool(found.problem)


@given(st.sampled_from(["future", "past"]), st.integers(0, 6), st.dates(date(2026, 1, 1), date(2027, 1, 1)))
def test_a_bare_weekday_is_within_a_week_and_never_today(side, weekday, today):
    name = (date(2026, 11, 23) + timedelta(days=weekday)).strftime("%A")
    days = (read_when(name, today, prefer=side).day - today).days
    assert days in (range(1, 8) if side == "future" else range(-7, 0))

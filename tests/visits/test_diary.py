"""Term time, clashes, the rhythm of visits across the change of clocks, and by when to write up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.when import LONDON
from visits import diary
from visits.diary import Calendar, DayKind, Slot, Span

FERNSHIRE = Calendar(
    terms=(
        Span("Autumn term", date(2026, 9, 1), date(2026, 12, 18)),
        Span("Spring term", date(2027, 1, 4), date(2027, 3, 25)),
        Span("Summer term", date(2027, 4, 12), date(2027, 7, 21)),
    ),
    closures=(
        Span("Half-term", date(2026, 10, 26), date(2026, 10, 30)),
        Span("Half-term", date(2027, 2, 15), date(2027, 2, 19)),
    ),
    bank_holidays={date(2027, 3, 26): "Good Friday", date(2027, 5, 3): "Early May bank holiday"},
)


def london(day, hour, minute=0):
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)


def slot(start, end, key=None, day=date(2026, 11, 25)):
    """`slot("10:30", "11:30")`."""
    return Slot(*(london(day, *map(int, clock.split(":"))) for clock in (start, end)), key=key)


@pytest.mark.parametrize(
    ("on", "kind", "why"),
    [
        (date(2026, 11, 25), DayKind.TERM, ""),
        (date(2026, 11, 28), DayKind.WEEKEND, "a weekend"),
        (date(2026, 10, 28), DayKind.HOLIDAY, "Half-term"),
        (date(2026, 12, 18), DayKind.TERM, ""),
        (date(2026, 12, 21), DayKind.HOLIDAY, "school holidays"),
        (date(2027, 3, 26), DayKind.BANK_HOLIDAY, "Good Friday"),
        (date(2027, 7, 22), DayKind.NOT_KNOWN, "after the last term we know of"),
        (date(2026, 8, 31), DayKind.NOT_KNOWN, "before the first term we know of"),
    ],
)
def test_every_day_is_one_kind_of_day(on, kind, why):
    day = FERNSHIRE.day(on)
    assert (day.kind, day.why) == (kind, why)
    assert day.is_for_visits is (kind in (DayKind.TERM, DayKind.NOT_KNOWN))


def test_without_a_term_table_every_weekday_is_open():
    assert Calendar().day(date(2026, 8, 12)).is_for_visits
    assert not Calendar().day(date(2026, 8, 15)).is_for_visits


def test_staff_work_in_the_school_holidays_but_not_on_bank_holidays():
    assert FERNSHIRE.is_working_day(date(2026, 12, 21))
    assert not FERNSHIRE.is_working_day(date(2027, 3, 26))
    assert not FERNSHIRE.is_working_day(date(2026, 11, 28))


@pytest.mark.parametrize(
    ("start", "end", "is_clash"),
    [
        ("10:30", "11:30", True),
        ("10:00", "10:31", True),
        ("11:29", "12:00", True),
        ("10:45", "11:00", True),
        ("9:00", "13:00", True),
        ("9:30", "10:30", False),  # ends as the other begins
        ("11:30", "12:30", False),
    ],
)
def test_two_visits_clash_when_they_share_any_time(start, end, is_clash):
    assert bool(diary.clashes(slot(start, end), [slot("10:30", "11:30")])) is is_clash


def test_the_way_there_counts_when_asked_for():
    found = diary.clashes(slot("11:40", "12:40"), [slot("10:30", "11:30")], gap=timedelta(minutes=15))
    assert found
    assert not diary.clashes(slot("11:45", "12:40"), [slot("10:30", "11:30")], gap=timedelta(minutes=15))


def test_a_visit_that_is_moved_does_not_clash_with_itself():
    assert diary.clashes(slot("10:45", "11:45", key=7), [slot("10:30", "11:30", key=7)]) == ()


def test_clashes_come_earliest_first():
    found = diary.clashes(slot("9:00", "15:00"), [slot("13:00", "14:00", "b"), slot("10:00", "11:00", "a")])
    assert [clash.key for clash in found] == ["a", "b"]


def test_the_same_time_in_another_zone_is_the_same_time():
    elsewhere = Slot(datetime(2026, 11, 25, 10, 30, tzinfo=UTC), datetime(2026, 11, 25, 11, 30, tzinfo=UTC))
    assert slot("10:30", "11:30").overlaps(elsewhere)


moments = st.integers(0, 600).map(lambda minutes: london(date(2026, 11, 25), 7) + timedelta(minutes=minutes))
slots = st.builds(
    lambda start, length: Slot(start, start + timedelta(minutes=length)), moments, st.integers(1, 180)
)


@given(slots, slots, st.integers(0, 60))
def test_a_clash_is_a_clash_from_both_sides(one, other, minutes):
    gap = timedelta(minutes=minutes)
    assert one.overlaps(other, gap=gap) == other.overlaps(one, gap=gap)


def test_a_slot_needs_a_zone_and_an_end_after_its_start():
    naive = datetime(2026, 11, 25, 10)
    with pytest.raises(ValueError, match="time zone"):
        Slot(naive, naive + timedelta(hours=1))
    with pytest.raises(ValueError, match="end after it starts"):
        slot("10:30", "10:30")


def test_a_day_is_driven_in_order_and_says_where_time_is_short():
    stops = diary.day_order(
        [
            slot("13:00", "14:00", "d"),
            slot("9:30", "10:30", "a"),
            slot("10:40", "11:40", "b"),
            slot("11:30", "12:30", "c"),
            slot("14:00", "15:00", "e"),
        ]
    )
    assert [(stop.slot.key, stop.minutes_before, stop.problem) for stop in stops] == [
        ("a", None, ""),
        ("b", 10, "Only 10 minutes to get here"),
        ("c", -10, "Starts before the one before it ends"),
        ("d", 30, ""),
        ("e", 0, "No time to get here"),
    ]


def test_a_long_slot_is_remembered_past_a_short_one_within_it():
    stops = diary.day_order([slot("9:00", "12:00"), slot("9:30", "10:00"), slot("11:00", "11:30")])
    assert stops[2].minutes_before == -60


@given(st.lists(slots, max_size=8))
def test_no_stop_is_lost_and_all_are_in_order(many):
    stops = diary.day_order(many)
    assert sorted(stop.slot.starts_at for stop in stops) == [stop.slot.starts_at for stop in stops]
    assert len(stops) == len(many)


def days(series):
    return [start.date() for start in series.starts]


def test_a_weekly_visit_stays_on_its_weekday_and_leaves_the_holidays_out():
    series = diary.next_dates(london(date(2026, 12, 2), 10, 30), every_weeks=1, count=4, calendar=FERNSHIRE)
    assert days(series) == [date(2026, 12, 9), date(2026, 12, 16), date(2027, 1, 6), date(2027, 1, 13)]
    assert [skip.in_words for skip in series.skipped] == [
        "Not on Wed 23 December 2026: school holidays",
        "Not on Wed 30 December 2026: school holidays",
    ]
    assert not series.beyond_terms


def test_a_fortnightly_family_keeps_its_own_week_after_the_holidays():
    series = diary.next_dates(london(date(2027, 2, 3), 10, 30), every_weeks=2, count=2, calendar=FERNSHIRE)
    assert days(series) == [date(2027, 3, 3), date(2027, 3, 17)]
    assert [skip.why for skip in series.skipped] == ["Half-term"]


@pytest.mark.parametrize("start", [date(2026, 10, 14), date(2027, 3, 17)])
def test_the_clock_on_the_kitchen_wall_shows_the_same_time_when_the_clocks_change(start):
    series = diary.next_dates(london(start, 10, 30), every_weeks=1, count=4)
    assert {(moment.hour, moment.minute) for moment in series.starts} == {(10, 30)}
    assert len({moment.utcoffset() for moment in series.starts}) == 2


def test_a_start_told_in_another_zone_is_read_by_the_clock_in_london():
    start = datetime(2026, 10, 21, 9, 30, tzinfo=UTC)  # half past ten in London
    assert diary.next_date(start, weeks=1) == london(date(2026, 10, 28), 10, 30)


def test_an_hour_that_the_clocks_jump_over_comes_out_one_later():
    found = diary.wall_clock(date(2027, 3, 28), london(date(2027, 3, 21), 1, 30))
    assert (found.hour, found.minute) == (2, 30)


def test_a_series_past_the_terms_we_know_says_so():
    series = diary.next_dates(london(date(2027, 7, 14), 10), every_weeks=1, count=2, calendar=FERNSHIRE)
    assert days(series) == [date(2027, 7, 21), date(2027, 7, 28)]
    assert series.beyond_terms


def test_a_series_stops_at_its_end_date():
    series = diary.next_dates(london(date(2026, 11, 4), 10), every_weeks=1, count=9, until=date(2026, 11, 18))
    assert days(series) == [date(2026, 11, 11), date(2026, 11, 18)]


def test_a_calendar_without_open_days_ends_the_search():
    closed = Calendar(closures=(Span("Closed", date(2020, 1, 1), date(2040, 1, 1)),))
    assert diary.next_date(london(date(2026, 11, 4), 10), calendar=closed) is None


def test_a_weekend_is_only_kept_when_asked_for():
    saturday = london(date(2026, 11, 7), 10)
    assert not diary.next_dates(saturday, every_weeks=1, count=1)
    assert days(diary.next_dates(saturday, every_weeks=1, count=1, weekdays_only=False)) == [
        date(2026, 11, 14)
    ]


@pytest.mark.parametrize(("every_weeks", "count"), [(0, 1), (-1, 1), (1, -1)])
def test_a_rhythm_without_sense_is_refused(every_weeks, count):
    with pytest.raises(ValueError, match="rhythm"):
        diary.next_dates(london(date(2026, 11, 4), 10), every_weeks=every_weeks, count=count)


starts = st.datetimes(datetime(2026, 9, 1), datetime(2027, 7, 1)).map(
    lambda at: at.replace(hour=10, tzinfo=LONDON)
)


@given(starts, st.integers(1, 4), st.integers(0, 12))
def test_every_proposed_visit_keeps_the_weekday_the_hour_and_the_rhythm(start, weeks, count):
    series = diary.next_dates(start, every_weeks=weeks, count=count, calendar=FERNSHIRE)
    for moment in series.starts:
        assert moment.weekday() == start.weekday()
        assert (moment.hour, moment.minute) == (start.hour, start.minute)
        assert (moment.date() - start.date()).days % (7 * weeks) == 0
        assert FERNSHIRE.day(moment.date()).is_for_visits
    assert len(series.starts) <= count


@pytest.mark.parametrize(
    ("visited", "working_days", "due"),
    [
        (date(2026, 11, 25), 2, date(2026, 11, 27)),
        (date(2026, 11, 27), 2, date(2026, 12, 1)),  # over a weekend
        (date(2027, 3, 25), 1, date(2027, 3, 29)),  # over Good Friday and a weekend
        (date(2026, 12, 18), 2, date(2026, 12, 22)),  # school holidays are working days
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
    ],
)
def test_a_visit_is_written_up_within_working_days(visited, working_days, due):
    assert diary.write_up_by(visited, working_days=working_days, calendar=FERNSHIRE) == due


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2026, 11, 25), "Write up by Fri 27 November 2026"),
        (date(2026, 11, 27), "Write up today"),
        (date(2026, 11, 28), "Write-up was due on Fri 27 November 2026"),
    ],
)
def test_when_to_write_up_is_said_in_words(today, words):
    assert diary.write_up_in_words(date(2026, 11, 25), today, working_days=2) == words

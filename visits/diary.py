"""When we visit: term time, clashes, the rhythm of visits, the order of a day, and by when to write up.

Pure. All moments are aware; a visit keeps its time on the family's kitchen clock, so a series made in
October stays at half past ten when the clocks go back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from families.when import LONDON, day_in_words

# The calendar --------------------------------------------------------------------------------------


class DayKind(StrEnum):
    """What sort of day it is for a service that works in term time."""

    TERM = "term"
    HOLIDAY = "holiday"
    BANK_HOLIDAY = "bank_holiday"
    WEEKEND = "weekend"
    NOT_KNOWN = "not_known"  # the council has not told us its terms so far ahead


@dataclass(frozen=True, slots=True)
class Span:
    """Named days in a row, both ends included: a term, a half-term holiday, a training day."""

    name: str
    starts_on: date
    ends_on: date

    def holds(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar, with the reason in words when we do not visit."""

    on: date
    kind: DayKind
    why: str = ""

    @property
    def is_for_visits(self) -> bool:
        """Days we know nothing of are open: a missing term table must not stop anyone's diary."""
        return self.kind in (DayKind.TERM, DayKind.NOT_KNOWN)


@dataclass(frozen=True)
class Calendar:
    """A council's terms, closures within them, and bank holidays. Without terms every weekday is open."""

    terms: tuple[Span, ...] = ()
    closures: tuple[Span, ...] = ()  # half-term, training days
    bank_holidays: Mapping[date, str] = field(default_factory=dict)

    def day(self, on: date) -> Day:
        if on.weekday() >= 5:
            return Day(on, DayKind.WEEKEND, "a weekend")
        if on in self.bank_holidays:
            return Day(on, DayKind.BANK_HOLIDAY, self.bank_holidays[on])
        for closure in self.closures:
            if closure.holds(on):
                return Day(on, DayKind.HOLIDAY, closure.name)
        if not self.terms or any(term.holds(on) for term in self.terms):
            return Day(on, DayKind.TERM)
        if on > max(term.ends_on for term in self.terms):
            return Day(on, DayKind.NOT_KNOWN, "after the last term we know of")
        if on < min(term.starts_on for term in self.terms):
            return Day(on, DayKind.NOT_KNOWN, "before the first term we know of")
        return Day(on, DayKind.HOLIDAY, "school holidays")

    def is_working_day(self, on: date) -> bool:
        """Monday to Friday without bank holidays; staff work in the school holidays too."""
        return on.weekday() < 5 and on not in self.bank_holidays


# Clashes and the order of a day --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of somebody's diary; the end does not belong to it."""

    starts_at: datetime
    ends_at: datetime
    label: str = ""
    key: object = None  # whatever the caller needs to find its own row again

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError("A slot needs times with a time zone.")
        if self.ends_at <= self.starts_at:
            raise ValueError("A slot must end after it starts.")

    def overlaps(self, other: "Slot", *, gap: timedelta = timedelta(0)) -> bool:
        """Share any time, counting the `gap` needed to get from one to the other."""
        return self.starts_at < other.ends_at + gap and other.starts_at < self.ends_at + gap


def clashes(slot: Slot, others: Iterable[Slot], *, gap: timedelta = timedelta(0)) -> tuple[Slot, ...]:
    """What stands in the way of a slot, earliest first; the slot itself (same key) never does."""
    found = (
        other
        for other in others
        if (slot.key is None or other.key != slot.key) and slot.overlaps(other, gap=gap)
    )
    return tuple(sorted(found, key=lambda other: (other.starts_at, other.ends_at)))


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop of a day, with the time to get there and a warning when that is too short."""

    slot: Slot
    minutes_before: int | None  # since the latest end so far; None for the first, below 0 when they overlap
    problem: str = ""


def day_order(slots: Iterable[Slot], *, gap: timedelta = timedelta(minutes=15)) -> tuple[Stop, ...]:
    """A day's slots in the order they are driven, each with the time left since the one before."""
    stops: list[Stop] = []
    free_from: datetime | None = None
    for slot in sorted(slots, key=lambda slot: (slot.starts_at, slot.ends_at)):
        minutes, problem = None, ""
        if free_from is not None:
            minutes = int((slot.starts_at - free_from).total_seconds() // 60)
            if minutes < 0:
                problem = "Starts before the one before it ends"
            elif timedelta(minutes=minutes) < gap:
                problem = (
                    f"Only {_count(minutes, 'minute')} to get here" if minutes else "No time to get here"
                )
        stops.append(Stop(slot, minutes, problem))
        free_from = max(free_from or slot.ends_at, slot.ends_at)
    return tuple(stops)


# The rhythm of visits ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Skipped:
    """A date of the rhythm on which we do not visit, and why."""

    on: date
    why: str

    @property
    def in_words(self) -> str:
        """ "Not on Wed 17 February 2027: half-term"."""
        return f"Not on {day_in_words(self.on)}: {self.why}"


@dataclass(frozen=True, slots=True)
class Series:
    """Proposed visits, what was left out, and whether we ran past the terms we know."""

    starts: tuple[datetime, ...]
    skipped: tuple[Skipped, ...]
    beyond_terms: bool = False

    def __bool__(self) -> bool:
        return bool(self.starts)


#: No rhythm is followed further than this, however few dates it has found.
HORIZON = timedelta(weeks=104)
NO_CALENDAR = Calendar()


def next_dates(
    start: datetime,
    *,
    every_weeks: int,
    count: int,
    calendar: Calendar = NO_CALENDAR,
    until: date | None = None,
    weekdays_only: bool = True,
) -> Series:
    """Same weekday, same time on the wall, every n weeks after `start`.

    A date in the holidays is left out and the rhythm kept: a fortnightly family stays in its own week,
    so two families who share a slot never meet at one door. `until` ends the series (a place at school,
    the end of a package). A start at a weekend is somebody's own wish and only kept if asked for.
    """
    if every_weeks < 1 or count < 0:
        raise ValueError("A rhythm needs at least one week and no negative count.")
    local = start.astimezone(LONDON)
    last = min(until or date.max, local.date() + HORIZON)
    starts: list[datetime] = []
    skipped: list[Skipped] = []
    beyond = False
    day = local.date() + timedelta(weeks=every_weeks)
    while len(starts) < count and day <= last:
        found = calendar.day(day)
        open_weekend = found.kind is DayKind.WEEKEND and not weekdays_only
        if found.is_for_visits or open_weekend:
            starts.append(wall_clock(day, local))
            beyond = beyond or found.kind is DayKind.NOT_KNOWN
        else:
            skipped.append(Skipped(day, found.why))
        day += timedelta(weeks=every_weeks)
    return Series(tuple(starts), tuple(skipped), beyond)


def next_date(start: datetime, *, weeks: int = 1, calendar: Calendar = NO_CALENDAR) -> datetime | None:
    """The next visit to propose after this one; None when the calendar has no open day in two years."""
    series = next_dates(start, every_weeks=weeks, count=1, calendar=calendar)
    return series.starts[0] if series else None


def wall_clock(day: date, like: datetime) -> datetime:
    """That day at the London time of `like`; an hour that the clocks jump over comes out one later."""
    local = datetime.combine(day, like.astimezone(LONDON).time().replace(fold=0), LONDON)
    return local.astimezone(UTC).astimezone(LONDON)


# Writing up ----------------------------------------------------------------------------------------


def write_up_by(visited: date, *, working_days: int, calendar: Calendar = NO_CALENDAR) -> date:
    """The last day on which a visit is written up in time: n working days after it."""
    day, left = visited, max(working_days, 0)
    while left > 0:
        day += timedelta(days=1)
        left -= calendar.is_working_day(day)
    return day


def write_up_in_words(
    visited: date, today: date, *, working_days: int, calendar: Calendar = NO_CALENDAR
) -> str:
    """ "Write up by Wed 25 November 2026", "Write up today", "Write-up was due on …"."""
    due = write_up_by(visited, working_days=working_days, calendar=calendar)
    if due == today:
        return "Write up today"
    return f"Write up by {day_in_words(due)}" if due > today else f"Write-up was due on {day_in_words(due)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""Dates and times the way people write them: `3/4/26`, `tue`, `wed 10:30`, `2/12 10.30`, `next tuesday`.

Pure. The day comes first, as in Britain. What was understood is always read back to the person in full
(`Read.in_words`), and what was not understood is explained in a sentence that they can act on.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EXAMPLES = "Try tue, 3/4/26 or wed 10:30."
#: Times outside these hours are more likely a slip than a plan.
DAY_STARTS, DAY_ENDS = time(7), time(20)
#: How far from today a date may lie unless the caller says otherwise.
YEARS_BACK, YEARS_AHEAD = 1, 2

Side = Literal["future", "past"]

_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
_NEAR = {"today": 0, "tomorrow": 1, "tmrw": 1, "yesterday": -1}
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?(?: (\d{4}|\d{2}))?", re.ASCII)
_AHEAD = re.compile(r"in (\d{1,2}|a|an|one|two|three) (day|week)s?", re.ASCII)
_TIME = re.compile(r"(?:^|\s)(?:at )?(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?$", re.ASCII)


class NotADate(ValueError):
    """What was written is no date; the message is a sentence for the person who wrote it."""


@dataclass(frozen=True, slots=True)
class Read:
    """What we understood: a day, perhaps a time; or a problem, and then no day."""

    day: date | None = None
    clock: time | None = None
    problem: str = ""

    @property
    def at(self) -> datetime | None:
        """The moment in London; None while the day or the time is missing."""
        if self.day is None or self.clock is None:
            return None
        return datetime.combine(self.day, self.clock, LONDON)

    @property
    def in_words(self) -> str:
        """To read back: "Wed 2 December 2026, 10:30am"."""
        if self.day is None:
            return self.problem
        return day_in_words(self.day) + (f", {time_in_words(self.clock)}" if self.clock else "")


def day_in_words(day: date) -> str:
    """ "Wed 2 December 2026"."""
    return f"{day:%a} {day.day} {day:%B} {day.year}"


def time_in_words(clock: time) -> str:
    """ "10:30am", "2pm"."""
    hour, half = clock.hour % 12 or 12, "am" if clock.hour < 12 else "pm"
    return f"{hour}:{clock.minute:02}{half}" if clock.minute else f"{hour}{half}"


def read_when(
    text: str,
    today: date,
    *,
    prefer: Side = "future",
    earliest: date | None = None,
    latest: date | None = None,
    needs_time: bool = False,
) -> Read:
    """Read a day, perhaps with a time, or say what is wrong with it.

    `prefer` settles what a bare `tue` or `3/4` means: the coming one for a plan, the last one for a record.
    """
    words = " ".join(text.replace(",", " ").casefold().split())
    if not words:
        return Read(problem="Write a day, for example tue, 3/4/26 or wed 10:30.")
    try:
        day_words, clock = _split_time(words[:60])
        if not day_words:
            return Read(problem="Which day? Write for example tue 10:30 or 3/4/26 10:30.")
        day = _day(day_words, today, prefer)
        _within(day, today, earliest, latest)
    except NotADate as explained:
        return Read(problem=str(explained))
    if needs_time and clock is None:
        return Read(
            problem=f"At what time on {day_in_words(day)}? Write for example {day.day}/{day.month} 10:30."
        )
    return Read(day, clock)


def read_day(
    text: str,
    today: date,
    *,
    prefer: Side = "past",
    earliest: date | None = None,
    latest: date | None = None,
) -> Read:
    """Read a day alone, as for a date of birth or the day a letter came; a time with it is a problem."""
    found = read_when(text, today, prefer=prefer, earliest=earliest, latest=latest)
    return Read(problem="Write the day only, without a time.") if found.clock else found


def _split_time(words: str) -> tuple[str, time | None]:
    """Take a time off the end, if there is one: `wed 10:30`, `2/12 10.30`, `tue 2pm`, `fri at 2`."""
    match = _TIME.search(words)
    if match is None:
        return words, None
    hour, minute, half = match[1], match[2], match[3]
    rest = words[: match.start()].strip()
    if not (minute or half or "at " in match[0]):
        return words, None  # a bare number belongs to the date: `3 april 26`
    if not rest and not half and "." in match[0] and int(minute) <= 12:
        return words, None  # `3.12` alone is a day
    return rest, _clock(hour, minute, half)


def _clock(hour_text: str, minute_text: str | None, half: str | None) -> time:
    hour, minute = int(hour_text), int(minute_text or 0)
    if hour > (12 if half else 23) or minute > 59 or (half and not hour):
        raise NotADate(
            f"There is no such time as {hour_text}:{minute:02}{half or ''}. Write for example 10:30 or 2pm."
        )
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour < DAY_STARTS.hour and not hour_text.startswith("0"):
        hour += 12  # nobody visits at two in the morning: `2:30` is the afternoon
    clock = time(hour, minute)
    if not DAY_STARTS <= clock <= DAY_ENDS:
        hours = f"{time_in_words(DAY_STARTS)} and {time_in_words(DAY_ENDS)}"
        raise NotADate(f"{time_in_words(clock)} is not between {hours}. Check the time.")
    return clock


def _day(words: str, today: date, prefer: Side) -> date:
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    if match := _AHEAD.fullmatch(words):
        number = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3}.get(match[1]) or int(match[1])
        return today + timedelta(days=number * (7 if match[2] == "week" else 1))
    which, _, name = words.rpartition(" ")
    if which in ("", "next", "last", "this", "on") and (weekday := _index(name, _WEEKDAYS)) is not None:
        return _weekday(weekday, which, today, prefer)
    if match := _ISO.fullmatch(words):
        return _date(int(match[3]), int(match[2]), int(match[1]))
    words = _without_weekday(words)
    if match := _SLASHED.fullmatch(words):
        return _dated(int(match[1]), int(match[2]), match[3], today, prefer)
    if (match := _NAMED.fullmatch(words)) and (month := _index(match[2], _MONTHS)) is not None:
        return _dated(int(match[1]), month + 1, match[3], today, prefer)
    raise NotADate(f"We cannot read this as a date. {EXAMPLES}")


def _weekday(weekday: int, which: str, today: date, prefer: Side) -> date:
    """`tue` is the nearest one, never today; `next tue` is in the week that starts next Monday."""
    monday = today - timedelta(days=today.weekday())
    if which in ("next", "last"):
        return monday + timedelta(days=weekday + (7 if which == "next" else -7))
    if which == "this":
        return monday + timedelta(days=weekday)
    if prefer == "past":
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _dated(day: int, month: int, year_text: str | None, today: date, prefer: Side) -> date:
    if year_text:
        return _date(day, month, int(year_text) + (2000 if len(year_text) == 2 else 0))
    leap = day == 29 and month == 2
    years = range(today.year, today.year + (5 if prefer == "future" else -5), 1 if prefer == "future" else -1)
    for year in years:
        if leap and monthrange(year, 2)[1] < 29:
            continue
        found = _date(day, month, year)
        if found == today or (found > today) == (prefer == "future"):
            return found
    raise NotADate(f"Write the year as well, for example {day}/{month}/{today.year}.")


def _date(day: int, month: int, year: int) -> date:
    if not 1 <= month <= 12:
        raise NotADate(
            f"There is no month {month}. Write the day first, then the month: 3/4/26 is 3 April 2026."
        )
    if not 1 <= year <= 9999:
        raise NotADate(f"There is no year {year}. Check the year.")
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        raise NotADate(
            f"{_MONTHS[month - 1].title()} {year} has {days} days, so there is no {day}. Check the day."
        )
    return date(year, month, day)


def _within(day: date, today: date, earliest: date | None, latest: date | None) -> None:
    first = earliest or today - timedelta(days=366 * YEARS_BACK)
    last = latest or today + timedelta(days=366 * YEARS_AHEAD)
    if day < first:
        raise NotADate(f"{day_in_words(day)} is before {day_in_words(first)}. Check the date.")
    if day > last:
        raise NotADate(f"{day_in_words(day)} is after {day_in_words(last)}. Check the date.")


def _without_weekday(words: str) -> str:
    """`tue 2/12` and `tuesday 2 december`: the weekday is only there to help the eye."""
    first, _, rest = words.partition(" ")
    return rest if rest and _index(first, _WEEKDAYS) is not None else words


def _index(word: str, names: list[str]) -> int | None:
    """Find a weekday or month by its first three letters or more: `tue`, `tues`, `sept`."""
    word = word.rstrip(".")
    if len(word) < 3:
        return None
    return next((place for place, name in enumerate(names) if name.startswith(word)), None)

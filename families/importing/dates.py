"""Dates as spreadsheets hold them: days, day numbers, words, and the ones that can be read two ways.

Pure. A date such as 03/04/2026 is only read when something settles its order: what a person said of the
sheet, or the other dates of the same column. Otherwise both readings are offered, and none is taken.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
FULL = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
DAY, MONTH = "day", "month"
SERIALS = range(10_000, 80_000)  # from 1927 to 2119
ZERO = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
_NUMBERS = re.compile(
    r"(\d{1,2}) ?([/.\- ]) ?(\d{1,2}) ?[/.\- ] ?(\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?", re.ASCII
)
_DAY_WORD = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]*(?:of )?([a-z]{3,9})\.?[\s,.\-/']*(\d{4}|\d{2})", re.ASCII
)
_WORD_DAY = re.compile(r"([a-z]{3,9})\.?[\s\-/]*(\d{1,2})(?:st|nd|rd|th)?[\s,.\-/']+(\d{4}|\d{2})", re.ASCII)
_PART = re.compile(  # “Sep 2025”, “09/2025”, “2025”; “Sep-25”, “3 April”
    r"(?P<no_day>(?:[a-z]{3,9}\.?[\s,.\-/']*|\d{1,2}[\-/. ])?\d{4})|(?P<short>[a-z]{3,9}\.?[\s,.\-/']*\d{1,2}"
    r"|\d{1,2}(?:st|nd|rd|th)?[\s.\-/]*[a-z]{3,9}\.?)",
    re.ASCII,
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_WEEKDAY = re.compile(r"(mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]? ", re.ASCII)


@dataclass(frozen=True)
class Day:
    """What a cell says: a day; or why not, and perhaps the two days that it might be."""

    day: date | None = None
    problem: str = ""
    choices: tuple[date, ...] = ()
    remark: str = ""


def in_words(day: date) -> str:
    """ "3 April 2026"."""
    return f"{day.day} {FULL[day.month - 1]} {day.year}"


def read(text: str, *, order: str = "", epoch: int = 1900, today: date) -> Day:
    """Read one date. ``order`` says whether day or month comes first where both could; empty: not settled."""
    plain = _WEEKDAY.sub("", " ".join(text.strip().casefold().split()))
    if match := _ISO.fullmatch(plain):
        return _made(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(plain):
        return _numbers(match, order, today)
    if match := _DAY_WORD.fullmatch(plain):
        return _worded(int(match[1]), match[2], match[3], today)
    if match := _WORD_DAY.fullmatch(plain):
        return _worded(int(match[2]), match[1], match[3], today)
    if _SERIAL.fullmatch(plain) and int(float(plain)) in SERIALS:
        day = ZERO[epoch] + timedelta(days=int(float(plain)))
        return Day(day, remark=f"{text.strip()} is the number a spreadsheet has for {in_words(day)}.")
    return Day(problem=_what_is_missing(plain))


def _what_is_missing(plain):
    """Say of half a date which half is not there."""
    match = _PART.fullmatch(plain)
    name = re.search("[a-z]{3,}", re.sub(r"(?<=\d)(st|nd|rd|th)", "", plain))
    if match is None or (name and not any(_is_month(name[0], n, m) for n, m in enumerate(MONTHS, 1))):
        return "this is not a date"
    return "the day is missing" if match["no_day"] else "the day or the year is missing"


def order_of(texts) -> dict[str, int]:
    """How many dates of a column can only be read day first, and how many only month first."""
    seen = Counter()
    for text in texts:
        match = _NUMBERS.fullmatch(" ".join(text.strip().casefold().split()))
        if match and match[2] != ".":
            first, second = int(match[1]), int(match[3])
            if first > 12 >= second:
                seen[DAY] += 1
            elif second > 12 >= first:
                seen[MONTH] += 1
    return dict(seen)


def settled(seen: dict[str, int]) -> str:
    """The order of a column, if its own dates leave no doubt; else empty."""
    return next(iter(seen)) if len(seen) == 1 else ""


def _numbers(match, order, today):
    first, second, year = int(match[1]), int(match[3]), _year(match[4], today)
    dotted = match[2] == "."  # only written day first, wherever people write it
    if not order and not dotted and first <= 12 and second <= 12 and first != second:
        one, other = _made(year, second, first).day, _made(year, first, second).day
        if one and other:
            return Day(problem="day and month could be either way round", choices=(one, other))
    day, month = (second, first) if order == MONTH and not dotted else (first, second)
    return _made(year, month, day)


def _worded(day, name, year, today):
    month = next((n for n, short in enumerate(MONTHS, 1) if _is_month(name, n, short)), None)
    if month is None:
        return Day(problem=f"there is no month “{name}”")
    return _made(_year(year, today), month, day)


def _is_month(name, number, short):
    return name.startswith(short) and (FULL[number - 1].casefold().startswith(name) or name == "sept")


def _year(text, today):
    """Two figures mean this century, unless that lies more than a year ahead."""
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year if year <= today.year + 1 else year - 100


def _made(year, month, day):
    if not 1 <= month <= 12:
        return Day(problem=f"there is no month {month}")
    if not 1 <= year <= 9998:
        return Day(problem=f"there is no year {year}")
    days = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    if not 1 <= day <= days:
        return Day(problem=f"there is no {day} {FULL[month - 1]}" + (f" {year}" if day == 29 else ""))
    return Day(date(year, month, day))

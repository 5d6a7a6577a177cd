"""When a waiting child can expect to start: an honest range, made from what the service did in the last year.

Nobody knows how many places will come up. So the coming months are played many times over, each month as one
of the last year was, drawn by lot: so many places came up, and so many children came who go first. Where the
child starts in eight of ten of these is the range that we say. The same records give the same range, since
the lot is drawn the same way each time. Where a year says too little, we say that we cannot tell. Pure rules
over numbers and days.
"""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import accumulate
from random import Random

from .ages import add_months

LEAST_PLACES = 6  # in a year: from fewer, one month more or less changes everything
LEAST_MONTHS = 6  # of records
FUTURES = 100  # how often the coming months are played
AHEAD = 36  # months: no child waits longer before it is of school age
OUTER = 10  # of a hundred futures, left out at each end
SEED = 1976

Rank = tuple[int, ...]  # the smaller goes first


@dataclass(frozen=True, slots=True)
class Pace:
    """What happened in each of the last months, the oldest first."""

    places: tuple[int, ...]  # how many places came up
    arrivals: tuple[tuple[Rank, ...], ...]  # the rank of each child who came on the list

    @property
    def problem(self) -> str:
        """Why this is too little to tell by; empty when it is enough."""
        if len(self.places) < LEAST_MONTHS:
            return f"We have records of {_count(len(self.places), 'month')}; we need {LEAST_MONTHS} or more."
        if sum(self.places) < LEAST_PLACES:
            came = _count(sum(self.places), "place")
            return f"Only {came} came up in the last year; we need {LEAST_PLACES} or more to tell."
        return ""

    def going_first(self, rank: Rank) -> tuple[int, ...]:
        """How many came on the list in each month who would go before a child of this rank."""
        return tuple(sum(other < rank for other in month) for month in self.arrivals)


@dataclass(frozen=True, slots=True)
class Expected:
    """What we can say to one family: where in the line, and between which months."""

    place: int  # in the line today
    first: int = 0
    last: int = 0
    earliest: date | None = None
    latest: date | None = None  # None: further off than we can see
    problem: str = ""
    how: str = ""

    @property
    def is_known(self) -> bool:
        return not self.problem

    @property
    def place_words(self) -> str:
        """ "likely 3rd to 6th in the line"."""
        if not self.is_known:
            return f"{ordinal(self.place)} in the line today"
        if self.last == 1:
            return "next in the line"
        if self.first == self.last:
            return f"likely {ordinal(self.first)} in the line"
        return f"likely {ordinal(self.first)} to {ordinal(self.last)} in the line"

    @property
    def start_words(self) -> str:
        """ "between February and April 2027"."""
        if not self.is_known:
            return "we cannot tell yet"
        if self.latest is None:
            return f"not before {self.earliest:%B %Y}"
        if (self.earliest.year, self.earliest.month) == (self.latest.year, self.latest.month):
            return f"in {self.latest:%B %Y}"
        year = "" if self.earliest.year == self.latest.year else f" {self.earliest.year}"
        return f"between {self.earliest:%B}{year} and {self.latest:%B %Y}"

    @property
    def short_words(self) -> str:
        """ "Feb to Apr 2027", for a cell of the list."""
        if not self.is_known:
            return "Cannot tell yet"
        if self.latest is None:
            return f"After {self.earliest:%b %Y}"
        year = "" if self.earliest.year == self.latest.year else f" {self.earliest.year}"
        return f"{self.earliest:%b}{year} to {self.latest:%b %Y}"

    @property
    def in_words(self) -> str:
        start = f"start likely {self.start_words}" if self.is_known else self.start_words
        said = f"{self.place_words}; {start}"
        return said[0].upper() + said[1:]


@lru_cache(maxsize=2)
def outlook_of(pace: Pace, on: date) -> "Outlook":
    """The outlook of a day; while nothing happens, the one that was made before."""
    return Outlook(pace, on)


class Outlook:
    """The coming months, played many times over; asked for one child after another."""

    def __init__(self, pace: Pace, on: date):
        self.pace, self.on = pace, on
        self.problem = pace.problem
        lot = Random(SEED)
        months = range(len(pace.places))
        self.futures = [] if self.problem else [lot.choices(months, k=AHEAD) for _ in range(FUTURES)]
        self.places = [list(accumulate(pace.places[month] for month in future)) for future in self.futures]
        self.known = {}
        self.said = {}

    def expected(self, ahead: int, rank: Rank) -> Expected:
        """What a child can expect who has so many before it today."""
        if (ahead, rank) not in self.said:
            self.said[ahead, rank] = self._expected(ahead, rank)
        return self.said[ahead, rank]

    def _expected(self, ahead, rank):
        if self.problem:
            return Expected(place=ahead + 1, problem=self.problem, how=self.problem)
        played = sorted(self._play(ahead + 1, *future) for future in self._line(rank))
        lines = sorted(line for _month, line in played)
        low, high = played[OUTER][0], played[-1 - OUTER][0]
        return Expected(
            place=ahead + 1,
            first=lines[OUTER],
            last=lines[-1 - OUTER],
            earliest=add_months(self.on, low),
            latest=add_months(self.on, high + 1) if high < AHEAD else None,
            how=self._how(rank),
        )

    def _line(self, rank):
        """For each future: by month, how far the line has moved for this rank, and who went before."""
        if rank not in self.known:
            first = self.pace.going_first(rank)
            self.known[rank] = []
            for future, places in zip(self.futures, self.places, strict=True):
                before = list(accumulate(first[month] for month in future))
                moved = [place - other for place, other in zip(places, before, strict=True)]
                self.known[rank].append((list(accumulate(moved, max)), before))
        return self.known[rank]

    @staticmethod
    def _play(place, moved, before):
        """The month in which the place in the line comes up, and how many it was behind in the end."""
        month = bisect_left(moved, place)
        return month, place + before[min(month, AHEAD - 1)]

    def _how(self, rank):
        """How it was made, for who wants to know."""
        months, places = len(self.pace.places), self.pace.places
        first = sum(self.pace.going_first(rank))
        came = f"{_count(sum(places), 'place')} came up, {min(places)} to {max(places)} a month"
        others = f"{first or 'no'} {'child' if first == 1 else 'children'} came on the list who go first"
        return (
            f"In the last {months} months {came}, and {others}. We played the coming months {FUTURES} times "
            f"with these figures; in 8 of 10 the start lay in this range."
        )


def ordinal(number: int) -> str:
    """ "3rd"."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
    return f"{number}{ending}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""The guard against running out of time: how many visits are left before school from an expected start.

Pure rules over days. A school year has 190 days, so 38 of 52 weeks; we visit in those.
"""

from dataclasses import dataclass
from datetime import date

from .ages import school_starts_on

SCHOOL_WEEKS, WEEKS = 38, 52  # the law's school year (S.I. 1999/3181): 190 days


@dataclass(frozen=True, slots=True)
class Guard:
    """What is left for one child: visits between the expected start and the first day of school."""

    visits: int
    needed: int
    starts_on: date
    school_on: date

    @property
    def is_short(self) -> bool:
        """Whether the whole package no longer fits in before school."""
        return self.visits < self.needed

    @property
    def short_words(self) -> str:
        said = "1 visit" if self.visits == 1 else f"{self.visits} visits"
        return f"Only {said}" if self.is_short and self.visits else said if self.visits else "No visits left"

    @property
    def in_words(self) -> str:
        """ "Only 9 visits fit in before school in September 2027; a usual package has 24"."""
        fit = "1 visit fits" if self.visits == 1 else f"{self.visits} visits fit"
        if not self.visits:
            fit = "No visits fit"
        only = "Only " if self.is_short and self.visits else ""
        return f"{only}{fit} in before school in {self.school_on:%B %Y}; a usual package has {self.needed}"


def guard(born_on: date, starts_on: date, *, package_visits: int, package_weeks: int) -> Guard:
    """How many visits fit in, at the rhythm of the service's usual package."""
    school_on = school_starts_on(born_on)
    days = max(0, (school_on - starts_on).days)
    weeks = days * SCHOOL_WEEKS / WEEKS / 7
    visits = int(weeks * package_visits / max(1, package_weeks))
    return Guard(visits, package_visits, starts_on, school_on)


def assumed_start(*, on: date, promised_on: date, earliest: date | None, latest: date | None) -> date:
    """The day to reckon with: the end of the range; where there is none, the day we promised, or today.

    Where the range has no end, its beginning is the least that we know.
    """
    return max(on, latest or earliest or promised_on)

"""How old a child is, and how long until school: pure rules over dates.

Sources, for England:

* corrected age: a baby born before 37 weeks is counted from the day it was due, until it is two.
  The same limits as the ASQ-3 manual (three weeks or more early, up to 24 months of real age) and
  the usual practice of UK neonatal follow-up;
* compulsory school age: Education Act 1996 s.8, with the prescribed days 31 March, 31 August and
  31 December of S.I. 1998/1607;
* reception from the September after the fourth birthday: School Admissions Code 2021, 2.17.
  A summer-born child's parents may ask to wait a year; that is theirs to say, so no rule here guesses it;
* funded place from the term after the third birthday: the same three terms.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

#: A due date lies 40 weeks after the start; born before 37 weeks means more than 21 days before it.
EARLY_AFTER_DAYS = 21
#: From this real age, in months, the corrected age is no longer used.
CORRECTED_UNTIL_MONTHS = 24
#: The earliest children to live were born at 21 weeks; a due date further off is a slip of the pen.
EARLIEST_BIRTH_DAYS = 20 * 7
LATEST_BIRTH_DAYS = 4 * 7


def add_months(day: date, months: int) -> date:
    """The same day `months` later; the month's last day where that day does not exist."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_between(start: date, end: date) -> int:
    """Whole months from `start` to `end`, never below zero."""
    if end <= start:
        return 0
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


def months_in_words(months: int) -> str:
    """One rule for every page and paper: "21 months" below two years, then "2 years 4 months"."""
    if months < 24:
        return _count(max(months, 0), "month")
    years, rest = divmod(months, 12)
    return _count(years, "year") + (f" {_count(rest, 'month')}" if rest else "")


def age_in_words(born_on: date, on: date) -> str:
    """How old, as people say it: "12 days", "7 weeks", "21 months", "2 years 4 months"."""
    days = (on - born_on).days
    if days < 0:
        return "not born yet"
    if days < 14:
        return _count(days, "day")
    months = months_between(born_on, on)
    return _count(days // 7, "week") if months < 3 else months_in_words(months)


def days_early(born_on: date, due_on: date | None) -> int:
    """By how many days the birth came too soon; 0 unless it was before 37 weeks."""
    if due_on is None:
        return 0
    early = (due_on - born_on).days
    return early if early > EARLY_AFTER_DAYS else 0


def due_date_problem(born_on: date, due_on: date) -> str:
    """A sentence when the due date cannot be right; empty when it can."""
    early = (due_on - born_on).days
    if early > EARLIEST_BIRTH_DAYS:
        return "The due date is more than 20 weeks after the birth. Check both dates."
    if early < -LATEST_BIRTH_DAYS:
        return "The due date is more than 4 weeks before the birth. Check both dates."
    return ""


@dataclass(frozen=True, slots=True)
class Ages:
    """A child's ages on one day: real, corrected for an early birth, and the one we count with."""

    real_months: int
    corrected_months: int | None  # None: not born early
    weeks_early: int
    is_corrected: bool  # True while the corrected age is the one that counts
    real_in_words: str

    @property
    def counted_months(self) -> int:
        """The age to compare development with."""
        if self.is_corrected and self.corrected_months is not None:
            return self.corrected_months
        return self.real_months

    @property
    def in_words(self) -> str:
        """ "16 months, corrected 14 months"; after two simply the real age."""
        words = self.real_in_words
        if self.is_corrected and self.corrected_months is not None:
            words += f", corrected {months_in_words(self.corrected_months)}"
        return words


def ages(
    born_on: date, on: date, due_on: date | None = None, *, corrected_until: int = CORRECTED_UNTIL_MONTHS
) -> Ages:
    """The ages of a child on a day. Counting from the due date takes the weeks that were missed off."""
    real, words = months_between(born_on, on), age_in_words(born_on, on)
    early = days_early(born_on, due_on)
    if not early or due_on is None:
        return Ages(real, None, 0, False, words)
    return Ages(real, months_between(due_on, on), early // 7, real < corrected_until, words)


@dataclass(frozen=True, slots=True)
class Band:
    """A span of ages in whole months, both ends included; no end means "and over"."""

    start: int
    end: int | None

    @property
    def name(self) -> str:
        """ "24 to 35 months"."""
        return f"{self.start} months and over" if self.end is None else f"{self.start} to {self.end} months"

    @property
    def years(self) -> str:
        """The same for a table's head, as families read it: "2 to 3 years"."""
        first = self.start // 12
        return f"{first} years and over" if self.end is None else f"{first} to {first + 1} years"

    def holds(self, months: int) -> bool:
        return months >= self.start and (self.end is None or months <= self.end)


#: Year bands of our starter framework and of reports; the last one is for reports only.
BANDS = tuple(Band(start, start + 11) for start in range(0, 60, 12))
REPORT_BANDS = (*BANDS, Band(60, None))


def band_for(months: int) -> Band:
    """The report band that holds this age."""
    return next(band for band in REPORT_BANDS if band.holds(max(months, 0)))


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """One of the three terms of the law: by calendar, whatever a council's own term dates are."""

    name: str
    starts_on: date
    ends_on: date


def term_of(on: date) -> SchoolTerm:
    """The term that a day belongs to: spring to 31 March, summer to 31 August, autumn to 31 December."""
    year = on.year
    if on.month <= 3:
        return SchoolTerm(f"spring {year}", date(year, 1, 1), date(year, 3, 31))
    if on.month <= 8:
        return SchoolTerm(f"summer {year}", date(year, 4, 1), date(year, 8, 31))
    return SchoolTerm(f"autumn {year}", date(year, 9, 1), date(year, 12, 31))


def term_after(on: date) -> SchoolTerm:
    """The first term that starts after this day."""
    return term_of(term_of(on).ends_on + timedelta(days=1))


def birthday(born_on: date, years: int) -> date:
    """The day of the n-th birthday; a child of 29 February has it on 28 February in common years."""
    return add_months(born_on, 12 * years)


def funded_place_from(born_on: date) -> SchoolTerm:
    """The first term with a funded place for three-year-olds."""
    return term_after(birthday(born_on, 3))


def school_starts_on(born_on: date) -> date:
    """1 September after the fourth birthday: when most children start in reception."""
    fourth = birthday(born_on, 4)
    cut_off = date(fourth.year, 8, 31)
    return date(fourth.year + (fourth > cut_off), 9, 1)


def compulsory_school_from(born_on: date) -> SchoolTerm:
    """The term in which school is first a duty: the one after the fifth birthday."""
    return term_after(birthday(born_on, 5))


@dataclass(frozen=True, slots=True)
class UntilSchool:
    """How long until reception, seen from one day."""

    starts_on: date
    months: int
    terms: int  # counting the present one; 0 once school has begun

    @property
    def in_words(self) -> str:
        """ "Starts school in September 2027: 9 months, 3 terms counting this one"."""
        start = f"{self.starts_on:%B %Y}"
        if not self.terms:
            return f"School age since {start}"
        terms = "this term is the last" if self.terms == 1 else f"{self.terms} terms counting this one"
        months = months_in_words(self.months) if self.months else "less than a month"
        return f"Starts school in {start}: {months}, {terms}"


def until_school(born_on: date, on: date) -> UntilSchool:
    """Months and terms left before school."""
    starts_on = school_starts_on(born_on)
    terms, day = 0, on
    while day < starts_on:
        terms, day = terms + 1, term_after(day).starts_on
    return UntilSchool(starts_on, months_between(on, starts_on), terms)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

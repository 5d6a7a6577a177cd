"""The way to school, counted from the birth: when a place is paid for, when school begins, when it is a duty.

Pure. The dates are the same for a child born early: the law counts from the birth, not from the due date.
A paid place at two is for some families only, and more hours depend on the parents’ work; so the lines say
from when a child can have one, never that it has.
"""

from dataclasses import dataclass
from datetime import date

from .ages import (
    birthday,
    compulsory_school_from,
    funded_place_from,
    months_between,
    months_in_words,
    school_starts_on,
    term_after,
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """One date on the way: what it is, from when, and how far off that is."""

    label: str
    starts_on: date
    words: str
    is_past: bool


def way_to_school(born_on: date, on: date) -> tuple[Milestone, ...]:
    """The four dates that families plan by, in their order."""
    at_two = term_after(birthday(born_on, 2))
    at_three, duty = funded_place_from(born_on), compulsory_school_from(born_on)
    reception = school_starts_on(born_on)
    return (
        _milestone("Paid place at two, for some families", at_two.starts_on, at_two.name, on),
        _milestone("Paid place at three, for every child", at_three.starts_on, at_three.name, on),
        _milestone("Reception class", reception, f"September {reception.year}", on),
        _milestone("School is a duty", duty.starts_on, duty.name, on),
    )


def _milestone(label, starts_on, name, on):
    if starts_on <= on:
        return Milestone(label, starts_on, f"Since {name}", True)
    months = months_between(on, starts_on)
    left = f"in {months_in_words(months)}" if months else "in less than a month"
    return Milestone(label, starts_on, f"{name[0].upper() + name[1:]}, {left}", False)

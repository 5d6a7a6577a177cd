"""When a family has not answered: what must have been tried before a child leaves the list. Pure rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

LEAST_CONTACTS = 2  # besides the letter (DOMAIN.md §3)


@dataclass(frozen=True, slots=True)
class Try:
    """One contact that was made: on which day, by letter or not, and whether anybody spoke with us."""

    on: date
    is_letter: bool
    is_answered: bool


def problem_with(tries: Iterable[Try]) -> str:
    """Why the record does not show silence yet; empty when it does.

    What counts is what came after the family last spoke with us. Two calls on one day are one contact.
    """
    made = sorted(tries, key=lambda one: one.on)
    last_heard = max((one.on for one in made if one.is_answered), default=date.min)
    since = [one for one in made if one.on > last_heard and not one.is_answered]
    days = len({one.on for one in since if not one.is_letter})
    missing = []
    if days < LEAST_CONTACTS:
        missing.append(f"{days} of {LEAST_CONTACTS} contacts on different days")
    if not any(one.is_letter for one in since):
        missing.append("no letter")
    if not missing:
        return ""
    heard = f" since the family last spoke with us on {last_heard:%-d %B %Y}" if last_heard > date.min else ""
    return f"The record shows {' and '.join(missing)}{heard}. Try these first, and write them down."

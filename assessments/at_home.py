"""What a family did at home with a small step, as the rooms above know it.

Families practise in the diary's room, which lies above. It hands a function down when the application
starts; the page that traces a hope to last week's play asks it and knows nothing of visits.
"""

from dataclasses import dataclass, field
from datetime import date

SOURCES = []


@dataclass(frozen=True)
class Day:
    """One day of practice: the mark, the word for it, and what the family wrote."""

    on: date
    mark: str  # can, nearly, not_yet or unseen, as the marks are drawn
    word: str
    comment: str = ""


@dataclass(frozen=True)
class AtHome:
    """What was agreed to practise for one step, since when, and how the last days went."""

    what: str
    from_on: date
    how: str = ""
    url: str = ""
    days: list[Day] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        """ "Practised on 4 of the last 7 days." """
        tried = sum(day.mark != "unseen" for day in self.days)
        if not tried:
            return "Nothing written down in the last 7 days."
        return f"Practised on {tried} of the last 7 days."


def add_source(function):
    """Hand down ``function(child, user, steps, on)``: an AtHome by the primary key of the step."""
    SOURCES.append(function)
    return function


def last_week(child, user, steps, *, on):
    """What was practised at home for these steps (primary keys) in the seven days up to this one."""
    found = {}
    for source in SOURCES:
        found |= source(child, user, steps, on)
    return found

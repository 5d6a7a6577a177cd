"""The week of an activity, day by day: what the family said of each day, and when somebody came."""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 7
MARKS = {"did": "can", "help": "nearly", "not_yet": "not_yet", "not_tried": "unseen"}


@dataclass(frozen=True)
class Day:
    """One day of the week: its mark, its words, and whether the family may say something about it."""

    on: date
    practice: object
    came: str  # the first name of who visited, or empty
    is_today: bool
    is_open: bool

    @property
    def mark(self):
        return MARKS[self.practice.went] if self.practice else "unseen"


def first_day(began_on, today):
    """The day on which this week of the activity began: each seventh day since it was agreed."""
    return began_on + timedelta(days=max(0, (today - began_on).days) // DAYS * DAYS)


def days_of(activity, practices, visits, *, today):
    """The seven days around today, oldest first."""
    start = first_day(activity.from_on, today)
    said = {practice.on: practice for practice in practices}
    came = {on: name for on, name in visits}
    return [
        Day(on, said.get(on), came.get(on, ""), on == today, activity.from_on <= on <= today)
        for on in (start + timedelta(days=number) for number in range(DAYS))
    ]

"""How long a package lasts and how far it is: pure rules over dates and numbers."""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS_BETWEEN = {"weekly": 7, "fortnightly": 14, "monthly": 28, "group": 7}


def last_day(from_on, unit, amount, frequency):
    """The day on which a package is through, if every visit takes place: the last one of its last week."""
    days = 7 * amount if unit == "weeks" else DAYS_BETWEEN[frequency] * amount
    return from_on + timedelta(days=days - 1)


@dataclass(frozen=True)
class Progress:
    """How far a package is on a day: visits made and offered, weeks gone, what is left."""

    unit: str
    amount: int
    made: int
    offered: int
    until_on: date
    weeks_gone: int
    weeks_left: int
    warn_visits: int = 2
    warn_weeks: int = 2

    @property
    def done(self):
        """How much of the package is used, in its own unit."""
        return self.made if self.unit == "visits" else min(self.weeks_gone, self.amount)

    @property
    def left(self):
        return max(self.amount - self.done, 0)

    @property
    def is_over(self):
        """Nothing of it is left: the visits are made, or the weeks are gone."""
        return self.left == 0 or (self.unit == "weeks" and self.weeks_left < 0)

    @property
    def ends_soon(self):
        """Near enough that somebody should plan the review."""
        if self.is_over:
            return False
        return self.left <= (self.warn_visits if self.unit == "visits" else self.warn_weeks)

    @property
    def tone(self):
        return "late" if self.is_over else "soon" if self.ends_soon else ""

    @property
    def in_words(self):
        """ "14 of 24 visits, 10 weeks left", "18 of 24 weeks, 16 visits made"."""
        count = f"{self.done} of {self.amount} {self.unit}"
        if self.is_over:
            return f"{count}: complete"
        if self.unit == "weeks":
            return f"{count}, {plural(self.made, 'visit')} made"
        if self.weeks_left < 0:
            return f"{count}, {plural(-self.weeks_left, 'week')} over the plan"
        return f"{count}, {plural(self.weeks_left, 'week')} left"


def progress(package, count, on, *, warn_visits=2, warn_weeks=2):
    """How far a package is. ``count`` has the visits ``made`` and ``offered`` since it began."""
    gone = max((on - package.from_on).days // 7, 0)
    left = (package.until_on - on).days
    return Progress(
        package.unit, package.amount, count.made, count.offered, package.until_on, gone,
        -(-left // 7) if left >= 0 else left // 7, warn_visits, warn_weeks,
    )  # fmt: skip


def plural(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

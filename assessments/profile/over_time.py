"""The same profile at every look and now, a small picture each, all from one reading of the history."""

from dataclasses import dataclass
from datetime import date

from ..scoring import State
from .building import picture_of
from .known import Fact, history_of

MOST = 8  # pictures that stand on one page


@dataclass(frozen=True)
class Day:
    """A day that gets a picture: a look at everything, or today."""

    on: date
    title: str
    before: date | None = None


@dataclass(frozen=True)
class Moment:
    """One small picture, with the sentence of what changed since the one before."""

    day: Day
    picture: object

    @property
    def sentence(self):
        return self.picture.headline


def days_of(sittings, today):
    """The days that get a picture, oldest first: every finished look, then today."""
    named = {}
    for sitting in sorted(sittings, key=lambda one: (one.on, one.pk)):
        named[sitting.on] = sitting.get_kind_display()
    named.setdefault(today, "Now")
    days = sorted(named)
    before = [None, *days]
    return [Day(on, named[on], earlier) for on, earlier in zip(days, before, strict=False)]


def moments_of(child, user, frame, days, *, age=""):
    """A small picture for each of these days; asks the database once."""
    if not days:
        return []
    wanted = sorted({day.on for day in days} | {day.before for day in days if day.before})
    facts = _facts_on_each(history_of(child, user, frame, wanted[-1]), wanted)
    return [Moment(day, _picture(child, frame, facts, day, age)) for day in days]


def _picture(child, frame, facts, day, age):
    before = {code: fact.state for code, fact in facts[day.before].items()} if day.before else None
    return picture_of(child, frame, facts[day.on], day.on, before=before, since=day.before, age=age)


def _facts_on_each(history, wanted):
    """How each item stood at the end of each of some days. Both are in order of time."""
    found, known, at = {}, {}, 0
    for day in wanted:
        while at < len(history) and history[at].on <= day:
            seen = history[at]
            known[seen.code] = Fact(State(seen.state), seen.on, seen.order, "", "", "")
            at += 1
        found[day] = dict(known)
    return found

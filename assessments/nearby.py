"""Which lines of an area are near what a child can do now: pure, over values.

Lines come in the order of the framework. Around the edge of what is coloured in we show what was done last,
so that one begins with a success, then what is nearly there, and what comes next: lines that are not there
yet or that nobody has looked at, once all that comes before them is done.
"""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from statistics import median

from .scoring import State

DONE_BEFORE = 2  # lines that are done already, to begin with
MOST_NEARLY = 6
MOST_NEXT = 6
EDGE_OF = 5  # the edge lies where the last few things lie, so that one early gift does not move it
FIRST_LOOK = 8


@dataclass(frozen=True, slots=True)
class Rung:
    """One line as this rule reads it: key, first month of its band, how it stands, what comes before it."""

    key: int
    band: int
    state: State | str = State.NOT_SEEN
    after: tuple[int, ...] = ()


def near(rungs: Sequence[Rung], months: int, done: Set[int], also: Set[int] = frozenset()) -> list[int]:
    """The keys of the lines to show of one area, in its order.

    ``months`` is the age that counts; it is asked only where nobody has looked at the area yet. ``done`` are
    the keys of all lines of the framework that are done or do not fit the child: what comes before a line may
    lie in any area. ``also`` are lines that are shown in any case, as those that were touched today.
    """
    known = [place for place, rung in enumerate(rungs) if rung.state in (State.CAN, State.NEARLY)]
    places = _around_the_edge(rungs, known, done) if known else _first_look(rungs, months)
    kept = {place for place, rung in enumerate(rungs) if rung.key in also}
    return [rungs[place].key for place in sorted(places | kept)]


def _around_the_edge(rungs, known, done):
    edge = median(known[-EDGE_OF:])

    def nearest(places, most):
        return sorted(places, key=lambda place: (abs(place - edge), place))[:most]

    before = nearest((place for place in known if rungs[place].state == State.CAN), DONE_BEFORE)
    nearly = nearest((place for place in known if rungs[place].state == State.NEARLY), MOST_NEARLY)
    ready = (
        place
        for place, rung in enumerate(rungs)
        if rung.state in (State.NOT_YET, State.NOT_SEEN) and done.issuperset(rung.after)
    )
    return {*before, *nearly, *nearest(ready, MOST_NEXT)}


def _first_look(rungs, months):
    """The lines to begin with where nothing is known: those of the age below the child's, then of its own.

    The children we serve are often some way from what their age would say, so one band younger comes first:
    it is kinder to begin with what is likely to be done.
    """
    bands = sorted({rung.band for rung in rungs})
    own = max((place for place, band in enumerate(bands) if band <= months), default=0)
    first = bands[max(0, own - 1)] if bands else 0
    fits = [
        place for place, rung in enumerate(rungs) if rung.band >= first and rung.state != State.NOT_APPLICABLE
    ]
    return set(fits[:FIRST_LOOK])

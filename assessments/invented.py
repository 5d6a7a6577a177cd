"""A child who never was, to see how a framework looks: in the profile, and line by line among the ticks."""

from dataclasses import dataclass
from datetime import timedelta
from types import SimpleNamespace

from .models import Item, Level
from .profile.building import picture_of
from .profile.frames import frame_of
from .profile.known import Fact
from .scoring import State

NAME = "Robin"
DAYS_OF_A_MONTH = 30.4375
LINES = 12
# What Robin does of the band of her age; the younger ones she does, the older ones not yet.
AROUND = (State.CAN, State.CAN, State.NEARLY, State.CAN, State.NEARLY, State.NOT_YET, State.NOT_SEEN)


@dataclass(frozen=True)
class Line:
    """One item with the words of its scale, and which of them is chosen."""

    item: Item
    choices: list


def preview(framework, user, area_code, *, on):
    """The picture of an invented child, and the first lines of an area as one ticks them. Seven questions."""
    frame = frame_of(framework)
    child = _child(frame, on)
    facts = {
        item.code: Fact(state, on - timedelta(days=9), 0, "Nobody: this child is invented", "", "")
        for item, state in _states(frame)
    }
    picture = picture_of(child, frame, facts, on)
    area = next((one for one in frame.areas if one.code == area_code), next(iter(frame.areas), None))
    levels = list(Level.objects.visible_to(user).filter(scale=framework.scale_id).order_by("order", "pk"))
    lines = _lines(framework, user, area, levels, facts) if area else []
    return {
        "child": child, "picture": picture, "areas": frame.areas, "area": area, "lines": lines,
        "levels": levels,
    }  # fmt: skip


def _child(frame, on):
    """Robin, of an age in the middle of the list."""
    ends = [band.start for band in frame.bands]
    months = (ends[len(ends) // 2] + 3) if ends else 24
    born_on = on - timedelta(days=int(months * DAYS_OF_A_MONTH))
    return SimpleNamespace(first_name=NAME, name=NAME, born_on=born_on, due_on=None)


def _states(frame):
    """Each item with a state: younger ones done, older ones not yet, those of her age in between."""
    starts = [band.start for band in frame.bands]
    middle = starts[len(starts) // 2] if starts else 0
    for number, item in enumerate(frame.items):
        if item.band < middle:
            yield item, State.CAN
        elif item.band == middle:
            yield item, AROUND[number % len(AROUND)]
        else:
            yield item, State.NOT_SEEN if number % 3 else State.NOT_YET


def _lines(framework, user, area, levels, facts):
    """The first lines around her age in an area."""
    rows = Item.objects.visible_to(user).filter(area__framework=framework, area__code=area.code)
    rows = list(rows.select_related("strand").order_by("band", "order", "pk"))
    start = next((n for n, item in enumerate(rows) if facts[item.code].state is not State.CAN), 0)
    start = max(0, min(start - 2, len(rows) - LINES))
    shown = []
    for item in rows[start : start + LINES]:
        state = facts[item.code].state
        chosen = next((level.pk for level in levels if level.counts_as == state), None)
        marks = [(level, mark_of(level), level.pk == chosen) for level in levels]
        shown.append(Line(item, marks))
    return shown


def mark_of(level):
    """The mark of a word: what it counts as, in the names of the marks."""
    return "unseen" if level.counts_as == State.NOT_SEEN else level.counts_as

"""The lines behind a number: whatever stands on a profile can be opened to the items that make it. Pure."""

from dataclasses import dataclass

from ..scoring import State

ALL = "all"
ONLY = {
    "can": ("Can do", lambda line: line.state is State.CAN),
    "nearly": ("Nearly", lambda line: line.state is State.NEARLY),
    "not_yet": ("Not yet", lambda line: line.state is State.NOT_YET),
    "not_seen": ("Not looked at", lambda line: line.state is State.NOT_SEEN),
    "looked_at": ("Looked at", lambda line: line.state not in (State.NOT_SEEN, State.NOT_APPLICABLE)),
    "new": ("New", lambda line: line.is_new),
    "again": ("Needs a new look", lambda line: line.needs_new_look),
    "not_applicable": ("Does not fit", lambda line: line.state is State.NOT_APPLICABLE),
}
AT_ONCE = 8  # items that are shown at once; the others are folded


@dataclass(frozen=True)
class Tally:
    """How many lines of a selection are of one kind."""

    key: str
    words: str
    number: int


@dataclass(frozen=True)
class Selection:
    """Some lines of a profile, with the words for what they are."""

    key: str
    only: str
    title: str
    lines: tuple
    tallies: tuple[Tally, ...]
    square: object | None
    after: object | None

    @property
    def only_words(self):
        return ONLY[self.only][0] if self.only else ""


def select(picture, key, only=""):
    """The lines of a square, of an area or of all; where the name says nothing, of the liveliest square."""
    only = only if only in ONLY else ""
    square = after = None
    if key == ALL:
        title, lines = "Everything", picture.lines
    elif row := picture.row(key):
        title, lines = row.name, row.lines
    else:
        square = picture.square(key)
        if square is None:
            return None
        title, lines = f"{square.area_name}, {square.years}", square.lines
        key, after = square.key, picture.after(square)
    tallies = [Tally(name, words, sum(map(holds, lines))) for name, (words, holds) in ONLY.items()]
    chosen = [line for line in lines if not only or ONLY[only][1](line)]
    shown = tuple(tally for tally in tallies if tally.number and tally.key != "looked_at")
    return Selection(key, only, title, tuple(chosen), shown, square, after)

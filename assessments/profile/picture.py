"""The profile of one child as plain data: rows, squares and lines, for a page and for paper. Pure."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..scoring import RANGE_RULE, AgeRange, Cell, State
from .ageing import ReadWith
from .bands import MANY, FrameBand
from .selection import Selection, select


@dataclass(frozen=True, slots=True)
class Line:
    """One item as it stands for a child: now, before, and how we know."""

    pk: int
    code: str
    area: str
    band: int
    text: str
    state: State
    before: State | None
    seen_on: date | None
    how: str
    word: str = ""
    where: str = ""

    @property
    def is_new(self):
        return self.before is not None and self.state is State.CAN and self.before is not State.CAN

    @property
    def needs_new_look(self):
        """Could be done before and is not said to be done now."""
        return self.before is State.CAN and self.state is not State.CAN


@dataclass(frozen=True)
class Square:
    """One cell of the table: an area in an age band."""

    area: str
    area_name: str
    of: FrameBand
    count: Cell
    before: Cell | None
    is_age: bool
    lines: tuple[Line, ...]

    @property
    def band(self):
        return self.of.start

    @property
    def years(self):
        """What its column is called."""
        return self.of.label

    @property
    def short(self):
        return self.of.short

    @property
    def unit(self):
        return self.of.unit

    @property
    def key(self):
        """Its name in an address, and in the page."""
        return f"{self.area}-{self.band}"

    @cached_property
    def gained(self):
        return sum(line.is_new for line in self.lines)

    @property
    def in_words(self):
        count = self.count
        words = [f"{count.can} of {count.total} can do"]
        parts = [(count.nearly, "nearly"), (count.not_yet, "not yet"), (count.not_seen, "not seen")]
        return ", ".join(words + [f"{number} {word}" for number, word in parts if number])


@dataclass(frozen=True)
class Row:
    """One area of the table, with a sentence of what is newest and what is next."""

    code: str
    name: str
    squares: tuple[Square, ...]
    ages: AgeRange | None
    reads_on: bool = True

    @cached_property
    def lines(self):
        return [line for square in self.squares for line in square.lines]

    @cached_property
    def total(self):
        """The whole row as one cell."""
        counts = [square.count for square in self.squares]
        return Cell(*(sum(getattr(count, name) for count in counts) for name in Cell.__slots__))

    @property
    def gained(self):
        return sum(square.gained for square in self.squares)

    @cached_property
    def words(self):
        """The newest thing and the next one, strengths first; empty before anything was seen."""
        can = [line for line in self.lines if line.state == State.CAN and line.seen_on]
        newest = max(can, key=lambda line: (line.seen_on, line.band), default=None)
        coming = next((line for line in self.lines if line.state == State.NEARLY), None)
        start = "Can {}" if self.reads_on else "New: {}"
        sentences = [
            _sentence(start, newest.text) if newest else "",
            _sentence("Nearly: {}", coming.text) if coming else "",
        ]
        return " ".join(sentence for sentence in sentences if sentence)


@dataclass(frozen=True)
class ProfilePicture:
    """The whole profile of one child on one day, perhaps beside an earlier one."""

    name: str
    framework: str
    framework_ref: str
    reads_on: bool
    on: date
    since: date | None
    since_words: str
    headline: str
    rows: tuple[Row, ...]
    age: ReadWith
    is_past: bool = False
    range_rule: str = RANGE_RULE

    @property
    def then(self):
        """The earlier day as it stands in a sentence: "in June", "on 3 November"."""
        return f"{'on' if self.since_words[:1].isdigit() else 'in'} {self.since_words}"

    @property
    def heads(self):
        """The squares of the first row: what the columns are."""
        return self.rows[0].squares if self.rows else ()

    @property
    def is_wide(self):
        """More columns than fit at their usual width."""
        return len(self.heads) > MANY

    @cached_property
    def squares(self):
        return [square for row in self.rows for square in row.squares]

    @cached_property
    def lines(self):
        return [line for row in self.rows for line in row.lines]

    @cached_property
    def total(self):
        """The whole picture as one cell."""
        totals = [row.total for row in self.rows]
        return Cell(*(sum(getattr(total, name) for total in totals) for name in Cell.__slots__))

    @property
    def can(self):
        return self.total.can

    @cached_property
    def gained(self):
        return sum(line.is_new for line in self.lines)

    @cached_property
    def lost(self):
        return sum(line.needs_new_look for line in self.lines)

    def row(self, code):
        return next((row for row in self.rows if row.code == code), None)

    def square(self, key):
        """The square of that name; where the name says nothing, the one where most is going on."""
        squares = [square for square in self.squares if square.lines]
        liveliest = max(squares, key=lambda square: (square.count.nearly, square.gained), default=None)
        return next((square for square in squares if square.key == key), liveliest)

    def after(self, square):
        """The square that follows in reading order, or None."""
        squares = [one for one in self.squares if one.lines]
        place = squares.index(square) + 1
        return squares[place] if place < len(squares) else None

    def select(self, key, only="") -> Selection:
        """The lines behind one number: of a square, a row or all, perhaps those of one kind."""
        return select(self, key, only)


def _sentence(pattern, text):
    """A sentence around an item's words, which may end in a full stop of their own."""
    words = pattern.format(text.strip())
    return words if words[-1:] in ".!?…" else f"{words}."

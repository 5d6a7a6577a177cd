"""The developmental profile of a child as plain data: for a page, a family's page and a printed report.

``profile_of`` asks the database four times, however long the checklist; the rules are in scoring.py, the
table that shows it in templates/_components/profile_table.html.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from families.ages import BANDS, ages

from . import scoring
from .models import Assessment, Framework, Item, Observation
from .scoring import RANGE_RULE, AgeRange, Cell, Scored, ScoredItem, Seen, State

WIDEST = 98.5  # percent: a coloured-in box keeps a little paper at its end
FEW = 8  # items that are shown at once; the others are folded
HOW = {
    Observation.Source.WORKER: "{name} saw it",
    Observation.Source.PARENT: "The family told us",
    Observation.Source.SETTING: "Seen at nursery or setting",
    Observation.Source.THERAPIST: "A therapist saw it",
}


@dataclass(frozen=True)
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

    @property
    def is_new(self):
        return self.before is not None and self.state == State.CAN != self.before


@dataclass(frozen=True)
class Square:
    """One cell of the table: an area in an age band."""

    area: str
    area_name: str
    band: int
    years: str
    count: Cell
    before: Cell | None
    is_age: bool
    lines: tuple[Line, ...]

    @property
    def key(self):
        """Its name in an address, and in the page."""
        return f"{self.area}-{self.band}"

    @property
    def short(self):
        return self.years.removesuffix(" years")

    @property
    def first_lines(self):
        return self.lines[:FEW]

    @property
    def other_lines(self):
        return self.lines[FEW:]

    @property
    def gained(self):
        return max(0, self.count.can - self.before.can) if self.before else 0

    @property
    def can_width(self):
        return self._percent(self.count.can)

    @property
    def nearly_width(self):
        return self._percent(self.count.nearly)

    @property
    def before_at(self):
        """Where the line of the earlier day stands; nothing where nothing was there."""
        return self._percent(self.before.can) if self.before and self.before.can else ""

    @property
    def in_words(self):
        count = self.count
        words = [f"{count.can} of {count.total} can do"]
        parts = [(count.nearly, "nearly"), (count.not_yet, "not yet"), (count.not_seen, "not seen")]
        return ", ".join(words + [f"{number} {word}" for number, word in parts if number])

    def _percent(self, number):
        return f"{WIDEST * number / self.count.total:.1f}%" if self.count.total else "0%"


@dataclass(frozen=True)
class Row:
    """One area of the table, with a sentence of what is newest and what is next."""

    code: str
    name: str
    squares: tuple[Square, ...]
    ages: AgeRange | None

    @cached_property
    def words(self):
        """The newest thing and the next one, strengths first; empty before anything was seen."""
        lines = [line for square in self.squares for line in square.lines]
        can = [line for line in lines if line.state == State.CAN]
        newest = max(can, key=lambda line: (line.seen_on, line.band), default=None)
        coming = next((line for line in lines if line.state == State.NEARLY), None)
        sentences = [f"Can {newest.text}." if newest else "", f"Nearly: {coming.text}." if coming else ""]
        return " ".join(sentence for sentence in sentences if sentence)


@dataclass(frozen=True)
class ProfilePicture:
    """The whole profile of one child on one day, perhaps beside an earlier one."""

    name: str
    framework: str
    on: date
    since: date | None
    since_words: str
    headline: str
    rows: tuple[Row, ...]
    can: int
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
    def squares(self):
        return [square for row in self.rows for square in row.squares]

    def square(self, key):
        """The square of that name; where the name says nothing, the one where most is going on."""
        squares = self.squares
        liveliest = max(squares, key=lambda square: (square.count.nearly, square.gained), default=None)
        return next((square for square in squares if square.key == key), liveliest)

    def after(self, square):
        """The square that follows in reading order, or None."""
        squares = self.squares
        place = squares.index(square) + 1
        return squares[place] if place < len(squares) else None


def profile_of(child, user, on, since=None):
    """What a child can do on a day, as this person may see it, beside ``since`` if that is given.

    Returns None while no framework is loaded.
    """
    framework = Framework.objects.visible_to(user).in_use().first()
    if framework is None:
        return None
    items = items_of(framework, user)
    now, known = states_of(child, user, framework, on)
    before, _ = states_of(child, user, framework, since) if since else (None, None)
    lines = [_line(item, now, before, known) for item in items]
    return ProfilePicture(
        name=child.first_name,
        framework=str(framework),
        on=on,
        since=since,
        since_words=scoring.since_in_words(since, on) if since else "",
        headline=_headline(child, items, now, before, since, on),
        rows=_rows(child, items, lines, now, before, on),
        can=sum(line.state == State.CAN for line in lines),
    )


def items_of(framework, user):
    """The lines of a framework in their order, each with its area."""
    items = Item.objects.visible_to(user).filter(area__framework=framework).select_related("area")
    return list(items.order_by("area__order", "band", "order", "pk"))


def states_of(child, user, framework, on):
    """What is known of each item on a day, by its code: the state, and the observation it comes from."""
    observed = Observation.objects.visible_to(user).filter(
        child=child, item__area__framework__code=framework.code
    )
    latest = observed.as_of(on).latest().select_related("item", "by")
    rows = sorted(latest, key=lambda row: (row.on, row.pk))  # versions of a framework share their codes
    known = {row.item.code: row for row in rows}
    return scoring.states_on((Seen(row.item.code, row.state, row.on, row.pk) for row in rows), on), known


def last_review(child, user, on):
    """The newest sitting before a day, which a profile is set beside by itself; or None."""
    return Assessment.objects.visible_to(user).filter(child=child, on__lt=on).first()


def _line(item, now, before, known):
    seen = known.get(item.code)
    return Line(
        pk=item.pk,
        code=item.code,
        area=item.area.code,
        band=item.band,
        text=item.text,
        state=now.get(item.code, State.NOT_SEEN),
        before=None if before is None else before.get(item.code, State.NOT_SEEN),
        seen_on=seen.on if seen else None,
        how=_how(seen) if seen else "Not tried yet",
    )


def _how(seen):
    """Who saw it or told us: a parent who wrote it herself by her name."""
    words = "{name} told us" if seen.by.is_family else HOW[seen.source]
    return words.format(name=seen.by.first_name)


def _scored(items) -> list[Scored]:
    return [ScoredItem(item.code, item.area.code, item.band) for item in items]


def _headline(child, items, now, before, since, on):
    names = {item.area.code: item.area.name for item in items}
    if before is not None:
        return scoring.headline(
            child.first_name, scoring.change(_scored(items), before, now), names, since, on
        )
    number = sum(now.get(item.code) == State.CAN for item in items)
    if not number:
        return f"Nothing is coloured in yet: the first look at what {child.first_name} can do comes next."
    return f"{child.first_name} can do {number} {'thing' if number == 1 else 'things'} of this list."


def _rows(child, items, lines, now, before, on):
    picture = scoring.profile(_scored(items), now)
    earlier = scoring.profile(_scored(items), before) if before is not None else None
    names = {item.area.code: item.area.name for item in items}
    months = ages(child.born_on, on, child.due_on).counted_months
    by_cell = {}
    for line in lines:
        by_cell.setdefault((line.area, line.band), []).append(line)
    return tuple(
        Row(
            code=row.area,
            name=names[row.area],
            ages=scoring.developmental_range(row),
            squares=tuple(
                Square(
                    area=row.area,
                    area_name=names[row.area],
                    band=band,
                    years=_years(band),
                    count=row.cells[band],
                    before=earlier.area(row.area).cells[band] if earlier else None,
                    is_age=_holds(band, picture.bands, months),
                    lines=tuple(by_cell.get((row.area, band), ())),
                )
                for band in picture.bands
            ),
        )
        for row in picture.areas
    )


def _years(start):
    return next((band.years for band in BANDS if band.start == start), f"from {start} months")


def _holds(band, bands, months):
    """Whether a child of that age is in this band: the last that starts at or below it."""
    return band == max((start for start in bands if start <= months), default=None)

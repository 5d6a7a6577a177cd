"""From single observations to a coloured-in profile, and from two profiles to what changed.

Pure: values in, values out. Everything here is our own summary of what people saw. It is not a
standardised test, and no figure of it may be set beside one as if it were.

Goal attainment scaling is the published formula of Kiresuk and Sherman (1968): one weight for each
goal, and a correlation of 0.3 assumed between goals.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import ceil, floor, sqrt
from typing import Protocol

from families.ages import months_in_words


class State(StrEnum):
    """What was seen of one item. Append-only history; the present state is always derived."""

    CAN = "can"
    NEARLY = "nearly"
    NOT_YET = "not_yet"
    NOT_SEEN = "not_seen"
    NOT_APPLICABLE = "not_applicable"  # does not fit this child, so it is in no total

    @property
    def label(self) -> str:
        return _STATE_LABELS[self]


_STATE_LABELS = {
    State.CAN: "Can do",
    State.NEARLY: "Nearly",
    State.NOT_YET: "Not yet",
    State.NOT_SEEN: "Not seen",
    State.NOT_APPLICABLE: "Does not fit",
}


class Scored(Protocol):
    """What scoring needs to know of a checklist line; the file's and the database's items both have it."""

    @property
    def code(self) -> str: ...
    @property
    def area(self) -> str: ...
    @property
    def band(self) -> int: ...


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """The plainest thing that can be scored: a code, the code of its area, the month its band starts."""

    code: str
    area: str
    band: int


@dataclass(frozen=True, slots=True)
class Seen:
    """One observation as scoring reads it. `order` tells two of one day apart: the later one is true."""

    code: str
    state: State | str
    on: date
    order: int = 0


def states_on(observations: Iterable[Seen], on: date) -> dict[str, State]:
    """What was known of each item at the end of that day: the last observation of each counts."""
    latest: dict[str, Seen] = {}
    for seen in observations:
        known = latest.get(seen.code)
        if seen.on <= on and (known is None or (known.on, known.order) <= (seen.on, seen.order)):
            latest[seen.code] = seen
    return {code: State(seen.state) for code, seen in latest.items()}


# Profile -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Cell:
    """One square of the profile: how many items of a band are in which state."""

    can: int = 0
    nearly: int = 0
    not_yet: int = 0
    not_seen: int = 0

    @property
    def total(self) -> int:
        return self.can + self.nearly + self.not_yet + self.not_seen

    @property
    def looked_at(self) -> int:
        return self.total - self.not_seen

    @property
    def share(self) -> float:
        """The coloured part of the square, 0 to 1."""
        return self.can / self.total if self.total else 0.0

    @property
    def in_words(self) -> str:
        """ "13 of 15, 2 nearly"."""
        nearly = f", {self.nearly} nearly" if self.nearly else ""
        return f"{self.can} of {self.total}{nearly}"

    def add(self, state: State) -> None:
        if state is not State.NOT_APPLICABLE:
            setattr(self, state.value, getattr(self, state.value) + 1)


@dataclass(slots=True)
class AreaProfile:
    """One row of the profile: an area, with a cell for each band, youngest first."""

    area: str
    cells: dict[int, Cell] = field(default_factory=dict)

    @property
    def total(self) -> Cell:
        cells = self.cells.values()
        return Cell(
            sum(c.can for c in cells),
            sum(c.nearly for c in cells),
            sum(c.not_yet for c in cells),
            sum(c.not_seen for c in cells),
        )


@dataclass(frozen=True, slots=True)
class Profile:
    """The whole picture on one day; areas in the order of the framework."""

    areas: tuple[AreaProfile, ...]
    bands: tuple[int, ...]

    def area(self, code: str) -> AreaProfile:
        return next(row for row in self.areas if row.area == code)

    @property
    def can(self) -> int:
        return sum(row.total.can for row in self.areas)


def profile(items: Iterable[Scored], states: Mapping[str, State | str]) -> Profile:
    """Count each item once, in its area and band. Items without a state have not been seen.

    States of other frameworks may be in the mapping; they are left aside.
    """
    rows: dict[str, AreaProfile] = {}
    bands: set[int] = set()
    for item in items:
        bands.add(item.band)
        cells = rows.setdefault(item.area, AreaProfile(item.area)).cells
        cells.setdefault(item.band, Cell()).add(State(states.get(item.code, State.NOT_SEEN)))
    ordered = tuple(sorted(bands))
    for row in rows.values():
        row.cells = {band: row.cells.get(band, Cell()) for band in ordered}
    return Profile(tuple(rows.values()), ordered)


# Developmental age ---------------------------------------------------------------------------------

#: Shown wherever a range is shown.
RANGE_RULE = (
    "Each band’s months are shared out evenly over the things in it. The lower end adds up what the child "
    "can do; the upper end adds what is nearly there. Things nobody has looked at count as done only below "
    "or in a band where at least half were looked at and the child can do at least 4 in 5 of those. "
    "A band reaches to the next one that has things in the same area. "
    "No range is given when no band has been half looked at. This is our own summary, not a test score."
)
SETTLED_SHARE = 0.8
LOOKED_AT_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class AgeRange:
    """The ages that what a child does in one area is typical of, in whole months."""

    low: int
    high: int

    @property
    def in_words(self) -> str:
        if self.low == self.high:
            return f"about {months_in_words(self.low)}"
        return f"{months_in_words(self.low)} to {months_in_words(self.high)}"


def developmental_range(
    row: AreaProfile, *, band_months: int = 12, spans: Mapping[int, int] | None = None
) -> AgeRange | None:
    """The range for one area by RANGE_RULE; None when too little was looked at, or a band fits nothing.

    ``spans`` says for how many months each band stands, by the month at which it starts, where they are not
    all ``band_months`` long. A list that begins later than at birth says nothing of who does none of it.
    """
    cells = list(row.cells.values())
    months = [band_months if spans is None else spans[band] for band in row.cells]
    base = 0 if spans is None else min(row.cells, default=0)
    looked = [cell for cell in cells if cell.total and cell.looked_at / cell.total >= LOOKED_AT_SHARE]
    if not looked or not all(cell.total for cell in cells) or (base and not any(cell.can for cell in cells)):
        return None
    settled = [
        index
        for index, cell in enumerate(cells)
        if cell in looked and cell.can / cell.looked_at >= SETTLED_SHARE
    ]
    low = high = float(base)
    for index, cell in enumerate(cells):
        credited = cell.not_seen if settled and index <= settled[-1] else 0
        low += months[index] * (cell.can + credited) / cell.total
        high += months[index] * (cell.can + credited + cell.nearly) / cell.total
    # rounded first: a third of twelve months is four, not 3.9999
    return AgeRange(floor(round(low, 6)), ceil(round(high, 6)))


#: Shown wherever a share of age is shown.
DELAY_RULE = (
    "The age that counts, less the age of the range, divided by the age that counts: once for the upper and "
    "once for the lower end of the range, and never below nothing. It is arithmetic on what was seen with "
    "this list. It is no test score and no diagnosis, and it says nothing about what comes next."
)


@dataclass(frozen=True, slots=True)
class DelayRange:
    """By what share of age a range lies below an age: for its upper end, and for its lower."""

    least: float
    most: float

    @property
    def in_words(self) -> str:
        """ "none", "17%", "up to 8%", "8% to 17%"."""
        least, most = (floor(100 * share + 0.5) for share in (self.least, self.most))
        if not most:
            return "none"
        if least == most:
            return f"{most}%"
        return f"{least}% to {most}%" if least else f"up to {most}%"


def delay_range(age_months: int, found: AgeRange | None) -> DelayRange | None:
    """The share of age for both ends of a range; None where there is no range or no month of age yet."""
    if found is None or age_months <= 0:
        return None
    least, most = delay_share(age_months, found.high), delay_share(age_months, found.low)
    return DelayRange(least or 0.0, most or 0.0)


def delay_share(age_months: int, developmental_months: float) -> float | None:
    """(age − developmental age) / age, never below 0; None for a child without a month of age yet.

    Give the corrected age while it counts (`families.ages.Ages.counted_months`).
    """
    if age_months <= 0:
        return None
    return max(0.0, (age_months - developmental_months) / age_months)


def delay_in_words(share: float | None) -> str:
    """ "about a third of age"; words that say no more than such a figure can."""
    if share is None:
        return "not known"
    for below, words in _DELAY_WORDS:
        if share < below:
            return words
    return "three quarters of age or more"


_DELAY_WORDS = (
    (0.15, "little or none"),
    (0.29, "about a quarter of age"),
    (0.42, "about a third of age"),
    (0.58, "about half of age"),
    (0.71, "about two thirds of age"),
)


# Change --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """What a child can do now and could not before, and the other way round; item codes by area."""

    gained: dict[str, tuple[str, ...]]
    lost: dict[str, tuple[str, ...]]

    def net(self, area: str) -> int:
        return len(self.gained.get(area, ())) - len(self.lost.get(area, ()))

    @property
    def total(self) -> int:
        return sum(self.net(area) for area in {*self.gained, *self.lost})

    @property
    def grew_most(self) -> str | None:
        """The area with most gained; None when nothing grew or two share the place."""
        ranked = sorted(self.gained, key=self.net, reverse=True)
        if not ranked or self.net(ranked[0]) <= 0:
            return None
        shared = len(ranked) > 1 and self.net(ranked[1]) == self.net(ranked[0])
        return None if shared else ranked[0]


def change(
    items: Iterable[Scored], before: Mapping[str, State | str], now: Mapping[str, State | str]
) -> Change:
    """Compare two days. Only "can do" counts: nearly is a promise, not yet a gain."""
    gained: dict[str, list[str]] = {}
    lost: dict[str, list[str]] = {}
    for item in items:
        could, can = (states.get(item.code) == State.CAN for states in (before, now))
        if can and not could:
            gained.setdefault(item.area, []).append(item.code)
        elif could and not can:
            lost.setdefault(item.area, []).append(item.code)
    return Change(*({area: tuple(codes) for area, codes in side.items()} for side in (gained, lost)))


def since_in_words(since: date, on: date) -> str:
    """ "May", or "May 2025" when the month alone would mislead."""
    months = (on.year - since.year) * 12 + on.month - since.month
    if months == 0:
        return f"{since.day} {since:%B}"
    return f"{since:%B}" if 0 < months < 12 else f"{since:%B %Y}"


def area_sentence(number: int, area_name: str, since: date, on: date) -> str:
    """ "4 more things in Thinking and playing than in May"."""
    then = _then(since, on)
    if number == 0:
        return f"as many things in {area_name} as {then}"
    return f"{_things(abs(number), 'more' if number > 0 else 'fewer')} in {area_name} than {then}"


def headline(name: str, changed: Change, area_names: Mapping[str, str], since: date, on: date) -> str:
    """The one sentence above the profile: "Since May Aisha can do 9 more things. Moving grew most."."""
    gained = sum(len(codes) for codes in changed.gained.values())
    lost = sum(len(codes) for codes in changed.lost.values())
    look = f"{_things(lost)} {'needs' if lost == 1 else 'need'} a new look."
    if not gained and not lost:
        return f"{name} can do as many things as {_then(since, on)}."
    if not gained:
        return f"Nothing new to tick since {since_in_words(since, on)}. {look}"
    sentences = [
        f"Since {since_in_words(since, on)} {name} can do {_things(gained, 'new' if lost else 'more')}."
    ]
    if lost:
        sentences.append(look)
    if most := changed.grew_most:
        sentences.append(f"{area_names[most]} grew most.")
    return " ".join(sentences)


def _then(since: date, on: date) -> str:
    when = since_in_words(since, on)
    return f"on {when}" if when[0].isdigit() else f"in {when}"


def _things(number: int, which: str = "") -> str:
    return " ".join(part for part in (str(number), which, "thing" if number == 1 else "things") if part)


# Goals ---------------------------------------------------------------------------------------------


def gas_t(levels: Iterable[int], weights: Iterable[float] | None = None) -> float | None:
    """Goal attainment T-score, to one decimal: 50 means every goal came out as expected.

    `levels` run from −2 (as at the start) over 0 (as expected) to +2. None without goals.
    """
    scores = list(levels)
    weighs = [1.0] * len(scores) if weights is None else list(weights)
    if not scores or not any(weighs):
        return None
    total = sum(weigh * score for weigh, score in zip(weighs, scores, strict=True))
    spread = sqrt(0.7 * sum(weigh**2 for weigh in weighs) + 0.3 * sum(weighs) ** 2)
    return round(50 + 10 * total / spread, 1)

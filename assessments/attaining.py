"""How goal attainment is reckoned, with every number on the way, and how a family’s ratings are drawn.

Pure. The T-score itself is `scoring.gas_t`; here is what stands beside it on the page, so that anybody can
follow it with a pencil.
"""

from dataclasses import dataclass
from datetime import date
from math import sqrt

from . import scoring

LEVELS = {-2: "much_less", -1: "less", 0: "expected", 1: "more", 2: "much_more"}  # as a scale names them
MEANINGS = {
    -2: "as at the start",
    -1: "less than hoped",
    0: "as hoped",
    1: "more than hoped",
    2: "much more than hoped",
}
MEANS = "50 means that all came out as hoped. It says how these goals went, and nothing else about a child."
RULE = (
    "Each goal is rated from −2 (as at the start) over 0 (as hoped) to +2 (much more than hoped) and counts "
    "as much as was agreed. T = 50 + 10 × the sum of weight × rating, divided by the square root of "
    f"0.7 × the sum of the squared weights + 0.3 × the square of the summed weights. {MEANS}"
)


@dataclass(frozen=True)
class Rated:
    """One goal with its weight and where it stands."""

    text: str
    level: int
    weight: int = 1
    on: date | None = None

    @property
    def product(self) -> int:
        return self.level * self.weight

    @property
    def level_in_words(self) -> str:
        return signed(self.level)

    @property
    def product_in_words(self) -> str:
        return signed(self.product)


@dataclass(frozen=True)
class Reckoning:
    """A T-score with all that it is made of."""

    lines: tuple[Rated, ...]
    t: float
    total: int  # the sum of weight × rating
    squares: int  # the sum of the squared weights
    weights: int  # the sum of the weights

    @property
    def spread(self) -> float:
        return sqrt(0.7 * self.squares + 0.3 * self.weights**2)

    @property
    def total_in_words(self) -> str:
        return signed(self.total)

    @property
    def in_words(self) -> str:
        """ "50 + 10 × 1 ÷ √(0.7 × 4 + 0.3 × 4²) = 50 + 10 ÷ 2.76 = 53.6" """
        sign = "−" if self.total < 0 else "+"
        total = abs(self.total)
        return (
            f"50 {sign} 10 × {total} ÷ √(0.7 × {self.squares} + 0.3 × {self.weights}²) = "
            f"50 {sign} {10 * total} ÷ {self.spread:.2f} = {self.t:.1f}"
        )

    @property
    def meaning(self) -> str:
        if self.t == 50:
            return "All in all as hoped."
        return "All in all more than hoped." if self.t > 50 else "All in all not yet as hoped."


def reckon(rated) -> Reckoning | None:
    """The T-score of the goals that were rated; None when there is none."""
    lines = tuple(rated)
    weights = [line.weight for line in lines]
    t = scoring.gas_t([line.level for line in lines], weights)
    if t is None:
        return None
    return Reckoning(lines, t, sum(line.product for line in lines), sum(w * w for w in weights), sum(weights))


def signed(number: int) -> str:
    """ "+2", "0", "−1" with a real minus."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


# A family’s ratings, drawn --------------------------------------------------------------------------

WIDTH, HEIGHT, LEFT, TOP = 360, 150, 26, 12
LOWEST, HIGHEST = 1, 10


@dataclass(frozen=True)
class Point:
    """One rating on the chart."""

    x: int
    y: int
    value: int
    on: date


@dataclass(frozen=True)
class Chart:
    """Ratings over time as points and one line; the table beside it says the same."""

    points: tuple[Point, ...]
    lines: tuple[tuple[int, int], ...]  # (height, value) of the lines across
    sentence: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def polyline(self) -> str:
        return " ".join(f"{point.x},{point.y}" for point in self.points)


def draw(ratings) -> Chart | None:
    """(day, value) pairs, oldest first, as a chart; None without any."""
    ratings = sorted(ratings, key=lambda pair: pair[0])
    if not ratings:
        return None
    first, last = ratings[0][0], ratings[-1][0]
    days = max((last - first).days, 1)
    inner = WIDTH - LEFT - 14
    points = tuple(
        Point(LEFT + round(inner * (on - first).days / days), height_of(value), value, on)
        for on, value in ratings
    )
    return Chart(points, tuple((height_of(value), value) for value in (1, 5, 10)), in_words(ratings))


def height_of(value: int) -> int:
    return TOP + round((HEIGHT - 2 * TOP) * (HIGHEST - value) / (HIGHEST - LOWEST))


def in_words(ratings) -> str:
    """ "From 3 in June to 7 on 20 November." """
    (first_on, first), (last_on, last) = ratings[0], ratings[-1]
    if len(ratings) == 1:
        return f"{last} of 10 on {_day(last_on)}."
    if first == last:
        return f"{last} of 10, as on {_day(first_on)}."
    return f"From {first} on {_day(first_on)} to {last} on {_day(last_on)}."


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"

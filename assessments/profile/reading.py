"""What ages a profile is typical of, by what share of age it lies below, and the rules. Pure."""

from dataclasses import dataclass

from ..scoring import DELAY_RULE, RANGE_RULE, AgeRange, Cell, DelayRange, delay_range


@dataclass(frozen=True)
class AreaReading:
    """One area: how much was looked at, what ages it is typical of, the share of age."""

    code: str
    name: str
    total: Cell
    ages: AgeRange | None
    delay: DelayRange | None

    @property
    def looked_at_percent(self):
        return round(100 * self.total.looked_at / self.total.total) if self.total.total else 0


@dataclass(frozen=True)
class Reading:
    """All areas of a profile, with the age that counted, one sentence, and the rules."""

    areas: tuple[AreaReading, ...]
    sentence: str
    range_rule: str = RANGE_RULE
    delay_rule: str = DELAY_RULE


def reading_of(picture):
    """Read the ages off a picture."""
    areas = tuple(
        AreaReading(row.code, row.name, row.total, row.ages, delay_range(picture.age.months, row.ages))
        for row in picture.rows
    )
    return Reading(areas, _sentence(picture.name, areas))


def _sentence(name, areas):
    """What is furthest on, said first; nothing is ranked below it."""
    told = [area for area in areas if area.ages]
    if not told:
        return f"Too little was looked at so far to say what ages {name}’s profile is typical of."
    best = max(told, key=lambda area: (area.ages.low, area.ages.high))
    missing = len(areas) - len(told)
    words = f"{name} is furthest on in {best.name}: typical of {best.ages.in_words}."
    if missing:
        words += f" In {missing} {'area' if missing == 1 else 'areas'} too little was looked at."
    return words

"""Age bands as people write them: “0 to 11, 12 to 23” and “0 to 12, 12 to 24” mean the same.

The first counts whole months with both ends included, the second by birthdays. A file is read by what its own
bands do, and what was understood is said.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from .shape import LAST_MONTH, FileBand, Problem

EXPECTED = f"a whole number of months from 0 to {LAST_MONTH}, such as 12"
_MONTHS = re.compile(r"(\d{1,4})(?:\.0+)?(?: *(?:m|mths?|months?))?", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Understood:
    """The bands of a file with both ends included, and a sentence on how they were read."""

    bands: tuple[FileBand, ...]
    sentence: str


def read_month(text: str) -> int | None:
    """The months that a cell says; None if it says none that we know."""
    match = _MONTHS.fullmatch(text.strip())
    month = int(match[1]) if match else None
    return month if month is not None and month <= LAST_MONTH else None


def months_of(row: int, start: str, end: str) -> tuple[tuple[int, int] | None, list[Problem]]:
    """The two ends of the band of one row, as written; or what is wrong with them."""
    problems, found = [], []
    for column, text in (("band_from_months", start), ("band_to_months", end)):
        month = read_month(text)
        if month is None:
            said = "this is no number of months" if text.strip() else "the band is missing"
            problems.append(Problem(row, column, text, said, EXPECTED))
        found.append(month)
    if problems:
        return None, problems
    if found[1] < found[0]:
        said = f"the band ends before it starts ({found[0]} months)"
        return None, [Problem(row, "band_to_months", end, said, "the later month here")]
    return (found[0], found[1]), []


def understand(written: Iterable[tuple[int, int]]) -> Understood:
    """The bands that the rows of a file name, each once, by their first month."""
    ends: dict[int, Counter[int]] = {}
    for start, end in written:
        ends.setdefault(start, Counter())[end] += 1
    usual = {start: _most(counts) for start, counts in sorted(ends.items())}
    if not usual:
        return Understood((), "")
    starts, last = set(usual), max(usual)
    touching = sum(end in starts and end > start for start, end in usual.items())
    following = sum(end + 1 in starts for end in usual.values())
    is_alone = len(usual) == 1 and last % 12 == 0 and usual[last] % 12 == 0 and usual[last] > last
    if not (is_alone or touching > following):
        bands = tuple(FileBand(start, end) for start, end in usual.items())
        return Understood(bands, _said("both ends of a band belong to it", bands, usual))
    bands = tuple(
        FileBand(start, end if end == start or end + 1 in starts else end - 1) for start, end in usual.items()
    )
    return Understood(bands, _said("each band ends the month before the next begins", bands, usual))


def _most(counts: Counter[int]) -> int:
    """What is said most often; of two said as often the earlier month."""
    return max(counts, key=lambda end: (counts[end], -end))


def _said(how: str, bands: tuple[FileBand, ...], usual: dict[int, int]) -> str:
    first = bands[0]
    example = f"“{first.start}, {usual[first.start]}” is {first.start} to {first.end} months"
    many = f"are {len(bands)} bands" if len(bands) > 1 else "is one band"
    return f"Ages: {how}; {example}, and there {many}."


def end_as_written(start: int, written: Iterable[tuple[int, int]]) -> int:
    """The end that most rows give to the band that starts in this month."""
    return _most(Counter(end for begins, end in written if begins == start))

"""What can be wrong with a framework, said row by row. Nothing is put right here and nothing is guessed."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise

from .circles import circles
from .shape import LONGEST, WARNING, FrameworkFile, Problem, shown

UNKNOWN_BAND = -1  # of an item whose months could not be read; its reader has said so
TURNS_ROUND = ("\u202d", "\u202e")  # they show letters in another order than they stand in
NAMED_IN_A_CIRCLE = 12
GUESSES = 40  # how often a near code is looked for: it takes its time
WORDS = {"code": "a code", "text": "the words of the item", "area": "the name of an area"}


def problems_of(framework: FrameworkFile) -> list[Problem]:
    """Everything that is wrong or odd, by row."""
    found = [
        *_head(framework),
        *_words(framework),
        *_codes(framework),
        *_twice(framework),
        *_bands(framework),
        *_prerequisites(framework),
        *_circles(framework),
    ]
    return sorted(found, key=lambda problem: (problem.row, not problem.is_error))


def hidden_sign(text: str) -> str:
    """What is wrong with the signs of a text that nobody can see; empty if nothing is."""
    for sign in text:
        if (unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\r\t") or sign in "\ufffe\uffff":
            return f"a hidden sign (U+{ord(sign):04X}) stands in it"
        if sign in TURNS_ROUND:
            return f"a sign that shows letters in another order (U+{ord(sign):04X}) stands in it"
    return ""


def word_problems(row: int, column: str, value: str, *, is_needed: bool = False) -> Iterator[Problem]:
    """What is wrong with one text: not there, too long, hidden signs."""
    if is_needed and not value.strip():
        yield Problem(row, column, "", "nothing stands here", WORDS.get(column, "some words"))
    if (longest := LONGEST[column]) < len(value):
        yield Problem(row, column, value, f"{len(value)} letters are too many", f"at most {longest}")
    if problem := hidden_sign(value):
        yield Problem(row, column, value, problem, "letters, digits and signs that can be seen")


def _head(framework):
    for column, value in (
        ("framework", framework.name),
        ("version", framework.version),
        ("language", framework.language),
        ("licence", framework.licence),
        ("source", framework.source),
        ("note", framework.note),
    ):
        yield from word_problems(0, column, value, is_needed=column in ("framework", "version"))


def _words(framework):
    """Each item's own texts; names of areas and strands in the first row that has them."""
    names = {area.code: area.name for area in framework.areas}
    threads = {(strand.area, strand.code): strand.name for strand in framework.strands}
    seen = set()
    for item in framework.items:
        yield from word_problems(item.row, "code", item.code, is_needed=True)
        yield from word_problems(item.row, "text", item.text, is_needed=True)
        yield from word_problems(item.row, "guidance", item.guidance)
        yield from word_problems(item.row, "example", item.example)
        for tag in item.tags:
            yield from word_problems(item.row, "tags", tag)
        if item.area not in seen:
            yield from word_problems(item.row, "area", names.get(item.area, ""))
        if (item.area, item.strand) not in seen:
            yield from word_problems(item.row, "strand", threads.get((item.area, item.strand), ""))
        seen |= {item.area, (item.area, item.strand)}
        if not item.area:
            yield Problem(item.row, "area", "", "nothing stands here", WORDS["area"])
        for sign in ";|":
            if sign in item.code:
                yield Problem(item.row, "code", item.code, f"“{sign}” parts codes", "a code without it")


def _codes(framework):
    """No two rows have the same code."""
    first, spelt = {}, {}
    for item in framework.items:
        if not item.code:
            continue
        near = item.code.casefold()
        if item.code in first:
            said = f"row {first[item.code]} has this code already"
            yield Problem(item.row, "code", item.code, said, "a code that no other row has")
        elif near in spelt:
            said = f"it differs from “{shown(spelt[near].code)}” in row {spelt[near].row} only by capitals"
            yield Problem(item.row, "code", item.code, said, "codes that nobody mixes up", WARNING)
        first.setdefault(item.code, item.row)
        spelt.setdefault(near, item)


def _twice(framework):
    """The same words twice in one area and band are one item too many, or a slip."""
    first = {}
    for item in framework.items:
        key = (item.area, item.band, " ".join(item.text.casefold().split()))
        if not key[2]:
            continue
        if key in first:
            said = f"row {first[key]} has the same words in the same area and band"
            yield Problem(item.row, "text", item.text, said, "each item once", WARNING)
        first.setdefault(key, item.row)


def _bands(framework):
    """Bands that leave months out or share some: it may be meant so."""
    rows = {}
    for item in framework.items:
        rows.setdefault(item.band, item.row)
    bands = sorted(framework.bands, key=lambda band: band.start)
    for earlier, later in pairwise(bands):
        row, value = rows.get(later.start, 0), f"{later.start}"
        if later.start > earlier.end + 1:
            said = f"no band holds the months {earlier.end + 1} to {later.start - 1}"
            yield Problem(
                row, "band_from_months", value, said, f"a band from {earlier.end + 1} months", WARNING
            )
        elif later.start <= earlier.end:
            both = f"{earlier.start} to {earlier.end} and {later.start} to {later.end}"
            said = f"the bands {both} months overlap"
            yield Problem(row, "band_from_months", value, said, "bands that follow each other", WARNING)


def _prerequisites(framework):
    items = {item.code: item for item in framework.items if item.code}
    near = {code.casefold().replace(" ", ""): code for code in items}
    guesses = 0
    for item in framework.items:
        for first in item.after:
            if first in items:
                if UNKNOWN_BAND < item.band < items[first].band:
                    said = f"“{shown(first)}” in row {items[first].row} is of an older band"
                    expected = "something that comes first"
                    yield Problem(item.row, "prerequisites", first, said, expected, WARNING)
                continue
            like = near.get(first.casefold().replace(" ", ""))
            if like is None and guesses < GUESSES:
                guesses += 1
                like = next(iter(get_close_matches(first, items, 1, 0.8)), None)
            expected = f"the code of another row; perhaps “{like}”" if like else "the code of another row"
            if "," in first and all(part.strip() in items for part in first.split(",")):
                expected = "codes parted by a semicolon"
            yield Problem(item.row, "prerequisites", first, "no row has this code", expected)


def _circles(framework):
    """Each row of a circle says the whole of it, in order, so that it can be opened at any place."""
    items = {item.code: item for item in framework.items if item.code}
    for circle in circles({code: item.after for code, item in items.items()}):
        if len(circle) == 2:
            row = items[circle[0]].row
            yield Problem(row, "prerequisites", circle[0], "the item waits for itself", "other codes only")
            continue
        for place, code in enumerate(circle[:-1]):
            turned = [*circle[place:-1], *circle[:place], code]
            names = [f"{shown(one)} (row {items[one].row})" for one in turned[:NAMED_IN_A_CIRCLE]]
            tail = f" and {len(turned) - NAMED_IN_A_CIRCLE} more" if len(turned) > NAMED_IN_A_CIRCLE else ""
            said = f"these items wait for each other in a circle: {' → '.join(names)}{tail}"
            expected = "at least one of them without it"
            yield Problem(items[code].row, "prerequisites", turned[1], said, expected)


def tally(framework: FrameworkFile) -> dict[str, dict[int, int]]:
    """How many items each area has in each band: {area: {band: number}}."""
    counts = Counter((item.area, item.band) for item in framework.items)
    return {
        area.code: {band.start: counts[area.code, band.start] for band in framework.bands}
        for area in framework.areas
    }

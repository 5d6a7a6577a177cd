"""The lie of a sheet: where its headings stand, and which rows are no rows of data.

Nothing is thrown away here: a title, a heading between the rows, a total are kept as rows that are left out,
each with the reason said.
"""

import re
from dataclasses import dataclass

from ..identity import normalise_name
from . import columns, kinds

LOOKED_AT = 40  # rows from the top among which the headings are looked for
TOTALS = re.compile(
    r"^\W*(?:(?:grand|sub|overall|running)[- ]?)?(?:totals?|sum|count|average|mean|number of \w+)\b",
    re.IGNORECASE,
)
RULED = re.compile(r"^\s*[-=*_#~•>]{2,}.*|.*[-=*_#~•<]{2,}\s*$")
GROUPS = re.compile(
    r"\b(?:team|caseload|worker|area|locality|group|list|continued|cont|page|week|term|closed|open|new)\b",
    re.IGNORECASE,
)


@dataclass
class Layout:
    """Where the headings are, how they read, and which kind of list they make the sheet likeliest to be."""

    header_row: int = 0
    headers: list = None
    kind: str = ""
    score: float = 0.0


def find(rows, sheet_name, remembered):
    """Find the headings among the first rows of a sheet: the row that most known headings stand in."""
    best = Layout(headers=[])
    before = {}
    for number, cells in rows[:LOOKED_AT]:
        if _may_be_headings(cells):
            headers = joined(before.get("cells", []), cells)
            for kind in kinds.KINDS:
                score = columns.score_of(kind, headers, sheet_name, remembered)
                if score > best.score:
                    best = Layout(number, headers, kind.code, score)
        before = {"cells": cells}
    if not best.header_row:
        best = _without_headings(rows)
    return best


def _may_be_headings(cells):
    """Headings are words, and more than one of them; dates and long numbers are data."""
    filled = [cell for cell in cells if cell.strip()]
    words = [cell for cell in filled if not re.fullmatch(r"[\d\s/.\-:+()]{4,}", cell) and len(cell) <= 80]
    return len(filled) >= 2 and len(words) >= 0.7 * len(filled)


def joined(above, cells):
    """Headings that say the same twice get the group above them in front: “Mum: Name”, “Dad: Name”."""
    plain = [normalise_name(cell) for cell in cells]
    group, found = "", []
    for place, cell in enumerate(cells):
        over = above[place].strip() if place < len(above) else ""
        group = over or group
        is_doubled = bool(plain[place]) and plain.count(plain[place]) > 1
        found.append(f"{group}: {cell.strip()}" if is_doubled and group else cell.strip())
    return found


def _without_headings(rows):
    """A sheet whose headings we do not know: the first row with the most words in it."""
    likely = [(number, cells) for number, cells in rows[:LOOKED_AT] if _may_be_headings(cells)]
    if not likely:
        return Layout(headers=[])
    number, cells = max(likely, key=lambda row: (sum(bool(cell.strip()) for cell in row[1]), -row[0]))
    return Layout(number, [cell.strip() for cell in cells])


def why_left_out(number, cells, layout, roster):
    """Why a row is no row of data, in a few words; empty when it is one."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if number < layout.header_row:
        return "It stands above the headings."
    if number == layout.header_row:
        return "These are the headings."
    if [normalise_name(cell) for cell in filled] == [normalise_name(h) for h in layout.headers if h]:
        return "The headings stand here once more."
    if TOTALS.match(filled[0]) and all(re.fullmatch(r"[\d\s.,£%]*", cell) for cell in filled[1:]):
        return "It is a total, not a child or a thing."
    if len(filled) == 1 and len(layout.headers) > 2 and _is_heading_between(filled[0], roster):
        return "It is a heading between the rows."
    return ""


def _is_heading_between(text, roster):
    """One cell alone in a row: ruled off, a worker’s name, or the name of a group of rows."""
    bare = text.strip("-=*_#~•<> :")
    ruled = bool(RULED.match(text))
    return ruled or not bare or roster.is_somebody(bare) or bool(GROUPS.search(bare))

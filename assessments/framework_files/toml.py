"""A framework as a TOML file: our own starter, and what somebody writes who wants hints for areas.

The format is described in `assessments/frameworks/README.md`. The row of a problem is the line in which the
item's ``[[items]]`` stands.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from . import checks
from .shape import (
    COLUMNS,
    EXTRA,
    LAST_MONTH,
    MOST_ITEMS,
    FileArea,
    FileBand,
    FileItem,
    FileStrand,
    FrameworkFile,
    Problem,
    Reading,
)

HEAD = {"code": str, "name": str, "version": str, "language": str, "licence": str}
HEAD_MAY = {"source": str, "note": str, "scale": str, "reads_on": bool}
#: What each table needs, and what it may have.
TABLES: dict[str, tuple[dict[str, type], dict[str, type]]] = {
    "areas": ({"code": str, "name": str}, {"hint": str}),
    "strands": ({"code": str, "area": str, "name": str}, {}),
    "bands": ({"start": int, "end": int}, {"name": str}),
    "items": (
        {"code": str, "area": str, "band": int, "order": int, "text": str},
        {"strand": str, "guidance": str, "example": str, "tags": list, "after": list},
    ),
}
MAY_BE_EMPTY = {"hint", "guidance", "example", "strand"}
KINDS = {str: "text", int: "a whole number", list: "a list of texts", bool: "true or false"}
MOST = {"order": 32_000, "band": LAST_MONTH, "start": LAST_MONTH, "end": LAST_MONTH}
COLUMN_OF = {"after": "prerequisites", "band": "band_from_months"}
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
_ITEMS = re.compile(r"^\s*\[\[\s*items\s*\]\]", re.MULTILINE)


def read(content: bytes) -> Reading:
    """Read the file, with every mistake found in it."""
    try:
        text = content.decode("utf-8-sig")
        data = tomllib.loads(text)
    except UnicodeDecodeError:
        return _unread("its letters cannot be read", "a text file in UTF-8")
    except tomllib.TOMLDecodeError as mistake:
        return _unread(f"it is not TOML that can be read: {mistake}", "TOML")
    except RecursionError:
        return _unread("it is not TOML that can be read: its brackets have no end", "TOML")
    lines = _lines(text, data)
    if problems := list(_shape(data, lines)):
        return Reading("toml", problems=tuple(problems))
    framework = _framework(data, lines)
    problems = [*_own(framework), *checks.problems_of(framework)]
    problems.sort(key=lambda problem: (problem.row, not problem.is_error))
    headings, rows = as_table(framework)
    return Reading("toml", headings, rows, framework, tuple(problems), (_bands_said(framework),))


def _unread(problem, expected):
    return Reading("toml", problems=(Problem(0, "", "", problem, expected),))


def _bands_said(framework):
    first = framework.bands[0]
    return f"Ages: both ends of a band belong to it; the first is {first.start} to {first.end} months."


def _lines(text: str, data: Mapping[str, Any]) -> list[int]:
    """The line of each item; its number where the lines cannot be told."""
    items = data.get("items")
    number = len(items) if isinstance(items, list) else 0
    starts = [text.count("\n", 0, match.end()) + 1 for match in _ITEMS.finditer(text)]
    return starts if len(starts) == number else list(range(1, number + 1))


def _shape(data: Mapping[str, Any], lines: list[int]) -> Iterator[Problem]:
    """Is everything there, and of the right kind?"""
    head = data.get("framework")
    if not isinstance(head, dict):
        yield Problem(0, "", "", "it has no part [framework]", f"[framework] with {', '.join(HEAD)}")
        return
    for key in HEAD:
        if not _is_text(head.get(key)):
            yield Problem(0, "", "", f"[framework] needs “{key}”", "text")
    yield from _kinds(0, "[framework]", head, HEAD, HEAD_MAY)
    for table, (needed, allowed) in TABLES.items():
        rows = data.get(table)
        if not isinstance(rows, list) or not rows:
            if table != "strands" or rows not in (None, []):
                yield Problem(0, "", "", f"it has no [[{table}]]", f"at least one [[{table}]]")
            continue
        if table == "items" and len(rows) > MOST_ITEMS:
            yield Problem(0, "", "", f"{len(rows)} items are too many", f"at most {MOST_ITEMS}")
            return
        for number, row in enumerate(rows):
            where = lines[number] if table == "items" else 0
            yield from _row(where, f"[[{table}]] number {number + 1}", row, needed, allowed)


def _row(where, named, row, needed, allowed):
    if not isinstance(row, dict):
        yield Problem(where, "", "", f"{named} is not a table", "a table")
        return
    named = f"{named} ({row['code']})" if _is_text(row.get("code")) else named
    for key in needed:
        if key not in row:
            yield Problem(where, "", "", f"{named} needs “{key}”", KINDS[needed[key]])
    yield from _kinds(where, named, row, needed, allowed)


def _kinds(where, named, row, needed, allowed):
    for key, value in row.items():
        kind = needed.get(key) or allowed.get(key)
        if kind is None:
            yield Problem(where, "", key, f"{named} has “{key}”, which we do not know", "none of it")
        elif type(value) is not kind or (kind is str and key not in MAY_BE_EMPTY and not value.strip()):
            if named != "[framework]" or key not in HEAD:
                yield Problem(where, key, "", f"{named}: “{key}” must be {KINDS[kind]}")
        elif kind is list and not all(_is_text(one) for one in value):
            yield Problem(where, key, "", f"{named}: “{key}” must be a list of texts")
        elif kind is int and not 0 <= value <= MOST[key]:
            yield Problem(where, key, str(value), f"{named}: “{key}” is out of range", f"0 to {MOST[key]}")


def _framework(data, lines):
    head = data["framework"]
    items = tuple(
        FileItem(
            **{
                **item,
                "after": tuple(dict.fromkeys(item.get("after", ()))),
                "tags": tuple(item.get("tags", ())),
            },
            row=line,
        )
        for item, line in zip(data["items"], lines, strict=True)
    )
    return FrameworkFile(
        **{**head, "reads_on": head.get("reads_on", True)},
        areas=tuple(FileArea(**area) for area in data["areas"]),
        strands=tuple(FileStrand(**strand) for strand in data.get("strands", ())),
        bands=tuple(sorted((FileBand(**band) for band in data["bands"]), key=lambda band: band.start)),
        items=items,
    )


def _own(framework: FrameworkFile) -> Iterator[Problem]:
    """What only this kind of file can have wrong: tables named that are not there, codes not well formed."""
    areas = {area.code for area in framework.areas}
    strands = {(strand.area, strand.code) for strand in framework.strands}
    bands = {band.start for band in framework.bands}
    yield from _tables(framework, areas)
    for item in framework.items:
        if not _CODE.fullmatch(item.code):
            yield Problem(item.row, "code", item.code, "not a code", "small letters, digits, single hyphens")
        if item.area not in areas:
            yield Problem(item.row, "area", item.area, "there is no such area", "the code of an area")
        if item.strand and (item.area, item.strand) not in strands:
            yield Problem(
                item.row, "strand", item.strand, "its area has no such strand", "the code of a strand"
            )
        if item.band not in bands:
            said = "no band starts in this month"
            yield Problem(item.row, "band_from_months", str(item.band), said, "the first month of a band")


def _tables(framework, areas):
    for code, times in Counter(area.code for area in framework.areas).items():
        if times > 1:
            yield Problem(0, "area", code, f"{times} areas have this code", "each code once")
        if not _CODE.fullmatch(code):
            yield Problem(0, "area", code, "not a code", "small letters, digits, single hyphens")
    for (area, code), times in Counter((one.area, one.code) for one in framework.strands).items():
        if times > 1:
            yield Problem(0, "strand", code, f"{times} strands of this area have this code", "each code once")
        if area not in areas:
            yield Problem(0, "strand", code, f"there is no area “{area}”", "the code of an area")
    if not _CODE.fullmatch(framework.code) or len(framework.code) > 40:
        yield Problem(0, "framework", framework.code, "not a code", "small letters, digits, single hyphens")
    for start, times in Counter(band.start for band in framework.bands).items():
        if times > 1:
            yield Problem(0, "band_from_months", str(start), f"{times} bands start in this month", "one")
    for area in framework.areas:
        yield from checks.word_problems(0, "hint", area.hint)
    for band in framework.bands:
        yield from checks.word_problems(0, "name", band.name)
        if band.end < band.start:
            said = f"the band that starts at {band.start} months ends before it starts"
            yield Problem(0, "band_to_months", str(band.end), said, "the later month")


def as_table(framework: FrameworkFile) -> tuple[tuple[str, ...], tuple[tuple[int, tuple[str, ...]], ...]]:
    """The same framework as the headings and rows of a table, as a csv file would have it."""
    areas = {area.code: area.name for area in framework.areas}
    threads = {(strand.area, strand.code): strand.name for strand in framework.strands}
    ends = {band.start: band.end for band in framework.bands}
    rows = []
    for item in framework.items:
        cells = (
            framework.name, framework.version, areas.get(item.area, item.area),
            threads.get((item.area, item.strand), item.strand), str(item.band), str(ends.get(item.band, "")),
            item.code, item.text, item.guidance, "; ".join(item.after), item.example, "; ".join(item.tags),
            framework.scale, framework.language, framework.source, framework.licence,
        )  # fmt: skip
        rows.append((item.row, tuple(cell.replace("\x00", "\ufffd") for cell in cells)))
    return (*COLUMNS, *EXTRA), tuple(rows)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())

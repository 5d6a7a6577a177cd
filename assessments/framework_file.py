"""A checklist as a file: read it, and say in sentences what is wrong with it.

Pure. A service loads the framework that it holds a licence for, so the file is often written by hand in
an office; every mistake in it is told at once, with the code of the line, and nothing is half loaded.
The format is described in `frameworks/README.md`.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

STARTER = Path(__file__).parent / "frameworks" / "starter.toml"

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


class FrameworkProblem(ValueError):
    """The file cannot be loaded; `problems` says why, one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class FileArea:
    """A part of a child's life that the items of one colour belong to."""

    code: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FileBand:
    """The ages, in whole months with both ends included, at which most children do an item."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class FileItem:
    """One line of the checklist; `text` goes on after "Aisha can"."""

    code: str
    area: str
    band: int
    order: int
    text: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    """A whole checklist in one version."""

    code: str
    name: str
    version: str
    language: str
    licence: str
    areas: tuple[FileArea, ...]
    bands: tuple[FileBand, ...]
    items: tuple[FileItem, ...]


def read(text: str) -> FrameworkFile:
    """Read a framework from the text of its file; FrameworkProblem with every mistake found."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as mistake:
        raise FrameworkProblem([f"The file is not TOML that can be read: {mistake}."]) from mistake
    if problems := _shape_problems(data):
        raise FrameworkProblem(problems)
    head = data["framework"]
    framework = FrameworkFile(
        **{key: head[key] for key in _HEAD},
        areas=tuple(FileArea(**area) for area in data["areas"]),
        bands=tuple(FileBand(**band) for band in data["bands"]),
        items=tuple(FileItem(**{**item, "after": tuple(item.get("after", ()))}) for item in data["items"]),
    )
    if problems := [*_code_problems(framework), *_band_problems(framework), *_order_problems(framework)]:
        raise FrameworkProblem(problems)
    return framework


_HEAD = ("code", "name", "version", "language", "licence")
#: What each table needs, and what it may have.
_TABLES: dict[str, tuple[dict[str, type], dict[str, type]]] = {
    "areas": ({"code": str, "name": str}, {"hint": str}),
    "bands": ({"start": int, "end": int}, {}),
    "items": ({"code": str, "area": str, "band": int, "order": int, "text": str}, {"after": list}),
}


def _shape_problems(data: Mapping[str, Any]) -> list[str]:
    """Is everything there, and of the right kind?"""
    head = data.get("framework")
    if not isinstance(head, dict):
        return ["The file needs a part [framework] with code, name, version, language and licence."]
    problems = [f"[framework] needs “{key}”." for key in _HEAD if not _is_text(head.get(key))]
    for table, (needed, allowed) in _TABLES.items():
        rows = data.get(table)
        if not isinstance(rows, list) or not rows:
            problems.append(f"The file needs at least one [[{table}]].")
            continue
        for number, row in enumerate(rows, 1):
            problems += _row_problems(f"[[{table}]] number {number}", row, needed, allowed)
    return problems


def _row_problems(where: str, row: Any, needed: Mapping[str, type], allowed: Mapping[str, type]) -> list[str]:
    if not isinstance(row, dict):
        return [f"{where} is not a table."]
    where = f"{where} ({row['code']})" if _is_text(row.get("code")) else where
    problems = [f"{where} needs “{key}”." for key in needed if key not in row]
    for key, value in row.items():
        kind = needed.get(key) or allowed.get(key)
        if kind is None:
            problems.append(f"{where} has “{key}”, which we do not know.")
        elif type(value) is not kind or (kind is str and key != "hint" and not value.strip()):
            problems.append(f"{where}: “{key}” must be {_KINDS[kind]}.")
        elif kind is list and not all(_is_text(code) for code in value):
            problems.append(f"{where}: “{key}” must be a list of codes.")
    return problems


_KINDS = {str: "text", int: "a whole number", list: "a list of codes"}


def _code_problems(framework: FrameworkFile) -> list[str]:
    """Codes are well formed, said once, and point at something."""
    items = {item.code: item for item in framework.items}
    areas = {area.code for area in framework.areas}
    bands = {band.start for band in framework.bands}
    problems = []
    codes = [item.code for item in framework.items] + [area.code for area in framework.areas]
    for code, times in Counter(codes).items():
        if times > 1:
            problems.append(f"The code “{code}” is used {times} times.")
        if not _CODE.fullmatch(code):
            problems.append(f"The code “{code}” may only have small letters, digits and single hyphens.")
    for item in framework.items:
        if item.area not in areas:
            problems.append(f"{item.code}: there is no area “{item.area}”.")
        if item.band not in bands:
            problems.append(f"{item.code}: there is no band that starts at {item.band} months.")
        for earlier in item.after:
            if earlier not in items:
                problems.append(f"{item.code}: comes after “{earlier}”, which is not in the file.")
            elif items[earlier].band > item.band:
                problems.append(f"{item.code}: comes after “{earlier}”, which is of an older band.")
    return problems


def _band_problems(framework: FrameworkFile) -> list[str]:
    """Bands follow each other from birth without gap, so that every age has its column."""
    problems, expected = [], 0
    for band in framework.bands:
        if band.start != expected:
            problems.append(f"A band should start at {expected} months, not at {band.start}.")
        if band.end < band.start:
            problems.append(f"The band that starts at {band.start} months ends before it starts.")
        expected = band.end + 1
    return problems


def _order_problems(framework: FrameworkFile) -> list[str]:
    """No item comes, over any number of steps, after itself."""
    after = {item.code: item.after for item in framework.items}
    settled: set[str] = set()
    while ready := {
        code
        for code, first in after.items()
        if code not in settled and settled.issuperset(set(first) & after.keys())
    }:
        settled |= ready
    circle = sorted(after.keys() - settled)
    return [f"These items wait for each other: {', '.join(circle)}."] if circle else []


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())

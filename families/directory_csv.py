"""A list of local services as a service keeps it in a spreadsheet, read line by line: new, changed or wrong.

Pure: text in, lines out. Nothing is written before a person has looked through all of it.
"""

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from io import StringIO

from .identity import phone_problem
from .when import read_day

MOST_LINES = 2000
LONGEST = {"name": 120, "who_for": 200, "area": 120, "phone": 30, "site": 200, "email": 254}
#: What a heading may be called, in small letters.
HEADINGS = {
    "name": ("name", "service", "organisation", "name of service"),
    "kind": ("kind", "type", "category"),
    "offers": ("what for", "what it is for", "offers", "description", "about"),
    "who_for": ("who for", "who may use it", "eligibility"),
    "from_months": ("from months", "from age in months", "youngest"),
    "to_months": ("to months", "up to age in months", "oldest"),
    "area": ("area", "where", "place", "town"),
    "phone": ("telephone", "phone", "tel", "phone number"),
    "email": ("e-mail", "email"),
    "site": ("website", "site", "web", "url"),
    "how_to_refer": ("how to refer", "referral", "how to get in touch"),
    "checked_on": ("last checked", "last checked on", "checked"),
}
NEEDED = ("name", "offers")


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: what it says, and what is wrong with it."""

    number: int  # as a spreadsheet counts
    values: dict = field(default_factory=dict)
    problems: tuple[str, ...] = ()

    @property
    def key(self):
        return key_of(self.values.get("name", ""), self.values.get("area", ""))


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole file: its lines, the columns we did not know, or why it cannot be read at all."""

    rows: tuple[Row, ...] = ()
    left_out: tuple[str, ...] = ()
    problem: str = ""


def key_of(name: str, area: str) -> tuple[str, str]:
    """By what a service is known again: its name and where it is, whatever the capitals and spaces."""
    return " ".join(name.casefold().split()), " ".join(area.casefold().split())


def decode(content: bytes) -> str | None:
    """The text of a file as spreadsheets write it; None if it is no text."""
    if b"\x00" in content:
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def read(text: str, *, kinds: Mapping[str, str], today: date) -> Reading:
    """Read a file. ``kinds`` are the kinds of services: code to words; both are understood."""
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter_of(text)))
    except csv.Error:
        return Reading(problem="A line of this file cannot be read: a quotation mark may be open in it.")
    if len(lines) > MOST_LINES + 1:
        return Reading(problem=f"The file has more than {MOST_LINES} lines. Please bring it in parts.")
    heads = next((n for n, line in enumerate(lines) if any(cell.strip() for cell in line)), None)
    if heads is None:
        return Reading(problem="The file is empty.")
    columns, left_out = columns_in(lines[heads])
    if missing := [HEADINGS[name][0] for name in NEEDED if name not in columns.values()]:
        return Reading(problem=f"The first line has no column called “{'” and no “'.join(missing)}”.")
    rows, seen = [], set()
    for number, line in enumerate(lines[heads + 1 :], start=heads + 2):
        if not any(cell.strip() for cell in line):
            continue
        row = read_row(
            number, {columns[n]: cell for n, cell in enumerate(line) if n in columns}, kinds, today
        )
        if row.key in seen and not row.problems:
            row = Row(number, row.values, ("The same service stands further up in this file.",))
        seen.add(row.key)
        rows.append(row)
    return Reading(tuple(rows), left_out)


def delimiter_of(text: str) -> str:
    """Comma, semicolon or tab: whichever the first line has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def columns_in(cells: Collection[str]) -> tuple[dict[int, str], tuple[str, ...]]:
    """Which column is which, by its number; and those that we do not know."""
    names = {called: name for name, calls in HEADINGS.items() for called in calls}
    found, left_out = {}, []
    for number, cell in enumerate(cells):
        said = " ".join(cell.split())
        name = names.get(said.lower().rstrip(":"))
        if name and name not in found.values():
            found[number] = name
        elif said:
            left_out.append(said)
    return found, tuple(left_out)


def read_row(number, cells, kinds, today):
    """One line, with a sentence for each cell that cannot be kept as it stands."""
    values = {name: cell.strip() for name, cell in cells.items() if name not in ("kind", "checked_on")}
    problems = [f"“{HEADINGS[name][0]}” is empty." for name in NEEDED if not values.get(name)]
    for name, most in LONGEST.items():
        if len(values.get(name, "")) > most:
            problems.append(f"“{HEADINGS[name][0]}” is longer than {most} letters.")
    values["kind"] = kind_of(cells.get("kind", ""), kinds, problems)
    for name in ("from_months", "to_months"):
        values[name] = months_of(values.get(name, ""), HEADINGS[name][0], problems)
    first, last = values["from_months"], values["to_months"]
    if first is not None and last is not None and last < first:
        problems.append("The upper age lies below the lower one.")
    if values.get("phone") and (problem := phone_problem(values["phone"])):
        problems.append(problem)
    if values.get("email") and values["email"].count("@") != 1:
        problems.append(f"“{values['email']}” is no e-mail address.")
    if values.get("site"):
        values["site"] = site_of(values["site"], problems)
    values["checked_on"] = checked_of(cells.get("checked_on", "").strip(), today, problems)
    return Row(number, values, tuple(problems))


def kind_of(cell, kinds, problems):
    """The kind by its code or its words; nothing said is “something else”."""
    said = " ".join(cell.casefold().split())
    for code, words in kinds.items():
        if said in (code.casefold(), words.casefold()):
            return code
    if said:
        problems.append(f"“{cell.strip()}” is no kind that we know: {', '.join(kinds.values())}.")
    return "other"


def months_of(cell, called, problems):
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit()) or int(cell) > 300:
        problems.append(f"“{called}” is a number of months, and “{cell}” is none.")
        return None
    return int(cell)


def site_of(cell, problems):
    """An address of the web; one without its beginning gets the usual one."""
    site = cell if "://" in cell else f"https://{cell}"
    if not site.lower().startswith(("http://", "https://")) or " " in site or "." not in site:
        problems.append(f"“{cell}” is no address of the web.")
    return site


def checked_of(cell, today, problems):
    if not cell:
        return None
    found = read_day(cell, today, earliest=date(2000, 1, 1), latest=today)
    if found.problem:
        problems.append(f"Last checked: {found.problem}")
    return found.day


def verdict(row: Row, known: Mapping[tuple[str, str], Mapping]) -> Verdict:
    """What taking this line over would do, given the services we have by their key."""
    if row.problems:
        return Verdict.WRONG
    old = known.get(row.key)
    if old is None:
        return Verdict.NEW
    same = all(old.get(name) == value for name, value in row.values.items() if value not in ("", None))
    return Verdict.SAME if same else Verdict.CHANGED

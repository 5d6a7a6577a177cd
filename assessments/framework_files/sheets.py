"""A framework as a table: a csv file or an Excel workbook with the columns of `docs/frameworks.md`.

Files are opened by the same reader as a service's workbooks, with the same limits: any letters, any
separator, no workbook that hides something.
"""

import re
from dataclasses import replace
from itertools import islice

from accounts.refusals import Refused
from families.importing.reader import open_file

from . import checks, months
from .shape import (
    COLUMNS,
    EXTRA,
    MOST_ITEMS,
    NEEDED,
    WARNING,
    WHY,
    FileArea,
    FileItem,
    FileStrand,
    FrameworkFile,
    Problem,
    Reading,
    code_of,
    shown,
)

LOOKED_AT = 20  # rows from the top among which the headings are looked for
KNOWN = (*COLUMNS, *EXTRA)
SAME_AS = {"license": "licence", "from_months": "band_from_months", "to_months": "band_to_months"}
OF_THE_WHOLE = ("scale", "language", "source", "licence")  # said once, in any row
PARTED = re.compile(r"[;|\n]")
TAGS_PARTED = re.compile(r"[;|,\n]")
EXCEL_ERRORS = ("#REF!", "#NAME?", "#VALUE!", "#N/A", "#DIV/0!", "#NULL!", "#NUM!")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)


def read(content: bytes, name: str) -> Reading:
    """Read the file, with every mistake found in it, row by row."""
    try:
        book = open_file(content, name)
        format, sheets = book.format, [sheet for sheet in book.sheets if not sheet.is_hidden]
        found = [list(islice(sheet.walk(), LOOKED_AT)) for sheet in sheets]
        place = max(range(len(sheets)), key=lambda number: _score(found[number])[0], default=None)
        if place is None or not _score(found[place])[0]:
            said = "no row of it has our headings"
            return Reading(format, problems=(Problem(0, "", "", said, f"the headings {', '.join(NEEDED)}"),))
        rows = list(islice(sheets[place].walk(), MOST_ITEMS + LOOKED_AT + 1))
    except Refused as refusal:
        return Reading("", problems=(Problem(0, "", "", str(refusal)),))
    row = _score(found[place])[1]
    return _Table(format, row, dict(rows)[row], [one for one in rows if one[0] > row]).reading()


def from_rows(format: str, headings: tuple[str, ...], rows: list[tuple[int, tuple[str, ...]]]) -> Reading:
    """The same from rows that were read before."""
    return _Table(format, 1, headings, rows).reading()


def heading(text: str) -> str:
    """A heading as we know it: “Band from (months)” is band_from_months."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
    return SAME_AS.get(plain, plain)


def _score(rows):
    """How many of our headings the best row has, and which row it is."""
    scores = [(sum(one in KNOWN for one in {heading(cell) for cell in cells}), row) for row, cells in rows]
    best, row = max(scores, key=lambda score: (score[0], -score[1]), default=(0, 0))
    return (best, row) if best >= 3 else (0, 0)


class _Table:
    """The rows under the headings, on their way to a framework."""

    def __init__(self, format, header_row, headings, rows):
        self.format, self.header_row, self.headings, self.rows = format, header_row, tuple(headings), rows
        self.problems, self.areas, self.strands, self.names = [], {}, {}, {}
        self.places = {}
        for place, text in enumerate(headings):
            self._place(place, text)

    def _place(self, place, text):
        known = heading(text)
        if known in KNOWN and known in self.places:
            self._say(self.header_row, known, text, "two columns have this heading", "each heading once")
        elif known in KNOWN:
            self.places[known] = place
        elif text.strip() and text.strip() != WHY:
            self._say(self.header_row, text, "", "we do not know this column and leave it out", "", WARNING)

    def _say(self, *problem):
        self.problems.append(Problem(*problem))

    def reading(self):
        missing = [column for column in NEEDED if column not in self.places]
        for column in missing:
            self._say(self.header_row, column, "", "this column is missing", f"a heading “{column}”")
        if not self.rows:
            self._say(0, "", "", "there are no rows under the headings", "one row for each item")
        if len(self.rows) > MOST_ITEMS:
            self._say(0, "", "", f"it has more than {MOST_ITEMS} rows", f"at most {MOST_ITEMS}")
        rows = tuple((row, tuple(cells)) for row, cells in self.rows[:MOST_ITEMS])
        framework, understood = None, ()
        if not missing and rows and len(self.rows) <= MOST_ITEMS:
            framework, understood = self._framework()
            self.problems += checks.problems_of(framework)
        self.problems.sort(key=lambda problem: (problem.row, not problem.is_error))
        return Reading(self.format, self.headings, rows, framework, tuple(self.problems), understood)

    def _cell(self, cells, column):
        place = self.places.get(column)
        text = cells[place] if place is not None and place < len(cells) else ""
        return re.sub(r"^'(?=[=+\-@])", "", text.strip().strip("\ufeff"))

    def _framework(self):
        head = self._head()
        months_of = self._months()
        written = list(months_of.values())
        bands = months.understand(written)
        usual = {start: months.end_as_written(start, written) for start, _ in set(written)}
        items = []
        for row, cells in self.rows:
            items.append(self._item(row, cells, months_of.get(row), usual))
        framework = FrameworkFile(
            **head,
            areas=tuple(FileArea(code, name) for code, name in self.areas.items()),
            strands=tuple(FileStrand(code, area, name) for (area, code), name in self.strands.items()),
            bands=bands.bands,
            items=tuple(_in_order(items)),
        )
        return framework, (bands.sentence,) if bands.sentence else ()

    def _head(self):
        """The framework and its version, one of each; what else is said once for the whole."""
        said = {column: self._only(column) for column in ("framework", "version")}
        more = {column: self._first(column) for column in OF_THE_WHOLE}
        if more["language"] and not LANGUAGE.fullmatch(more["language"]):
            row = self._row_of("language", more["language"])
            self._say(
                row, "language", more["language"], "this is no language code", "such as en-GB, cy or ur"
            )
        return {
            "code": code_of(said["framework"], 40),
            "name": said["framework"],
            "version": said["version"],
            "language": more["language"] or "en-GB",
            "licence": more["licence"],
            "source": more["source"],
            "scale": more["scale"] or "can-do",
        }

    def _only(self, column):
        """What all rows say; an empty cell says the same as the row above."""
        first, first_row = "", 0
        for row, cells in self.rows:
            text = _line(self._cell(cells, column))
            if not first:
                first, first_row = text, row
            elif text and text != first:
                said = f"row {first_row} says “{shown(first)}”: a file holds one {column}"
                self._say(row, column, text, said, f"“{shown(first)}” in every row")
        return first

    def _first(self, column):
        """What the first row that says something says; another word further down is a warning."""
        first = ""
        for row, cells in self.rows:
            text = _line(self._cell(cells, column))
            if first and text and text != first:
                said = f"further up it is “{shown(first)}”, which holds for the whole file"
                self._say(row, column, text, said, "the same in every row", WARNING)
            first = first or text
        return first

    def _row_of(self, column, text):
        return next(row for row, cells in self.rows if _line(self._cell(cells, column)) == text)

    def _months(self):
        """The band of each row as it is written; rows without one are told."""
        found = {}
        for row, cells in self.rows:
            ends = [self._cell(cells, column) for column in ("band_from_months", "band_to_months")]
            band, problems = months.months_of(row, *ends)
            self.problems += problems
            if band is not None:
                found[row] = band
        return found

    def _item(self, row, cells, band, usual):
        if band is not None and usual[band[0]] != band[1]:
            said = f"most rows that start at {band[0]} months end at {usual[band[0]]}"
            self._say(row, "band_to_months", str(band[1]), said, f"{usual[band[0]]}, or another first month")
        for column, text in ((column, self._cell(cells, column)) for column in self.places):
            if text.upper() in EXCEL_ERRORS:
                self._say(row, column, text, "a formula went wrong in this cell", "plain text")
        area = self._area(row, _line(self._cell(cells, "area")))
        return FileItem(
            code=_line(self._cell(cells, "code")),
            area=area,
            band=band[0] if band is not None else checks.UNKNOWN_BAND,
            order=0,
            text=_line(self._cell(cells, "text")),
            strand=self._strand(area, _line(self._cell(cells, "strand"))),
            guidance=self._cell(cells, "guidance").replace("\r\n", "\n"),
            example=_line(self._cell(cells, "example")),
            tags=_parts(self._cell(cells, "tags"), TAGS_PARTED),
            after=_parts(self._cell(cells, "prerequisites"), PARTED),
            row=row,
        )

    def _area(self, row, name):
        if not name:
            return ""
        code = code_of(name.casefold(), 60)
        first = self.areas.setdefault(code, name)
        if first != name and (code, name) not in self.names:
            self.names[code, name] = row
            said = f"further up this area is written “{shown(first)}”: we take both for one"
            self._say(row, "area", name, said, f"“{shown(first)}”", WARNING)
        return code

    def _strand(self, area, name):
        if not name:
            return ""
        code = code_of(name.casefold(), 60)
        self.strands.setdefault((area, code), name)
        return code


def _line(text):
    """Words of a cell on one line."""
    return re.sub(r"[ \t\r\n\xa0]+", " ", text).strip()


def _parts(text, sign):
    parts = (_line(part) for part in sign.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _in_order(items):
    """Items keep the order of their rows within each area, in tens."""
    places = {}
    for item in items:
        places[item.area] = places.get(item.area, 0) + 10
        yield replace(item, order=places[item.area])

"""Reading one row: each cell by what its column is, in the light of its column’s habits and of its row."""

import re
from collections import Counter
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from . import cells, dates, kinds, names, safety
from .cells import At, Reading

LINK = re.compile(r'^=\s*HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"([^"]*)"\s*)?\)\s*$', re.IGNORECASE)
LOOKED_AT = 5_000  # values of a column, to learn how it writes its dates


@dataclass
class RowReading:
    """What one row gave."""

    read: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    remarks: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    safety: str = ""


class Habits:
    """How each column of a sheet writes its dates and its names, learnt from all its rows."""

    def __init__(self):
        self.days, self.texts = {}, {}

    def see(self, values):
        for place, text in enumerate(values):
            if text and len(self.texts.setdefault(place, [])) < LOOKED_AT:
                self.texts[place].append(text[:60])

    def settled(self):
        """{column: {"order", "seen", "capitals"}} as the sheet keeps it."""
        found = {}
        for place, texts in self.texts.items():
            seen = dates.order_of(texts)
            found[str(place)] = {
                "order": dates.settled(seen),
                "seen": seen,
                "capitals": names.marks_surnames(texts),
            }
        return found


class RowReader:
    """Reads the rows of one sheet."""

    def __init__(self, kind, sheet, scene):
        self.kind, self.sheet, self.scene = kind, sheet, scene
        self.place_of = {code: int(place) for place, code in sheet.mapping.items() if code in kind.by_code}
        self.at = {place: self._at(place) for place in range(200)}
        self.demanded = self._demanded()
        self.relative = next(
            (self.place_of[c] for c in ("carer_name", "carer2_name") if c in self.place_of), None
        )

    def _at(self, place):
        habits = self.sheet.habits.get(str(place), {})
        return At(
            today=self.scene.today,
            epoch=self.sheet.batch.facts.get("epoch", 1900),
            order=self.sheet.answers.get("dates") or habits.get("order", ""),
            capitals_mean=habits.get("capitals", True),
            heading=self.heading(place),
            roster=self.scene.roster,
        )

    def _demanded(self):
        """The fields without which no row goes in: of several ways the one that has columns."""
        codes = []
        for ways in self.kind.needs:
            codes += next((way for way in ways if all(code in self.place_of for code in way)), ways[0])
        alternatives = {code for ways in self.kind.needs for way in ways for code in way}
        codes += [one.code for one in self.kind.fields if one.is_required and one.code not in alternatives]
        return codes

    def heading(self, place):
        headers = self.sheet.headers
        named = headers[place] if place is not None and place < len(headers) else ""
        return named or (f"Column {get_column_letter(place + 1)}" if place is not None else "")

    def read(self, values, mended, without):
        """Read a row; ``mended`` holds what a person wrote instead, ``without`` what she left out."""
        row = RowReading()
        relative = values[self.relative] if self.relative is not None and self.relative < len(values) else ""
        hints = [safety.hint_in(text) for text in values if text]
        row.safety = "; ".join(dict.fromkeys(hint for hint in hints if hint))[:1000]
        for one in self.kind.fields:
            self._field(one, row, values, mended, without, relative)
        for place, code in self.sheet.mapping.items():
            text = values[int(place)] if int(place) < len(values) else ""
            if code == kinds.NOTE and text.strip():
                self._note(row, int(place), readable(text, self.at[int(place)]))
        return row

    def _field(self, one, row, values, mended, without, relative):
        place = self.place_of.get(one.code)
        text = values[place] if place is not None and place < len(values) else ""
        if one.code in mended:
            text = mended[one.code]
        if one.code in without and one.code not in self.demanded:
            if text.strip() and not cells.is_nothing(text):
                self._note(row, place, text)
            return
        if cells.is_nothing(text):
            self._nothing(one, row, place, text)
            return
        self._value(one, row, place, text, relative)

    def _nothing(self, one, row, place, text):
        if one.code in self.demanded:
            said = "is empty" if not text.strip() else "says nothing"
            reading = Reading(problem=said, expected=one.expected)
            self._problem(one, row, place, text, reading)
        elif text.strip() and place is not None:
            row.remarks.append(f"{self.heading(place)}: “{text.strip()}” is read as nothing known.")

    def _value(self, one, row, place, text, relative):
        at = self.at[place] if place is not None else self._at(None)
        at.relative = relative
        if text.startswith("="):
            reading = Reading(problem="this is a formula that has no result", expected=one.expected)
        else:
            reading = one.read(text, at)
        if one.stays_a_note:
            self._note(row, place, readable(text, at))
            return
        if reading.problem:
            self._problem(one, row, place, text, reading)
            return
        for name, value in reading.values.items():
            if row.read.get(name) in (None, ""):
                row.read[name] = value
            elif row.read[name] != value and value:
                self._note(row, place, str(value))
        if reading.note:
            self._note(row, place, reading.note)
        if reading.remark:
            row.remarks.append(f"{self.heading(place) or one.label}: {reading.remark}")

    def _problem(self, one, row, place, text, reading):
        row.problems.append(
            {
                "code": one.code,
                "column": place,
                "label": one.label,
                "value": text.strip(),
                "problem": reading.problem,
                "expected": reading.expected or one.expected,
                "choices": reading.choices,
                "may_skip": one.code not in self.demanded,
                "without": one.without,
            }
        )

    def _note(self, row, place, text):
        row.notes.append({"heading": self.heading(place) or "From the file", "text": text.strip()})


def readable(text, at):
    """A cell as a note keeps it: a link with where it leads, a day in words; else as it stands."""
    if match := LINK.match(text.strip()):
        return f"{match[2] or 'link'} ({match[1]})"
    if re.fullmatch(r"\d{4}-\d\d-\d\d|\d{5}", text.strip()) and _is_a_day_column(at, text):
        found = dates.read(text, order=at.order, epoch=at.epoch, today=at.today)
        return dates.in_words(found.day) if found.day else text
    return text


def _is_a_day_column(at, text):
    """A bare number is a day only under a heading that speaks of days."""
    return "-" in text or bool(
        re.search(r"date|last|seen|visit|since|when|due|\bon\b", at.heading, re.IGNORECASE)
    )


def tally(rows):
    """How many rows have each verdict."""
    return dict(Counter(rows))

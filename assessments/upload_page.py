"""What the page of a framework's file shows: counts, what is to be put right by row, and how it will look."""

from dataclasses import dataclass
from functools import cached_property

from accounts import sheets

from .framework_files import WHY, FrameworkFile, checks
from .framework_files.shape import ERROR
from .framework_files.sheets import heading

STEPS = ("Choose a file", "Look at what is in it", "Load it")
NEEDS, LOOK, ALL = "needs", "look", "all"
SHOWN = ("code", "area", "band_from_months", "band_to_months", "text", "prerequisites")
IN_A_PREVIEW = 3


def steps(now):
    """The steps, with the number of the one that one is at; 4 is behind them all."""
    return [{"n": n, "text": text, "is_done": n < now, "is_now": n == now} for n, text in enumerate(STEPS, 1)]


@dataclass
class Row:
    """One row of the file with what is wrong with it."""

    number: int
    cells: list
    problems: list

    @property
    def span(self):
        """How many columns its row has."""
        return len(self.cells) + 1

    @property
    def tone(self):
        """How it is marked: an error, something to look at, or nothing."""
        if any(problem["level"] == ERROR for problem in self.problems):
            return "late"
        return "soon" if self.problems else ""


class UploadPage:
    """A framework's file, as it was checked."""

    def __init__(self, upload, asked=""):
        self.upload = upload
        self.problems = {}
        for problem in upload.problems:
            self.problems.setdefault(problem["row"], []).append(problem)
        self.numbers = {number for number, _ in upload.rows}
        self.counts = {
            NEEDS: len({one["row"] for one in upload.errors} & self.numbers),
            LOOK: len({one["row"] for one in upload.warnings} & self.numbers),
            ALL: len(self.numbers),
        }
        first = next((key for key in (NEEDS, LOOK) if self.counts[key]), ALL)
        self.key = asked if asked in self.counts else first
        known = [heading(text) for text in upload.headings]
        self.places = [(column, known.index(column)) for column in SHOWN if column in known]

    @cached_property
    def framework(self):
        """The framework as it was understood; None where that was not possible."""
        return FrameworkFile.from_data(self.upload.content) if self.upload.content else None

    @property
    def of_the_whole(self):
        """What is said of the file as a whole, and of its headings."""
        return [one for number, found in self.problems.items() if number not in self.numbers for one in found]

    @property
    def columns(self):
        """The headings of the columns that are shown, as they stand in the file."""
        return [self.upload.headings[place] for _, place in self.places]

    @cached_property
    def chosen(self):
        """The rows that were asked for, as number and cells."""
        return [(number, cells) for number, cells in self.upload.rows if self._is_asked_for(number)]

    def _is_asked_for(self, number):
        levels = {problem["level"] for problem in self.problems.get(number, ())}
        return self.key == ALL or (ERROR in levels if self.key == NEEDS else bool(levels - {ERROR}))

    def row(self, number, cells):
        """One row for the page: its cells, those in trouble marked, and its problems."""
        problems = [{**one, "said": without_row(one)} for one in self.problems.get(number, [])]
        trouble = {problem["column"]: problem["level"] for problem in reversed(problems)}
        shown = []
        for column, place in self.places:
            level = trouble.get(column)
            tone = "bad" if level == ERROR else "near" if level else ""
            text = cells[place] if place < len(cells) else ""
            shown.append({"label": self.upload.headings[place].replace("_", " "), "text": text, "tone": tone})
        return Row(number, shown, problems)

    @property
    def tabs(self):
        """Ways to choose rows, with how many there are."""
        words = {NEEDS: "to put right", LOOK: "to look at", ALL: "in all"}
        return [
            {"key": key, "n": n, "text": words[key], "is_now": key == self.key}
            for key, n in self.counts.items()
        ]

    @property
    def table(self):
        """How many items each area has in each band."""
        if self.framework is None:
            return None
        counts = checks.tally(self.framework)
        bands = self.framework.bands
        return {
            "bands": [band.name or f"{band.start} to {band.end}" for band in bands],
            "areas": [
                {
                    "name": area.name,
                    "cells": [
                        {
                            "band": band.name or f"{band.start} to {band.end} months",
                            "n": counts[area.code][band.start],
                        }
                        for band in bands
                    ],
                    "total": sum(counts[area.code].values()),
                }
                for area in self.framework.areas
            ],
            "total": len(self.framework.items),
        }

    @property
    def preview(self):
        """The first items of each area, as they will be read."""
        if self.framework is None:
            return []
        by_area = {}
        for item in self.framework.items:
            by_area.setdefault(item.area, []).append(item)
        return [
            {"name": area.name, "hint": area.hint, "items": by_area.get(area.code, ())[:IN_A_PREVIEW]}
            for area in self.framework.areas
        ]


def without_row(problem):
    """What is wrong with a row, where it is plain which row that is: “Code “A-3”: row 9 has this code …”"""
    said = problem["in_words"].removeprefix(f"Row {problem['row']}, ")
    return said[:1].upper() + said[1:]


def with_reasons(upload):
    """The rows of the file as a file of its kind, with a column that says what to put right."""
    why = {}
    for problem in upload.problems:
        why.setdefault(problem["row"], []).append(without_row(problem))
    numbers = {number for number, _ in upload.rows}
    of_the_whole = [said for number, found in why.items() if number not in numbers for said in found]
    width = max([len(upload.headings), *(len(cells) for _, cells in upload.rows)], default=0)
    headings = [*upload.headings, *[""] * (width - len(upload.headings)), WHY]
    rows = [
        [*cells, *[""] * (width - len(cells)), " ".join(why.get(number, ()))] for number, cells in upload.rows
    ]
    if rows and of_the_whole:
        rows[0][-1] = " ".join([*of_the_whole, rows[0][-1]]).strip()
    if upload.name.endswith(".csv"):
        return sheets.text_file([headings, *rows]), "text/csv; charset=utf-8", "csv"
    book = sheets.Sheet(upload.name, headings)
    for (number, _), row in zip(upload.rows, rows, strict=True):
        book.add(row, marks=_marks(upload, number))
    return book.as_bytes(), sheets.XLSX, "xlsx"


def _marks(upload, number):
    columns = {problem["column"] for problem in upload.problems if problem["row"] == number}
    return {place for place, text in enumerate(upload.headings) if columns & {text, heading(text)}}

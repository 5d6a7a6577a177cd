"""Lists as spreadsheets: cells that no program takes for a formula, and the workbook that holds them.

A cell that begins with ``=``, ``+``, ``-`` or ``@`` is run by the program that opens it; so is one that hides
the sign behind spaces, a tab or a full-width letter. Such text gets an apostrophe in front. Numbers and days
stay what they are, so that they can be added up and sorted. No other module writes a text file of rows: the
writer that Python brings along writes a formula as it stands (tests/house/test_words.py).
"""

import csv
import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIGNS = ("=", "+", "-", "@")
RUNS = ("\t", "\r", "\n", "\x00")
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no place in a workbook
NO_TITLE = re.compile(r"[\[\]:*?/\\\x00-\x1f]")  # signs that no sheet may be called by
LONGEST_CELL = 32_767  # what a cell of a workbook holds
WIDEST, NARROWEST = 60, 10
KINDS = (int, float, Decimal, bool, datetime, date, time)


def safe_text(value):
    """The text of a cell, so that it is read and never run. Each letter of it stays."""
    text = "" if value is None else str(value)
    kept = UNKEEPABLE.sub("", text)
    first = unicodedata.normalize("NFKC", "".join(_seen(text))[:1])  # a full-width sign is a sign
    is_risky = first.startswith(SIGNS) or text.startswith(RUNS)
    return f"'{kept}"[:LONGEST_CELL] if is_risky else kept[:LONGEST_CELL]


def _seen(text):
    """A text from its first letter that can be seen: spaces and signs without a width do not count."""
    start = next((n for n, sign in enumerate(text) if _is_seen(sign)), len(text))
    return text[start:]


def _is_seen(sign):
    return not sign.isspace() and unicodedata.category(sign) not in ("Cc", "Cf", "Zs", "Zl", "Zp", "Cs")


def safe_cell(value):
    """A value as a workbook keeps it: numbers and days as such, everything else as safe text."""
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, float) and value != value:
        return ""  # not a number: a workbook has no word for it
    return value if isinstance(value, KINDS) else safe_text(value)


class Sheet:
    """One sheet of a workbook, written from the first row to the last."""

    def __init__(self, title, headings, *, about=()):
        self.book = Workbook(write_only=True)
        self.sheet = self.book.create_sheet(NO_TITLE.sub("", str(title))[:31] or "List")
        widths = [min(WIDEST, max(NARROWEST, len(str(heading)) + 4)) for heading in headings]
        for number, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        for line in about:
            self.sheet.append([self._cell(line)])
        self.sheet.freeze_panes = f"A{len(about) + 2}"
        self.sheet.append([self._cell(heading, font=Font(bold=True)) for heading in headings])

    def add(self, values, *, marks=()):
        """Write one row. ``marks`` are the columns, from 0, of the cells that somebody should look at."""
        self.sheet.append(
            [
                self._cell(value, font=Font(bold=True, color="9B1C1C") if number in marks else None)
                for number, value in enumerate(values)
            ]
        )

    def as_bytes(self):
        """The finished workbook. Nothing can be added to it after this."""
        out = BytesIO()
        self.book.save(out)
        return out.getvalue()

    def _cell(self, value, *, font=None):
        kept = safe_cell(value)
        cell = WriteOnlyCell(self.sheet, value=kept)
        if isinstance(kept, str):
            cell.data_type = "s"  # whatever it begins with, it is text
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if font is not None:
            cell.font = font
        return cell


def workbook(title, headings, rows, *, about=()):
    """A workbook of one sheet, as bytes: lines about it, the headings, a row for each line of the list."""
    sheet = Sheet(title, headings, about=about)
    for row in rows:
        sheet.add(row)
    return sheet.as_bytes()


def text_file(rows, *, separator=","):
    """A text file with one row a line, as bytes: each cell is text in quotation marks that nothing runs.

    It begins with the mark by which a spreadsheet program knows the letters.
    """
    out = StringIO()
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerows([safe_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def text_lines(rows, *, separator=","):
    """The same a row at a time, for a file that is sent while it is being written."""
    for number, row in enumerate(rows):
        out = StringIO()
        csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL).writerow(
            [safe_text(cell) for cell in row]
        )
        yield out.getvalue().encode("utf-8" if number else "utf-8-sig")


def file_name(stem, on):
    """ "waiting-list-2026-11-22.xlsx"."""
    return f"{stem}-{on:%Y-%m-%d}.xlsx"

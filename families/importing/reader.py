"""Opening a file that somebody else made: which sheets it has, and its rows one after another.

Rows are streamed, so that memory does not grow with the file. A cell becomes text: a day is written as
2026-04-03, a number as it stands, a formula by its last result; a link keeps its own text.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import zip_longest

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from accounts.refusals import Refused

from .delimited import csv_sheet

LARGEST_FILE = 10_000_000  # bytes
LARGEST_OPENED = 150_000_000  # bytes of XML inside a workbook
MOST_BLOWN_UP = 400  # a part that grows more than this when it is opened is no list of children
MOST_SHEETS, MOST_COLUMNS = 40, 200
MOST_ROWS = 20_000  # of a file: what one piece of work carries in half an hour, even on a busy machine
LONGEST_CELL = 4_000
BARREN = 2_000  # empty rows after which a sheet counts as over

INSTRUCTIONS = "This workbook holds instructions that a list never needs. It was not opened."
CONVERTED = "Open it in your spreadsheet program, save it as an Excel workbook (.xlsx) and choose that file."


@dataclass(frozen=True)
class Sheet:
    """One sheet of a file: its name, and a way to walk its rows as (number, texts)."""

    name: str
    walk: Callable[[], Iterator[tuple[int, list[str]]]]
    is_hidden: bool = False


@dataclass(frozen=True)
class Workbook:
    """A file that could be opened: its sheets, and from when its day numbers count (1900 or 1904)."""

    format: str
    sheets: list[Sheet]
    epoch: int = 1900


def open_file(content: bytes, name: str) -> Workbook:
    """Open a file by what it is, whatever it is called. Raises Refused with a sentence."""
    if not content:
        raise Refused("This file is empty: it has 0 bytes. Choose the file again.")
    if len(content) > LARGEST_FILE:
        raise Refused(f"This file is larger than {LARGEST_FILE // 1_000_000} MB. Save the sheets apart.")
    if content.startswith(b"PK\x03\x04"):
        return _workbook(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Refused("This workbook has a password. Save a copy without one and choose that.")
        raise Refused(f"This is a workbook of an old kind (.xls). {CONVERTED}")
    if _is_no_text(content):
        raise Refused(f"This is neither an Excel workbook nor a CSV file. {CONVERTED}")
    return Workbook("csv", [_guarded(csv_sheet(content, name))])


def _is_no_text(content):
    start = content[:4000]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False  # text in two bytes a letter
    markup = re.match(rb"\s*(\xef\xbb\xbf)?\s*<(!doctype|html|\?xml|table)", start, re.IGNORECASE)
    return b"\x00" in start or start.startswith(b"%PDF") or markup is not None


def _workbook(content):
    check_package(content)
    book = _load(content, values=True)
    try:
        names = [(sheet.title, sheet.sheet_state != "visible") for sheet in book.worksheets]
        epoch = 1904 if book.epoch == CALENDAR_MAC_1904 else 1900
    finally:
        book.close()
    if not names:
        raise Refused("This workbook has no sheets with rows.")
    if len(names) > MOST_SHEETS:
        raise Refused(f"This workbook has {len(names)} sheets; we read {MOST_SHEETS} at most.")
    sheets = [
        _guarded(Sheet(title, lambda place=place: _rows(content, place), hidden))
        for place, (title, hidden) in enumerate(names)
    ]
    return Workbook("xlsx", sheets, epoch)


def check_package(content):
    """Look at what is inside a workbook before any of it is opened. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused(
            "This workbook is damaged and cannot be opened. Save it again, then choose it."
        ) from None
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names:
        raise Refused(f"This is a binary workbook (.xlsb). {CONVERTED}")
    if "xl/workbook.xml" not in names:
        raise Refused(f"This is neither an Excel workbook nor a CSV file. {CONVERTED}")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("This workbook has a password. Save a copy without one and choose that.")
    opened = sum(part.file_size for part in parts)
    bombs = [p for p in parts if p.file_size > 5_000_000 and p.file_size > MOST_BLOWN_UP * p.compress_size]
    if opened > LARGEST_OPENED or bombs or len(parts) > 2_000:
        raise Refused("This workbook is far larger inside than a list of children can be. It was not opened.")


def _load(content, *, values):
    try:
        return load_workbook(io.BytesIO(content), read_only=True, data_only=values, keep_links=False)
    except Exception as error:  # whatever openpyxl meets in a file that somebody made by hand
        if _gives_instructions(error):
            raise Refused(INSTRUCTIONS) from error
        raise Refused("This workbook is damaged and cannot be opened. Save it again.") from error


def _gives_instructions(error):
    """Whether XML asked for more than to be read: entities, other files."""
    while error is not None and not isinstance(error, DefusedXmlException):
        error = error.__cause__
    return error is not None


def _rows(content, place):
    """Number and texts of each row of one sheet; formulas by their result, links by their own text."""
    results = _load(content, values=True)
    formulas = _load(content, values=False) if _has_formulas(content, results, place) else None
    try:
        results.worksheets[place].reset_dimensions()
        if formulas is None:
            for number, row in enumerate(results.worksheets[place].iter_rows(values_only=True), start=1):
                yield number, [_text(value) for value in row]
            return
        formulas.worksheets[place].reset_dimensions()
        pairs = zip_longest(
            results.worksheets[place].iter_rows(values_only=True),
            formulas.worksheets[place].iter_rows(values_only=True),
            fillvalue=(),
        )
        for number, (row, written) in enumerate(pairs, start=1):
            yield number, [_either(*both) for both in zip_longest(row, written)]
    finally:
        results.close()
        if formulas is not None:
            formulas.close()


def _has_formulas(content, book, place):
    """Whether a sheet has formulas: looked for in its bytes, a piece at a time."""
    path = getattr(book.worksheets[place], "_worksheet_path", "").lstrip("/")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(path) as part:
            rest = b""
            while piece := part.read(1 << 20):
                if b"<f>" in rest + piece or b"<f " in rest + piece:
                    return True
                rest = piece[-3:]
    except (KeyError, zipfile.BadZipFile, OSError):
        return True  # looked at twice rather than missed
    return False


def _either(result, written):
    """The result of a formula; a link, or a formula that was never worked out, by what is written."""
    is_formula = isinstance(written, str) and written.startswith("=")
    if is_formula and (result is None or written.upper().startswith("=HYPERLINK(")):
        return _text(written)
    return _text(result)


def _text(value):
    """A cell as text, so that nothing of it is lost."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time(0) else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _guarded(sheet):
    """The same sheet within our limits; whatever goes wrong in it is a sentence."""
    return Sheet(sheet.name, lambda: _within_limits(sheet), sheet.is_hidden)


def _within_limits(sheet):
    filled, last = 0, 0
    try:
        for number, texts in sheet.walk():
            cells = _plain(texts)
            if not cells:
                if number - last > BARREN:
                    break
                continue
            if len(cells) > MOST_COLUMNS:
                raise Refused(
                    f"“{sheet.name}” has more than {MOST_COLUMNS} columns: no list of ours is so wide."
                )
            filled, last = filled + 1, number
            if filled > MOST_ROWS:
                raise Refused(f"“{sheet.name}” has more than {MOST_ROWS:,} rows. Save it in parts.")
            yield number, cells
    except Refused:
        raise
    except Exception as error:  # a sheet that breaks off, dates beyond any calendar, columns beyond ZZZ
        if _gives_instructions(error):
            raise Refused(INSTRUCTIONS) from error
        raise Refused(f"“{sheet.name}” is damaged and cannot be read from row {last + 1} on.") from error


def _plain(texts):
    """The cells without what Postgres cannot keep, and without empty ones at the end."""
    cells = [
        text.replace("\x00", "").encode("utf-8", "replace").decode()[:LONGEST_CELL] if text else ""
        for text in texts
    ]
    while cells and not cells[-1].strip():
        cells.pop()
    return cells

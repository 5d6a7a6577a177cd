"""The rows that stayed out, as the same kind of file: same sheets, same columns, the reasons behind.

Cells that could not be read are coloured. What would be run by a spreadsheet is kept as text. A person mends
the file where she knows the answers, and brings it in again.
"""

import io
import re
from datetime import date

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from accounts import sheets

from ..models import ImportRow
from . import store
from .delimited import decoded, separator_of

WRONG = PatternFill("solid", fgColor="FBD5CE")
WHY = "Why this row stayed out"
Verdict = ImportRow.Verdict


def why(row):
    """Why a row stays out, in sentences."""
    if row.outcome_reason:
        return row.outcome_reason
    troubles = " ".join(sentence(problem) for problem in row.problems)
    if row.verdict == Verdict.LEFT_OUT:
        return f"{row.reason} {troubles}".strip()
    if row.verdict == Verdict.DUPLICATE:
        match = row.match_reasons
        return f"It may be {match.get('label', 'a child we have')}: {'; '.join(match.get('reasons', []))}."
    return troubles


def sentence(problem):
    """One cell’s trouble: “Date of birth: there is no 31 February. We expect a date such as 28/02/2024.”"""
    said = f"{problem['label']}: {problem['problem'].rstrip('.')}."
    return f"{said} We expect {problem['expected'].rstrip('.')}." if problem["expected"] else said


def name_of(batch):
    """ "caseload-november-stayed-out.xlsx"."""
    stem = re.sub(r"[^\w.-]+", "-", batch.name.rsplit(".", 1)[0]).strip("-.") or "import"
    return f"{stem[:80]}-stayed-out.{batch.format}"


def as_file(batch):
    """The bytes of the file with the rows that stayed out."""
    found = [(sheet, _rows(sheet)) for sheet in batch.sheets.exclude(kind="").order_by("position")]
    return _csv(batch, found) if batch.format == "csv" else _xlsx(found)


def _rows(sheet):
    """What stands above the headings, the headings, and the rows that stayed out."""
    above = sheet.rows.filter(number__lte=sheet.header_row).order_by("number")
    return list(above), list(sheet.rows.rejected().order_by("number"))


def _width(sheet, above, rejected):
    return max([len(sheet.headers), *(len(row.values) for row in (*above, *rejected))], default=0)


def _xlsx(found):
    book = Workbook(write_only=True)
    for sheet, (above, rejected) in found:
        width = _width(sheet, above, rejected)
        page = book.create_sheet(sheets.NO_TITLE.sub("", sheet.name)[:31] or f"Sheet {sheet.position + 1}")
        page.column_dimensions[get_column_letter(width + 1)].width = 70
        for row in above:
            extra = WHY if row.number == sheet.header_row else ""
            page.append(_cells(page, row.values, width, extra, bold=row.number == sheet.header_row))
        for row in rejected:
            page.append(_cells(page, row.values, width, why(row), wrong=_wrong(row)))
    if not found:
        book.create_sheet("Nothing stayed out")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _wrong(row):
    return {one["column"]: sentence(one) for one in row.problems if one["column"] is not None}


def _cells(page, values, width, extra, *, bold=False, wrong=()):
    cells = []
    for place, text in enumerate([*values, *[""] * (width - len(values)), extra]):
        cell = _cell(page, text)
        if bold:
            cell.font = Font(bold=True)
        if place in wrong:
            cell.fill, cell.comment = WRONG, Comment(wrong[place], "Stepping Stones")
        if place == width:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        cells.append(cell)
    return cells


def _cell(page, text):
    """Days stay days, so that they are read the same way again; all else is text, whatever it begins with."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        cell = WriteOnlyCell(page, value=date.fromisoformat(text))
        cell.number_format = "DD/MM/YYYY"
        return cell
    cell = WriteOnlyCell(page, value=sheets.safe_text(text))
    cell.data_type = "s"
    return cell


def _csv(batch, found):
    lines = []
    for sheet, (above, rejected) in found:
        width = _width(sheet, above, rejected)
        for row in (*above, *rejected):
            is_heading = row.number == sheet.header_row
            said = WHY if is_heading else why(row) if row.number > sheet.header_row else ""
            lines.append([*row.values, *[""] * (width - len(row.values)), said])
    return sheets.text_file(lines, separator=separator_of(decoded(store.content_of(batch))))

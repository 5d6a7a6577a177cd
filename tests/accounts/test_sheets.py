"""Whatever is in a list, no spreadsheet runs it, and nothing of it is lost."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from accounts import sheets

RISKY = [
    "=1+1",
    "+44 7700 900123",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1",
    "\n=1",
    " =1+1",
    "\u00a0=1",
    "\u200b=1",
    "\ufeff=HYPERLINK(1)",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "﹣1",
    "\x00=1",
    "\x00plain",
    "\tplain",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example.org","x")',
]
PLAIN = ["Aisha Khan", "O’Brien", "'already", "7 - 3", "a=b", "", "Zoë", "عائشة", "👶 baby", "1+1", "#REF!"]


@pytest.mark.parametrize("text", RISKY)
def test_text_that_would_be_run_gets_an_apostrophe(text):
    assert sheets.safe_text(text).startswith("'")


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_stays_as_it_is(text):
    assert sheets.safe_text(text) == text


@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_an_empty_cell(value):
    assert sheets.safe_text(value) == ""


@pytest.mark.parametrize("text", [*RISKY, *PLAIN])
def test_the_workbook_holds_text_and_no_formula(text):
    content = sheets.workbook("List", ["Name"], [[text]])
    cell = load_workbook(BytesIO(content)).active["A2"]
    assert cell.data_type != "f"
    assert (cell.value or "") == sheets.safe_text(text).replace("\r", "\n") or "\r" in text


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (-3, -3),
        (Decimal("0.25"), Decimal("0.25")),
        (date(2026, 11, 22), date(2026, 11, 22)),
        (datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2026, 7, 1, 10)),
        (float("nan"), ""),
        (True, True),
        (["a"], "['a']"),
    ],
)
def test_numbers_and_days_stay_what_they_are(value, kept):
    assert sheets.safe_cell(value) == kept


def test_signs_that_no_workbook_holds_are_left_out():
    content = sheets.workbook("List", ["A"], [["a\x0bb\ud800c" + "x" * 40_000]])
    text = load_workbook(BytesIO(content)).active["A2"].value
    assert text.startswith("abcx")
    assert len(text) == sheets.LONGEST_CELL


def test_rows_come_back_in_their_order_below_what_is_said_about_them():
    content = sheets.workbook("Waiting: list?", ["Child", "Score"], [["A", 3], ["B", 2]], about=["Two rows"])
    rows = list(load_workbook(BytesIO(content)).active.iter_rows(values_only=True))
    assert rows == [("Two rows", None), ("Child", "Score"), ("A", 3), ("B", 2)]


def test_a_marked_cell_can_be_told_from_the_others():
    sheet = sheets.Sheet("Rejected", ["Name", "Born"])
    sheet.add(["Aisha", "31/02/2024"], marks=[1])
    row = load_workbook(BytesIO(sheet.as_bytes())).active[2]
    assert [bool(cell.font.bold) for cell in row] == [False, True]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_text_file_keeps_each_cell_and_runs_none(separator):
    rows = [
        ["Name", "Words"],
        ["Zoë", 'she said "mama"'],
        ["a,b;c\td", "two\nlines"],
        [None, 7],
        ["x", "=1+1"],
    ]
    content = sheets.text_file(rows, separator=separator).decode("utf-8-sig")
    found = list(csv.reader(StringIO(content, newline=""), delimiter=separator))
    assert found[:3] == rows[:3]
    assert found[3:] == [["", "7"], ["x", "'=1+1"]]


@pytest.mark.parametrize("text", RISKY)
def test_no_text_file_holds_a_cell_that_is_run(text):
    (row,) = csv.reader(StringIO(sheets.text_file([[text]]).decode("utf-8-sig"), newline=""))
    assert row[0].startswith("'")

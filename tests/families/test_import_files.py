"""Files of other services, and files that nobody should open: each is read, or refused in a sentence."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from accounts.refusals import Refused
from families.actions import imports
from families.importing import reader
from families.models import Import, ImportRow
from tests.factories.accounts import TeamFactory, UserFactory

from .test_importing import book_of


@pytest.fixture
def staff(db):
    team = TeamFactory(name="North")
    UserFactory(name="Aoife Kinsella", worker=True, team=team)
    return UserFactory(administrator=True)


def checked(staff, content, name):
    batch = imports.upload(content, name=name, by=staff)
    imports.check(batch, by=staff)
    return list(ImportRow.objects.filter(sheet__batch=batch).order_by("sheet__position", "number"))


def test_a_semicolon_list_in_windows_letters_with_american_dates(staff):
    text = (
        "Last Name;First Name;Date of Birth;Gender;Home Visitor;Visit frequency;Mother;Mother's phone\r\n"
        "Łukasz?;Zoë;12/25/2023;F;Aoife Kinsella;every two weeks;Siân Ryan;07700 900555\r\n"
        "Ryan;José;03/04/2024;M;A. Kinsella;Weekly;Siân Ryan;(07700) 900555 - work\r\n"
    ).replace("Łukasz?", "Müller")
    first, zoe, jose = checked(staff, text.encode("cp1252"), "export.csv")
    assert first.reason == "These are the headings."
    assert (zoe.read["given_name"], zoe.read["family_name"]) == ("Zoë", "Müller")
    assert zoe.read["born_on"] == "2023-12-25"
    assert jose.read["born_on"] == "2024-03-04"  # the other row settles it: month first
    assert (zoe.read["frequency"], jose.read["frequency"]) == ("fortnightly", "weekly")
    assert jose.read["phone"] == "07700 900 555"
    assert jose.notes == [{"heading": "Mother's phone", "text": "- work"}]


def test_merged_group_headings_empty_columns_and_two_adults(staff):
    rows = [
        ["Child", None, None, None, "Mum", None, "Dad", None, None],
        ["Name", "Birthday", None, "NHS ID", "Name", "Tel", "Name", "Tel", "Key worker"],
        ["Ida Brook", date(2024, 5, 6), None, None, "Ann Brook", "07700 900001", "Jim Brook", "07700 900002",
         "Kinsella"],
    ]  # fmt: skip
    batch = imports.upload(book_of({"Sheet1": rows}), name="kids.xlsx", by=staff)
    sheet = batch.sheets.get()
    assert sheet.header_row == 2
    assert sheet.headers[0] == "Child: Name"
    assert sheet.kind == "children"
    assert sheet.mapping["0"] == "name"
    assert "2" not in sheet.mapping


def test_headings_in_other_words_are_found_by_what_stands_below(staff):
    rows = [["Pupil name", "When born", "Number", "Rings", "Lives", "Sees them"]]
    rows += [
        [f"Ida{'abcdef'[n]} Brook", date(2024, 5, 6 + n), f"07700 90000{n}", "English", f"FN{n + 1} 2AB",
         "Aoife Kinsella"]
        for n in range(6)
    ]  # fmt: skip
    batch = imports.upload(book_of({"Our children": rows}), name="kids.xlsx", by=staff)
    sheet = imports.say_kind(batch.sheets.get(), kind="children", by=staff)
    assert sheet.mapping["1"] == "born_on"
    assert sheet.mapping["2"] == "phone"
    assert sheet.mapping["4"] == "postcode"
    assert sheet.mapping["5"] == "worker"


def test_a_tab_separated_list_without_anything_for_us_is_left_out(staff):
    batch = imports.upload(b"Colour\tShape\nred\tround\nblue\tsquare\n", name="stock.txt", by=staff)
    assert batch.sheets.get().kind == ""
    with pytest.raises(Refused, match="Every sheet is left out"):
        imports.check(batch, by=staff)


def test_a_link_keeps_its_text_and_a_formula_without_result_is_not_read(staff):
    rows = [["Name", "DOB", "Worker", "Frequency", "Notes"]]
    rows += [
        ["Ida Brook", "=A1+1", "Aoife Kinsella", "weekly", '=HYPERLINK("https://example.org/x","the map")']
    ]
    row = checked(staff, book_of({"Children": rows}), "x.xlsx")[-1]
    assert row.notes == [{"heading": "Notes", "text": "the map (https://example.org/x)"}]
    assert row.problems[0]["problem"] == "this is a formula that has no result"


def test_day_numbers_count_from_1904_where_the_workbook_says_so(staff):
    book = Workbook()
    book.epoch = reader.CALENDAR_MAC_1904
    for line in (["Name", "DOB", "Worker", "Frequency"], ["Ida Brook", 43956, "Aoife Kinsella", "weekly"]):
        book.active.append(line)
    out = io.BytesIO()
    book.save(out)
    row = checked(staff, out.getvalue(), "mac.xlsx")[-1]
    assert row.read["born_on"] == "2024-05-06"
    assert "number a spreadsheet has" in row.remarks[0]


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


def spoilt(sheet_xml):
    """A real workbook whose first sheet is put in place of ours."""
    good, out = io.BytesIO(book_of({"A": [["x"]]})), io.BytesIO()
    with zipfile.ZipFile(good) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for part in package.infolist():
            text = sheet_xml if part.filename == "xl/worksheets/sheet1.xml" else package.read(part)
            made.writestr(part.filename, text)
    return out.getvalue()


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>' + SHEET.format(
    '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>'
)
WIDE = SHEET.format(
    '<row r="1">' + "".join(f'<c t="inlineStr"><is><t>c{n}</t></is></c>' for n in range(20_000)) + "</row>"
)
HOSTILE = {
    "nothing": (b"", "0 bytes"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "neither an Excel workbook nor a CSV file"),
    "a web page": (b"<html><table><tr><td>1</td></tr></table>", "neither an Excel workbook nor a CSV file"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old kind"),
    "a locked workbook": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    "half a workbook": (book_of({"A": [["x"]]})[:400], "damaged"),
    "another package": (zipped(word__document_dot_xml="x"), "neither an Excel workbook nor a CSV file"),
    "a bomb": (zipped(xl__workbook_dot_xml="x", xl__big_dot_xml="0" * 30_000_000), "far larger inside"),
    "entities": (spoilt(ENTITIES), "instructions that a list never needs"),
    "a very wide sheet": (spoilt(WIDE), "more than 200 columns"),
    "a sheet that breaks off": (spoilt(SHEET[:80]), "cannot be"),
}


@pytest.mark.parametrize(("content", "sentence"), HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_cannot_be_opened_is_a_sentence(staff, content, sentence):
    with pytest.raises(Refused, match=sentence):
        imports.upload(content, name="list.xlsx", by=staff)
    assert not Import.objects.exists()


def test_a_macro_is_not_run_and_its_workbook_is_read_as_a_list(staff):
    content = io.BytesIO(book_of({"Children": [["Name", "DOB"], ["Ida Brook", date(2024, 5, 6)]]}))
    with zipfile.ZipFile(content, "a") as package:
        package.writestr("xl/vbaProject.bin", b"\0macro")
    batch = imports.upload(content.getvalue(), name="list.xlsm", by=staff)
    assert batch.sheets.get().row_count == 2


def test_signs_that_no_database_keeps_are_taken_out(staff):
    text = "Name,DOB\nIda\x00 Br\ud83d\ude00ook,6/5/2024\n".encode("utf-8", "surrogatepass")
    with pytest.raises(Refused):
        imports.upload(text, name="list.csv", by=staff)  # a NUL makes it no text at all
    batch = imports.upload(b"Name,DOB\nIda Br\xf0\x9f\x98\x80ook,6/5/2024\n", name="list.csv", by=staff)
    assert batch.sheets.get().row_count == 2

"""The pages of an import: each tile is its list, each button says what it did, nobody else comes in."""

import re

import pytest
from django.urls import reverse

from families.models import Import, ImportRow
from tests.factories.importing import ImportRowFactory, messy_workbook

from .test_importing import row_with, staged


@pytest.fixture
def batch(people):
    return staged(people.administrator)


@pytest.fixture
def mel(people, signed_in):
    return signed_in(people.administrator)


def rows_url(batch):
    sheet = batch.sheets.get(name="Caseload")
    return reverse("families:import_rows", args=[sheet.ref])


def test_each_tile_is_exactly_its_list(mel, batch):
    url = rows_url(batch)
    page = mel.get(url)
    for tile in page.context["tiles"]:
        shown = mel.get(url, {"row": tile["key"]}).context["page_obj"].paginator.count
        assert shown == tile["n"], tile["text"]
    everything = sum(tile["n"] for tile in page.context["tiles"]) + page.context["counts"]["left_out"]
    assert mel.get(url, {"row": "all"}).context["page_obj"].paginator.count == everything


def test_a_longer_list_asks_the_database_no_more(mel, batch, same_queries):
    url = rows_url(batch)
    sheet = batch.sheets.get(name="Caseload")

    def add_rows():
        last = sheet.rows.latest("number").number
        for number in range(last + 1, last + 6):
            ImportRowFactory(sheet=sheet, number=number, verdict="invalid", values=["x"])

    same_queries(mel, url, add_rows, most=20)


def test_a_new_child_without_a_start_says_what_is_written_instead(mel, people):
    text = "Name,DOB,Start,How often\nIda Brook,5 May 2024,1 June 2025,weekly\nIda Moor,6 May 2024,,weekly\n"
    batch = staged(people.administrator, text.encode(), name="kids.csv", team=str(people.ashby.pk))
    url = reverse("families:import_rows", args=[batch.sheets.get().ref])
    page = mel.get(url, {"row": "new"})
    with_start, without = page.context["lines"]
    assert with_start["assumed"] == []
    assert without["assumed"][0].startswith("No start in the file: we write today")
    assert page.content.decode().count("No start in the file") == 1


def test_a_cell_is_mended_where_it_stands(mel, batch):
    row = row_with(batch, "31/02/2024")
    url = reverse("families:import_row_decide", args=[row.ref])
    said = {"what": "mend", "code": "born_on", "text": "28/02/2024", "row": "needs", "page": "1"}
    page = mel.post(url, said, follow=True)
    assert f"Row {row.number}: new." in page.content.decode()
    row.refresh_from_db()
    assert row.verdict == ImportRow.Verdict.NEW


def test_a_button_that_comes_too_late_says_so(mel, batch):
    row = row_with(batch, "31/02/2024")
    Import.objects.filter(pk=batch.pk).update(status="read")
    said = {"what": "leave_out", "code": "", "row": "needs"}
    page = mel.post(reverse("families:import_row_decide", args=[row.ref]), said, follow=True)
    assert "this cannot be done" in page.content.decode()


def test_an_upload_that_cannot_be_read_stays_on_the_page_with_a_sentence(mel):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = mel.post(reverse("families:import_add"), {"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04no")})
    assert page.status_code == 200
    assert "damaged" in page.content.decode()


def test_two_columns_cannot_be_the_same(mel, batch):
    sheet = batch.sheets.get(name="Caseload")
    url = reverse("families:import_match", args=[sheet.ref])
    fields = {f"column_{place}": code or "left_out" for place, code in sheet.mapping.items()}
    page = mel.post(url, {**fields, "column_11": "born_on"})
    assert "Two columns cannot both be" in page.content.decode()


def test_the_rows_that_stay_out_are_a_file_of_the_same_kind(mel, batch):
    answer = mel.get(reverse("families:import_rejected", args=[batch.ref]))
    assert answer["Content-Disposition"] == 'attachment; filename="list-stayed-out.xlsx"'
    assert answer.content.startswith(b"PK")


@pytest.mark.parametrize("name", ["worker", "team_lead", "parent", "auditor"])
def test_nobody_else_sees_a_file(people, signed_in, name):
    batch = staged(people.administrator, messy_workbook().content)
    client = signed_in(getattr(people, name))
    for url in ("families:import_list", "families:import_detail"):
        args = [] if url.endswith("list") else [batch.ref]
        assert client.get(reverse(url, args=args)).status_code == 403


def test_no_page_names_a_row_by_its_number_in_the_database(mel, batch):
    url = rows_url(batch)
    text = mel.get(url, {"row": "all"}).content.decode()
    assert not re.search(r"/import-rows/\d+/", text)

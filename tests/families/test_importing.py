"""A workbook comes in: nothing lost, nothing invented, each refusal explained, all of it undone."""

import io
from datetime import date, timedelta

import pytest
from django.db import transaction
from openpyxl import load_workbook

from accounts.models import AuditEvent
from accounts.refusals import Refused
from equipment.models import Equipment, Loan
from families.actions import imports
from families.importing import jobs, kinds, reject
from families.models import (
    Address,
    Allocation,
    Carer,
    Child,
    ColumnMatch,
    Episode,
    Family,
    Import,
    ImportedNote,
    ImportRow,
    NotSame,
    Referral,
)
from tests.factories.families import AddressFactory, CarerFactory, ChildFactory
from tests.factories.importing import messy_workbook

OURS = (Family, Child, Address, Carer, Episode, Allocation, Referral, ImportedNote, NotSame, Equipment, Loan)


def staged(by, content=None, name="list.xlsx", **answers):
    batch = imports.upload(content or messy_workbook().content, name=name, by=by)
    for sheet in batch.sheets.exclude(kind=""):
        sheet.answers = {**sheet.answers, **answers}
        sheet.save()
    imports.check(batch, by=by)
    return Import.objects.get(pk=batch.pk)


def rows_of(batch, sheet="Caseload"):
    return ImportRow.objects.filter(sheet__batch=batch, sheet__name=sheet)


def row_with(batch, text, sheet="Caseload"):
    return next(row for row in rows_of(batch, sheet).select_related("sheet") if text in str(row.values))


def counted():
    return {model: model.objects.count() for model in OURS}


def test_sheets_headings_and_columns_are_found_under_titles(staff):
    batch = imports.upload(messy_workbook().content, name="list.xlsx", by=staff)
    caseload, waiting, toys, old = batch.sheets.all()
    assert (caseload.kind, caseload.header_row) == ("children", 3)
    assert (waiting.kind, toys.kind, old.kind) == ("waiting", "toys", "")
    assert old.is_hidden
    assert caseload.mapping["0"] == "name"
    assert caseload.mapping["11"] == kinds.NOTE


def test_every_row_of_the_file_is_a_row_here(staff):
    content = messy_workbook().content
    batch = staged(staff, content)
    for page in load_workbook(io.BytesIO(content)):
        filled = [
            number
            for number, cells in enumerate(page.iter_rows(values_only=True), 1)
            if any(cell is not None for cell in cells)
        ]
        kept = rows_of(batch, page.title).exclude(verdict="blank").values_list("number", flat=True)
        assert sorted(kept) == filled


def test_titles_sections_and_totals_are_left_out_with_the_reason(staff):
    batch = staged(staff)
    reasons = dict(rows_of(batch).filter(verdict="left_out").values_list("number", "reason"))
    assert reasons[1] == "It stands above the headings."
    assert reasons[3] == "These are the headings."
    assert "heading between" in row_with(batch, "--- Sofia").reason
    assert "total" in row_with(batch, "TOTAL").reason


def test_what_cannot_be_read_says_where_and_what_was_expected(staff):
    batch = staged(staff)
    said = [reject.why(row) for row in rows_of(batch).filter(verdict="invalid").order_by("number")]
    assert len(said) == messy_workbook().wrong["Caseload"]
    assert said[0] == (
        "Date of birth: there is no 31 February. We expect a date of birth such as 28/02/2024."
    )
    assert "NHS number: 9 digits. We expect 10 digits, the last one a check digit." in said
    assert any(
        line.startswith("Worker: no portage worker of this name. We expect one of Sofia") for line in said
    )
    assert any("there is no month 13" in line for line in said)
    assert any(line.startswith("Child’s name: this is one name only.") for line in said)


def test_names_in_every_habit_give_the_same_child(staff):
    batch = staged(staff)
    names = {
        (row.read["given_name"], row.read["family_name"]) for row in rows_of(batch).filter(verdict="new")
    }
    assert ("Orla", "Penrose") in names
    assert all(not last.isupper() for _given, last in names)


def test_words_behind_a_telephone_number_are_kept(staff):
    row = row_with(staged(staff), "(mum) text only")
    assert row.read["phone"].startswith("07700 900")
    assert {"heading": "Mobile", "text": "(mum) text only"} in row.notes


def test_rows_come_in_with_family_home_adult_and_caseload(staff, run):
    batch = staged(staff)
    ready = rows_of(batch).ready().count()
    batch = run(imports.bring_in, batch, by=staff)
    assert batch.status == "committed"
    assert rows_of(batch).filter(outcome="created").count() == ready
    child = Child.objects.get(given_name="Orla", family_name="Penrose")
    assert child.carers.get().name.endswith("Penrose")
    assert child.family.addresses.get().lines
    assert child.episodes.get().allocations.get().worker.name == "Sofia Marsh"
    assert AuditEvent.objects.filter(what="child.brought_in", child_ref=child.ref).exists()


def test_a_waiting_list_stands_on_ours_with_our_own_score(staff, run):
    run(imports.bring_in, staged(staff), by=staff)
    waiting = Referral.objects.filter(status="waiting")
    assert waiting.count() == 6
    assert all(one.score is not None and one.breakdown for one in waiting)
    assert {one.source for one in waiting} >= {"health_visitor", "paediatrician", "parent", "gp", "setting"}
    assert waiting.get(child__given_name="Waitf").referrer_name == "J Okoro"


def test_the_toy_library_comes_in_with_its_open_loans(staff, run):
    batch = run(imports.bring_in, staged(staff), by=staff)
    board = Equipment.objects.get(code="K1")
    assert board.loans.get().child.given_name == "Orla"
    assert Equipment.objects.get(code="K2").condition == "quarantine"
    said = [reject.why(row) for row in rows_of(batch, "Toys").filter(verdict="invalid").order_by("number")]
    assert said[0].startswith("Number on the label: is empty.")
    assert "row 3 has this number too" in said[1]


def test_a_note_about_a_safe_address_protects_until_a_person_decides(staff, run):
    batch = staged(staff)
    row = row_with(batch, "must NOT")
    assert row.asks
    assert row.protects
    run(imports.bring_in, batch, by=staff)
    note = ImportedNote.objects.get(heading="Anything else", is_about_safety=True)
    home = note.child.family.addresses.get()
    assert home.is_protected
    assert home.lines == ""
    assert home.reveal().lines


def test_a_person_may_say_that_a_note_is_not_about_the_address(staff, run):
    batch = staged(staff)
    imports.protect(row_with(batch, "must NOT"), protects=False, by=staff)
    assert not rows_of(batch).filter(asks=True).exists()
    run(imports.bring_in, batch, by=staff)
    assert not Address.objects.filter(is_protected=True).exists()
    assert ImportedNote.objects.filter(heading="Anything else").exists()


def test_the_adult_whom_such_a_note_names_is_told_nothing(staff, run):
    rows = [
        ["Name", "DOB", "Parent", "Address", "Worker", "Frequency", "Notes"],
        ["Nia Tran", date(2024, 2, 3), "Bo Tran (dad)", "1 Quay Street", "Sofia Marsh", "weekly",
         "split family, dad NOT to have address"],
    ]  # fmt: skip
    run(imports.bring_in, staged(staff, book_of({"Caseload": rows})), by=staff)
    tie = Carer.objects.get(name="Bo Tran")
    assert tie.access == "limited"
    assert "dad NOT to have address" in tie.access_reason


def test_a_mended_cell_makes_its_row_ready(staff):
    batch = staged(staff)
    row = row_with(batch, "31/02/2024")
    imports.mend(row, code="born_on", text="28/02/2024", by=staff)
    row.refresh_from_db()
    assert row.verdict == "new"
    assert row.read["born_on"] == "2024-02-28"
    assert "31/02/2024" in row.values


def test_one_answer_mends_every_cell_that_says_the_same(staff):
    rows = [["Name", "DOB", "Worker", "Frequency"]]
    rows += [[f"Nia{'abc'[n]} Tran", date(2024, 2, 3 + n), "Z. Nobody", "weekly"] for n in range(3)]
    batch = staged(staff, book_of({"Caseload": rows}))
    changed = imports.mend(
        row_with(batch, "Niaa"), code="worker", text="T. Brooks", everywhere=True, by=staff
    )
    assert changed == 3
    assert rows_of(batch).filter(verdict="new").count() == 3


def test_a_row_comes_in_without_a_value_that_stays_as_a_note(staff, run):
    batch = staged(staff)
    imports.go_without(row_with(batch, "999 123 456"), code="nhs_number", by=staff)
    run(imports.bring_in, batch, by=staff)
    note = next(note for note in ImportedNote.objects.filter(heading="NHS") if note.text == "999 123 456")
    assert note.child.nhs_number is None


def test_no_row_comes_in_without_a_date_of_birth(staff):
    row = row_with(staged(staff), "31/02/2024")
    with pytest.raises(Refused, match="cannot come in without it"):
        imports.go_without(row, code="born_on", by=staff)


def test_a_child_whom_we_have_is_a_possible_duplicate_and_a_person_decides(staff, run):
    ours = ChildFactory(given_name="Nia", family_name="Tran", born_on=date(2024, 3, 2))
    rows = [["Name", "DOB", "Worker", "Frequency", "Tel"]]
    rows += [["Nia Tran", date(2024, 2, 3), "T. Brooks", "weekly", "07700 900123"]]
    batch = staged(staff, book_of({"Caseload": rows}))
    row = rows_of(batch).get(verdict="duplicate")
    assert row.match_ref == ours.ref
    assert any("day and month" in reason for reason in row.match_reasons["reasons"])
    imports.decide(row, decision="different", by=staff)
    run(imports.bring_in, batch, by=staff)
    assert Child.objects.filter(given_name="Nia").count() == 2
    assert NotSame.objects.count() == 1


def test_an_update_fills_in_and_keeps_what_we_say_otherwise(staff, run):
    ours = ChildFactory(given_name="Nia", family_name="Tran", born_on=date(2024, 2, 3), known_as="Nini")
    AddressFactory(family=ours.family, lines="9 Larch Way", postcode="FN1 1AB")
    CarerFactory(child=ours, name="Bo Tran", phone="")
    before = counted()
    rows = [["First name", "Surname", "DOB", "Known as", "Parent", "Tel", "Address", "Worker", "Frequency"]]
    rows += [["Nia", "Tran", date(2024, 2, 3), "Nia-Mae", "Bo Tran", "07700 900123", "1 Quay Street",
              "T. Brooks", "weekly"]]  # fmt: skip
    batch = staged(staff, book_of({"Caseload": rows}))
    imports.decide(rows_of(batch).get(verdict="duplicate"), decision="same", by=staff)
    batch = run(imports.bring_in, batch, by=staff)
    ours.refresh_from_db()
    assert ours.known_as == "Nini"
    assert ours.carers.get().phone == "07700 900 123"
    assert {note.text for note in ours.imported_notes.all()} >= {"Nia-Mae", "1 Quay Street"}
    assert Child.objects.count() == 1
    run(imports.take_out, batch, by=staff)
    assert ours.carers.get().phone == ""
    assert counted() == before


def test_a_child_twice_in_the_file_is_asked_about(staff):
    rows = [["Name", "DOB", "Worker", "Frequency"]]
    rows += [
        ["Nia Tran", date(2024, 2, 3), "T. Brooks", "weekly"],
        ["TRAN Nia", date(2024, 2, 3), "T. Brooks", "F"],
    ]
    batch = staged(staff, book_of({"Caseload": rows}))
    twin = rows_of(batch).get(verdict="duplicate")
    assert twin.match_reasons["where"] == "row 2 of Caseload"


def test_undoing_leaves_the_records_as_they_were_and_it_can_come_in_again(staff, run):
    before = counted()
    content = messy_workbook().content
    batch = run(imports.bring_in, staged(staff, content), by=staff)
    first = counted()
    assert first != before
    batch = run(imports.take_out, batch, by=staff)
    assert batch.status == "undone"
    assert counted() == before
    again = staged(staff, content)
    assert list(rows_of(again).values_list("number", "verdict")) == list(
        rows_of(batch).values_list("number", "verdict")
    )
    run(imports.bring_in, again, by=staff)
    assert counted() == first


def test_what_was_changed_since_stays_and_says_so(staff, run):
    batch = run(imports.bring_in, staged(staff), by=staff)
    touched = Child.objects.get(given_name="Orla", family_name="Penrose")
    touched.known_as = "Olly"
    touched.save()
    ChildFactory(family=Child.objects.get(given_name="Hamza", family_name="Achebe").family)
    batch = run(imports.take_out, batch, by=staff)
    kept = {
        row.read.get("given_name", row.read.get("name")): row
        for row in ImportRow.objects.filter(outcome="kept")
    }
    assert kept["Orla"].outcome_reason == "The child’s record was changed since."
    assert kept["Hamza"].outcome_reason == "Since then something was added to it."
    assert {child.given_name for child in Child.objects.all()} >= {"Orla", "Hamza"}
    assert kept["Orla"].outcome == "kept"


def test_an_import_is_not_undone_after_the_days_that_the_rules_allow(staff, run):
    batch = run(imports.bring_in, staged(staff), by=staff)
    batch.committed_at = batch.committed_at - timedelta(days=365)
    batch.save()
    with pytest.raises(Refused, match="are over"):
        imports.take_out(batch, by=staff)


def test_all_come_in_or_none(staff, monkeypatch):
    batch = staged(staff)
    before = counted()
    batch = imports.bring_in(batch, by=staff)
    monkeypatch.setattr("families.importing.commit.audit.record", _fails)
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.commit.commit(batch, by=staff)
    assert counted() == before
    assert Import.objects.get(pk=batch.pk).status == "committing"


def _fails(*args, **kwargs):
    raise RuntimeError("no line of the trail, no import")


def test_two_who_bring_in_at_once_bring_in_once(staff, run):
    batch = staged(staff)
    run(imports.bring_in, batch, by=staff)
    with pytest.raises(Refused, match="brought in"):
        imports.bring_in(batch, by=staff)


def test_headings_are_remembered_for_the_next_file(staff):
    rows = [["Kiddie", "Arrived in the world", "Minder", "Rhythm"]]
    rows += [[f"Nia{'abcd'[n]} Tran", date(2024, 2, 3 + n), "T. Brooks", "weekly"] for n in range(4)]
    content = book_of({"Caseload": rows})
    batch = imports.upload(content, name="odd.xlsx", by=staff)
    sheet = imports.say_kind(batch.sheets.get(), kind="children", by=staff)
    mapping = {"0": "name", "1": "born_on", "2": "worker", "3": "frequency"}
    imports.match(sheet, mapping=mapping, answers=sheet.answers, by=staff)
    assert ColumnMatch.objects.get(header="kiddie").field == "name"
    again = imports.upload(content, name="odd.xlsx", by=staff).sheets.get()
    assert (again.kind, again.mapping) == ("children", mapping)


def test_the_rejected_rows_come_back_as_the_same_file_with_reasons_and_colour(staff):
    batch = staged(staff)
    book = load_workbook(io.BytesIO(reject.as_file(batch)))
    page = book["Caseload"]
    assert page["A1"].value.startswith("OUR CASELOAD")
    assert page["M3"].value == reject.WHY
    bad = next(row for row in page.iter_rows(min_row=4) if row[1].value == "31/02/2024")
    assert bad[1].fill.fgColor.rgb.endswith("FBD5CE")
    assert bad[12].value.startswith("Date of birth: there is no 31 February.")
    assert page.max_row == 3 + messy_workbook().wrong["Caseload"]


def test_the_rejected_rows_can_be_brought_in_again_as_they_are(staff):
    batch = staged(staff)
    again = staged(staff, reject.as_file(batch), name="again.xlsx")
    assert rows_of(again).filter(verdict="invalid").count() == messy_workbook().wrong["Caseload"]


def book_of(sheets):
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_text_file_comes_back_as_one_and_nothing_in_it_is_run(staff):
    text = "Name;DOB;Notes\nIda Brook;31/02/2024;=1+1\nIda Moor;5 May 2024;fine\n"
    batch = staged(staff, text.encode(), name="kids.csv", frequency="weekly")
    lines = reject.as_file(batch).decode("utf-8-sig").splitlines()
    assert lines[0] == f'"Name";"DOB";"Notes";"{reject.WHY}"'
    assert lines[1].startswith('"Ida Brook";"31/02/2024";"\'=1+1";"Date of birth: there is no 31 February.')


def test_the_same_file_on_top_of_itself_keeps_no_note_twice(staff, run):
    content = messy_workbook().content
    run(imports.bring_in, staged(staff, content), by=staff)
    notes = ImportedNote.objects.count()
    again = staged(staff, content, name="again.xlsx")
    assert rows_of(again).filter(verdict="update").exists()
    again = run(imports.bring_in, again, by=staff)
    assert ImportedNote.objects.count() == notes
    assert run(imports.take_out, again, by=staff).status == "undone"
    assert ImportedNote.objects.count() == notes

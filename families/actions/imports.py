"""A workbook's way into the records: uploaded, matched, mended, brought in, undone."""

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from ..importing import columns, jobs, kinds, rows, store, undo
from ..importing.reader import open_file
from ..importing.roster import Roster
from ..models import Import, ImportRow

AT_ONCE_BYTES = 60_000  # a file so small is read while one waits
AT_ONCE_ROWS = 240
Status, Verdict, Decision = Import.Status, ImportRow.Verdict, ImportRow.Decision
SAFE_NAME = 120


@transaction.atomic
def upload(content, *, name, by, at_once=False):
    """Take in a file. A small one is read at once, a large one in the background. Raises Refused."""
    book = open_file(content, name)
    file, sha256 = store.keep(content, book.format)
    batch = Import.objects.create(
        name=name.replace("\\", "/").rsplit("/", 1)[-1][:SAFE_NAME] or f"list.{book.format}",
        file=file,
        sha256=sha256,
        size=len(content),
        format=book.format,
        uploaded_by=by,
    )
    audit.record("import.uploaded", by=by, target=batch, after={"bytes": len(content)})
    if len(content) > AT_ONCE_BYTES and not at_once:
        jobs.ask("read", batch, by)
    else:
        jobs.read_now(batch)
    return batch


@transaction.atomic
def say_kind(sheet, *, kind, by):
    """Say what a sheet lists, or that it is left out; its columns are proposed anew."""
    batch = _holding(sheet.batch, Status.READ, Status.STAGED)
    if sheet.kind == kind:
        return sheet
    sheet.kind, sheet.is_matched, sheet.mapping, sheet.answers = kind, False, {}, {}
    if (found := kinds.get(kind)) is not None:
        sheet.mapping = columns.propose(found, sheet.headers, sheet.samples, columns.remembered(), Roster())
        sheet.answers = {one.code: one.start() for one in found.questions}
    sheet.save(update_fields=["kind", "is_matched", "mapping", "answers"])
    _back_to_matching(batch)
    audit.record("import.sheet_told", by=by, target=sheet, after={"kind": kind})
    return sheet


@transaction.atomic
def match(sheet, *, mapping, answers, by):
    """Say what each column is and what holds for the whole sheet; the headings are remembered."""
    batch = _holding(sheet.batch, Status.READ, Status.STAGED)
    kind = kinds.get(sheet.kind)
    if kind is None:
        raise Refused("This sheet is left out. Say first what it lists.")
    doubled = _doubled(kind, mapping)
    if doubled:
        raise Refused(f"Two columns cannot both be “{doubled}”. Keep one as a note.")
    if not kind.has_needs(mapping.values()):
        raise Refused(_what_lacks(kind, mapping))
    columns.remember(kind, sheet.headers, mapping, by)
    sheet.mapping, sheet.answers, sheet.is_matched = mapping, answers, True
    sheet.save(update_fields=["mapping", "answers", "is_matched"])
    _back_to_matching(batch)
    audit.record("import.columns_matched", by=by, target=sheet)
    return sheet


def _doubled(kind, mapping):
    codes = [code for code in mapping.values() if code in kind.by_code]
    return next((kind.by_code[code].label for code in codes if codes.count(code) > 1), "")


def _what_lacks(kind, mapping):
    said = set(mapping.values())
    lacking = [ways for ways in kind.needs if not any(set(way) <= said for way in ways)]
    labels = [" and ".join(kind.by_code[code].label for code in ways[0]) for ways in lacking]
    which = ", and which is ".join(labels)
    return f"Say which column is {which}: no {kind.one} can come in without."


def _back_to_matching(batch):
    if batch.status == Status.STAGED:
        batch.status = Status.READ
        batch.save(update_fields=["status"])


@transaction.atomic
def check(batch, *, by, at_once=False):
    """Have every row read and compared: at once for a short file, else in the background."""
    batch = _holding(batch, Status.READ, Status.STAGED)
    sheets = rows.in_order(batch)
    if not sheets:
        raise Refused("Every sheet is left out. Say what one of them lists.")
    batch.status, batch.problem = Status.STAGING, ""
    batch.total = sum(sheet.row_count for sheet in sheets)
    if batch.total > AT_ONCE_ROWS and not at_once:
        jobs.ask("stage", batch, by)
    else:
        batch.save(update_fields=["status", "problem", "total"])
        jobs.stage_now(batch)
    audit.record("import.checked", by=by, target=batch)
    return batch


@transaction.atomic
def mend(row, *, code, text, by, everywhere=False):
    """Write a cell anew: in this row, or in each row whose cell says the same. Returns how many."""
    _holding(row.sheet.batch, Status.STAGED)
    found = _alike(row, code) if everywhere else [row]
    for one in found:
        one.mended = {**(one.mended or {}), code: text}
        one.without = [kept for kept in one.without if kept != code]
    return _settle(found, "import.cell_mended", by, code)


@transaction.atomic
def go_without(row, *, code, by, everywhere=False):
    """Bring rows in without one value; what the cell says stays as a note."""
    _holding(row.sheet.batch, Status.STAGED)
    problem = next((one for one in row.problems if one["code"] == code), None)
    if problem is None or not problem["may_skip"]:
        raise Refused("This row cannot come in without it. Write it anew, or leave the row out.")
    found = _alike(row, code) if everywhere else [row]
    for one in found:
        one.without = sorted({*one.without, code})
    return _settle(found, "import.cell_left_out", by, code)


@transaction.atomic
def decide(row, *, decision, by):
    """Say of one row: leave it out, it is the same child, it is another child, or none of these any more."""
    _holding(row.sheet.batch, Status.STAGED)
    if decision in (Decision.SAME, Decision.DIFFERENT) and not row.match_ref:
        raise Refused("This row looks like no other any more. Look at it again.")
    row.decision = decision
    return _settle([row], "import.row_decided", by, str(decision))


@transaction.atomic
def bring_back(row, *, by):
    """Say that a row that was taken for a heading or a total is a row of data."""
    _holding(row.sheet.batch, Status.STAGED)
    row.reason, row.verdict, row.decision = "", Verdict.RAW, Decision.NONE
    return _settle([row], "import.row_decided", by, "bring_back")


@transaction.atomic
def protect(row, *, protects, by):
    """Say whether a note about a safe address protects the address of this row."""
    _holding(row.sheet.batch, Status.STAGED)
    if not row.safety:
        raise Refused("This row says nothing about a safe address.")
    row.protects, row.asks = protects, False
    row.save(update_fields=["protects", "asks"])
    audit.record("import.safety_decided", by=by, target=row, after={"protected": protects})
    return row


def _settle(found, event, by, what):
    for one in found:
        one.save(update_fields=["mended", "without", "decision", "reason", "verdict"])
    rows.examine_again(found)
    audit.record(event, by=by, target=found[0], after={"what": what, "rows": len(found)})
    return len(found)


def _alike(row, code):
    """Rows of the same sheet whose cell for this has the same trouble with the same words."""
    said = next((one["value"] for one in row.problems if one["code"] == code), None)
    others = row.sheet.rows.filter(verdict=Verdict.INVALID).order_by("number").select_related("sheet__batch")
    found = [
        one
        for one in others
        if any(problem["code"] == code and problem["value"] == said for problem in one.problems)
    ]
    return found or [row]


@transaction.atomic
def bring_in(batch, *, by):
    """Have every row that is ready written into the records, in the background."""
    batch = _holding(batch, Status.STAGED)
    ready = ImportRow.objects.filter(sheet__batch=batch).ready().exclude(sheet__kind="").count()
    if not ready:
        raise Refused("No row is ready to come in. Look at those that wait for you.")
    batch.status, batch.problem, batch.total = Status.COMMITTING, "", ready
    jobs.ask("commit", batch, by)
    audit.record("import.asked_for", by=by, target=batch, after={"rows": ready})
    return batch


@transaction.atomic
def take_out(batch, *, by):
    """Have an import undone, in the background, while the rules allow it."""
    batch = _holding(batch, Status.COMMITTED)
    if not undo.is_possible(batch):
        raise Refused("The days in which this import could be undone are over.")
    batch.status, batch.problem = Status.UNDOING, ""
    jobs.ask("undo", batch, by)
    audit.record("import.undo_asked_for", by=by, target=batch)
    return batch


@transaction.atomic
def throw_away(batch, *, by):
    """Forget a file of which nothing is in the records: its rows go, that it was here stays."""
    batch = _holding(batch, Status.READ, Status.STAGED, Status.FAILED)
    batch.sheets.all().delete()
    batch.status = Status.THROWN_AWAY
    batch.save(update_fields=["status"])
    audit.record("import.thrown_away", by=by, target=batch)
    return batch


def _holding(batch, *statuses):
    """The import as it is now, held until the end of this transaction; refused if it has moved on."""
    held = Import.objects.select_for_update().get(pk=batch.pk)
    if held.status not in statuses:
        now = held.get_status_display().lower()
        raise Refused(f"This import is “{now}” now, so this cannot be done. Look at it again.")
    return held

"""Every row of a file becomes a row here, and is then read, checked and compared.

``inspect`` writes the rows down as they stand; ``stage`` reads them by what the columns were said to be, and
can be done again and again: nothing is in the records before ``commit``.
"""

from itertools import islice

from django.db import transaction

from accounts.refusals import Refused

from ..models import ImportRow, ImportSheet
from . import columns, kinds, layout, progress, reader, store
from .reading import Habits, RowReader
from .roster import Roster
from .scene import Scene

CHUNK = 500
TOLD_EVERY = 100  # rows
LOOKED_AT = 200  # rows that are held while the headings are looked for
SHOWN = 4  # values of each column that the page shows
MOST_BLANKS = 50  # empty rows in one gap that are kept one by one
WRITTEN = [
    "read", "problems", "remarks", "notes", "verdict", "reason", "keys", "match_ref", "match_reasons",
    "safety", "protects", "asks",
]  # fmt: skip
LEFT_BY_HAND = "You left this row out."
Verdict, Decision = ImportRow.Verdict, ImportRow.Decision


def inspect(batch, job=None):
    """Open the file, find its sheets and headings, write down every row. Raises Refused."""
    book = reader.open_file(store.content_of(batch), batch.name)
    said, roster, done = columns.remembered(), Roster(), 0
    with transaction.atomic():
        batch.sheets.all().delete()
        for position, sheet in enumerate(book.sheets):
            done = _inspect_sheet(batch, position, sheet, said, roster, done, job)
            if done > reader.MOST_ROWS:
                raise Refused(f"This file has more than {reader.MOST_ROWS:,} rows. Save its sheets apart.")
        batch.facts = {"epoch": book.epoch, "rows": done}
        batch.format, batch.total, batch.done = book.format, done, done
        batch.save(update_fields=["facts", "format", "total", "done"])


def _inspect_sheet(batch, position, source, said, roster, done, job):
    walk = iter(source.walk())
    first = list(islice(walk, LOOKED_AT))
    found = layout.find(first, source.name, said)
    width = max((len(cells) for _number, cells in first), default=0)
    headers = [*found.headers, *[""] * (width - len(found.headers))]
    samples = _samples(first, found.header_row, width)
    sheet = ImportSheet(
        batch=batch, position=position, name=source.name[:120], is_hidden=source.is_hidden,
        header_row=found.header_row, headers=headers,
    )  # fmt: skip
    sheet.samples = [values[:SHOWN] for values in samples]
    suit(sheet, found.kind, samples, said, roster)
    sheet.save()
    habits, fresh, last = Habits(), [], 0
    for number, cells in _chain(first, walk):
        fresh += _blanks(sheet, last, number, found.header_row)
        row = ImportRow(sheet=sheet, number=number, values=cells)
        row.reason = layout.why_left_out(number, cells, found, roster)
        if row.reason:
            row.verdict = Verdict.LEFT_OUT
        else:
            habits.see(cells)
        fresh.append(row)
        sheet.row_count, last = sheet.row_count + 1, number
        if len(fresh) >= CHUNK:
            ImportRow.objects.bulk_create(fresh)
            fresh = []
            progress.note(batch, done + sheet.row_count, job)
    ImportRow.objects.bulk_create(fresh)
    sheet.habits = habits.settled()
    sheet.blank_count = max(0, last - sheet.row_count)
    sheet.save(update_fields=["row_count", "blank_count", "habits"])
    return done + sheet.row_count


def suit(sheet, kind_code, samples, said, roster):
    """Say what a sheet lists and what its columns are; it is left out if it lacks what it needs."""
    kind = kinds.get(kind_code)
    sheet.mapping = columns.propose(kind, sheet.headers, samples, said, roster) if kind else {}
    if kind is None or not kind.has_needs(sheet.mapping.values()):
        sheet.kind = ""
        return
    sheet.kind = kind.code
    sheet.answers = {one.code: one.start() for one in kind.questions}


def _chain(first, rest):
    yield from first
    yield from rest


def _samples(first, header_row, width):
    found = [[] for _place in range(width)]
    for number, cells in first:
        if number > header_row:
            for place, text in enumerate(cells):
                if text.strip() and text not in found[place] and len(found[place]) < 60:
                    found[place].append(text)
    return found


def _blanks(sheet, last, number, header_row):
    """The empty rows before this one, so that the file can be counted through."""
    gap = range(last + 1, number)
    if len(gap) > MOST_BLANKS:
        return []
    reason = "It is empty."
    return [ImportRow(sheet=sheet, number=n, verdict=Verdict.BLANK, reason=reason) for n in gap]


# Staging ---------------------------------------------------------------------------------------------


def in_order(batch):
    """The sheets that are brought in: in the order of the kinds, then as they lie in the file."""
    places = {kind.code: place for place, kind in enumerate(kinds.KINDS)}
    sheets = [sheet for sheet in batch.sheets.all() if sheet.kind in places]
    return sorted(sheets, key=lambda sheet: (places[sheet.kind], sheet.position))


def stage(batch, job=None):
    """Read and compare every row of every sheet that is not left out."""
    sheets = in_order(batch)
    scene = Scene(batch, rows=sum(sheet.row_count for sheet in sheets))
    scene.sheets = {sheet.pk: sheet for sheet in sheets}
    done = 0
    for sheet in sheets:
        sheet.batch = batch
        examiner = Examiner(sheet, scene)
        rows = sheet.rows.exclude(verdict=Verdict.BLANK).order_by("number")
        last = 0
        while chunk := list(rows.filter(number__gt=last)[:CHUNK]):
            last = chunk[-1].number
            for row in chunk:
                row.sheet = sheet
                examiner.examine(row)
                done += 1
                if done % TOLD_EVERY == 0:
                    progress.note(batch, done, job)
            write(chunk)


def write(rows):
    """Keep what was found of these rows: one statement for all of them."""
    ImportRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN, batch_size=CHUNK
    )


class Examiner:
    """Reads and judges the rows of one sheet."""

    def __init__(self, sheet, scene):
        self.kind = kinds.get(sheet.kind)
        self.sheet, self.scene = sheet, scene
        self.reader = RowReader(self.kind, sheet, scene)

    def examine(self, row):
        """Say of one row what was read, what is wrong, and how it stands to our records. Does not save."""
        if row.verdict == Verdict.LEFT_OUT and row.reason and row.reason != LEFT_BY_HAND:
            return
        found = self.reader.read(row.values, row.mended or {}, row.without)
        row.read, row.remarks, row.notes = found.read, found.remarks, found.notes
        row.keys = self.kind.keys(found.read)
        missing = self.kind.complete(found.read, self.sheet.answers, self.scene)
        row.problems = found.problems + self._missing(found, missing)
        row.match_ref, row.match_reasons = "", {}
        self._heed(row, found.safety if self.kind.has_people else "")
        self._judge(row)
        if self.kind.has_people and row.keys.get("given_name"):
            self.scene.file.add(row, row.keys, self.sheet)

    def _judge(self, row):
        row.reason = ""
        if row.decision == Decision.LEAVE_OUT:
            row.verdict, row.reason, row.asks = Verdict.LEFT_OUT, LEFT_BY_HAND, False
            return
        if row.problems:
            row.verdict = Verdict.INVALID
            return
        found = self.kind.find(row, row.read, self.scene)
        row.problems += [self._as_problem(row, *problem) for problem in found.problems]
        row.remarks += found.remarks
        row.match_ref, row.match_reasons = found.match_ref, found.match
        row.verdict = Verdict.INVALID if row.problems else found.verdict

    def _missing(self, found, missing):
        spoken_of = {problem["code"] for problem in found.problems}
        row = ImportRow(values=[])
        follows = self.kind.follows
        left = [one for one in missing if not {one[0], follows.get(one[0])} & spoken_of]
        return [self._as_problem(row, *one) for one in left]

    def _as_problem(self, row, code, problem, expected, choices=(), may_skip=False):
        one = self.kind.by_code[code]
        place = self.reader.place_of.get(code)
        value = row.values[place].strip() if place is not None and place < len(row.values) else ""
        return {
            "code": code, "column": place, "label": one.label, "value": value, "problem": problem,
            "expected": expected, "choices": list(choices), "may_skip": may_skip, "without": one.without,
        }  # fmt: skip

    @staticmethod
    def _heed(row, hint):
        """A note about a safe address protects it until a person has looked."""
        if hint != row.safety:
            row.safety = hint
            row.protects = row.asks = bool(hint)


def examine_again(rows):
    """Look at some rows anew after a person has changed something, and at the rows that lean on them."""
    rows = list(rows)
    if not rows:
        return
    batch = rows[0].sheet.batch
    scene = Scene(batch, rows=len(rows)).knows_file()
    changed = {row.ref for row in rows}
    leaning = ImportRow.objects.filter(sheet__batch=batch, match_ref__in=changed).exclude(ref__in=changed)
    for group in (rows, leaning.select_related("sheet"), _lookers(batch, rows)):
        found = list(group)
        for row in found:
            row.sheet.batch = batch
            Examiner(row.sheet, scene).examine(row)
        write(found)


def _lookers(batch, rows):
    """Rows of things that name a child: whether they can go in may have changed with it."""
    if not any(kinds.get(row.sheet.kind).has_people for row in rows):
        return []
    codes = [kind.code for kind in kinds.KINDS if not kind.has_people]
    found = ImportRow.objects.filter(sheet__batch=batch, sheet__kind__in=codes)
    found = found.exclude(verdict__in=[Verdict.LEFT_OUT, Verdict.BLANK])
    return found.select_related("sheet").order_by("sheet__position", "number")[:CHUNK]

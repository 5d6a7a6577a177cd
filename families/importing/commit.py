"""Bringing the checked rows into the records: all in one transaction, each row noted down for the undoing."""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from accounts import audit, work
from accounts.refusals import Refused

from ..models import Import, ImportRow
from . import kinds, progress, rows
from .ledger import Ledger, fingerprints
from .scene import Scene

CHUNK = 200
WRITTEN = ["outcome", "outcome_reason", "created", "changed", "notes"]
Outcome = ImportRow.Outcome


@transaction.atomic
def commit(batch, *, by, job=None):
    """Write every row that is ready. One that the records refuse at the last moment stays out, and says why.

    Nothing is written if anything else goes wrong: then all of it is as if it had never begun.
    """
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.status != Import.Status.COMMITTING:
        return batch
    scene = Scene(batch).knows_file()
    sheets = rows.in_order(batch)
    scene.sheets = {sheet.pk: sheet for sheet in sheets}
    came_to, done = Counter(), 0
    for sheet in sheets:
        sheet.batch, kind, last = batch, kinds.get(sheet.kind), 0
        ready = sheet.rows.ready().order_by("number")
        while chunk := list(ready.filter(number__gt=last)[:CHUNK]):
            last = chunk[-1].number
            for row in chunk:
                row.sheet = sheet
                _bring_in(kind, row, scene, by)
            _write(chunk)
            came_to.update(str(row.outcome) for row in chunk)
            done += len(chunk)
            progress.note(batch, done, job)
    _keep_marks(batch, job)
    batch.status, batch.committed_at, batch.committed_by = Import.Status.COMMITTED, timezone.now(), by
    batch.problem = ""
    batch.save(update_fields=["status", "committed_at", "committed_by", "problem"])
    audit.record("import.committed", by=by, target=batch, after=dict(came_to))
    return batch


def _bring_in(kind, row, scene, by):
    ledger = Ledger(by)
    try:
        with transaction.atomic():
            was_there = kind.write(row, row.read, scene, ledger)
    except Refused as refusal:
        scene.made.pop(row.ref, None)
        row.outcome, row.outcome_reason = Outcome.REFUSED, str(refusal)[:300]
        return
    row.outcome = Outcome.UPDATED if was_there else Outcome.CREATED
    row.created, row.changed = ledger.made, ledger.changed


def _write(chunk):
    """Keep what came of these rows: one statement for all of them."""
    ImportRow.objects.bulk_create(chunk, update_conflicts=True, unique_fields=["id"], update_fields=WRITTEN)


def _keep_marks(batch, job):
    """Note how each new record stands at the end of it all, so that a later change to it can be told."""
    brought = ImportRow.objects.filter(sheet__batch=batch, outcome__in=[Outcome.CREATED, Outcome.UPDATED])
    brought, last = brought.only("created").order_by("pk"), 0
    while chunk := list(brought.filter(pk__gt=last)[:CHUNK]):
        last = chunk[-1].pk
        marks = fingerprints((label, pk) for row in chunk for label, pk in row.created)
        for row in chunk:
            row.created = [[label, pk, marks[label, pk]] for label, pk in row.created]
        ImportRow.objects.bulk_update(chunk, ["created"])
        if job is not None:
            work.beat(job)

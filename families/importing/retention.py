"""What a file said is not kept longer than it can be undone: its cells go, what came of it stays.

The cells of a file are personal data, also of rows that never came in. Once an import can no longer be undone
nobody needs them: the counts, the verdict and the outcome of each row stay, and the trail with them.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts import audit, files, work

from ..models import Import, ImportRow, Policy
from . import store

AT_ONCE = 2_000
Status = Import.Status
EMPTY = {
    "values": [], "read": {}, "problems": [], "remarks": [], "notes": [], "mended": {}, "keys": {},
    "match_reasons": {}, "match_ref": "", "safety": "", "created": [], "changed": [],
}  # fmt: skip


@work.due
def forget_old_files_once_a_day(now):
    """Ask for the day's forgetting; asking again does nothing."""
    work.ask("import.forget", key=f"import.forget:{timezone.localdate(now)}")


@work.handler("import.forget", called="Forget the cells of old workbooks", minutes=10)
def forget_old_files(job):
    """Forget every file whose days are over, then remove from the disk what no import names any more."""
    while forget_next() is not None:
        work.beat(job)
    files.sweep(store.FOLDER, set(Import.objects.exclude(file="").values_list("file", flat=True)))


def due(now):
    """Imports that are over and cannot be undone any more, and of which something is still kept."""
    limit = now - timedelta(days=Policy.on(timezone.localdate(now)).undo_days)
    is_over = (
        Q(status=Status.COMMITTED, committed_at__lt=limit)
        | Q(status=Status.UNDONE, undone_at__lt=limit)
        | Q(status=Status.FAILED, uploaded_at__lt=limit)
        | Q(status=Status.THROWN_AWAY)  # its rows went at once; the file on the disk has not
    )
    return Import.objects.filter(is_over).exclude(file="").order_by("pk")


@transaction.atomic
def forget_next():
    """Forget one import whose days are over; None when there is none."""
    batch = due(timezone.now()).select_for_update(skip_locked=True).first()
    if batch is None:
        return None
    rows = ImportRow.objects.filter(sheet__batch=batch)
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        ImportRow.objects.filter(pk__in=pks[start : start + AT_ONCE]).update(**EMPTY)
    rows.filter(outcome=ImportRow.Outcome.REFUSED).update(outcome_reason="")  # it may name the child
    batch.sheets.update(samples=[], headers=[])  # where no headings were found a row may stand there
    batch.file = ""
    batch.save(update_fields=["file"])
    audit.record("import.forgotten", by=audit.CLOCK, target=batch, after={"rows": len(pks)})
    return batch

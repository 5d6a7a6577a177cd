"""The long parts of an import, as work in the background: reading, checking, bringing in, undoing."""

from django.db import transaction

from accounts import work
from accounts.refusals import Refused

from ..models import Import
from . import commit, progress, rows, undo

Status = Import.Status
FAILED = "The rows could not be {done}. Nothing was changed. Try again; if it fails again, tell us."
BACK = {Status.STAGING: Status.READ, Status.COMMITTING: Status.STAGED, Status.UNDOING: Status.COMMITTED}
VERBS = {Status.STAGING: "checked", Status.COMMITTING: "brought in", Status.UNDOING: "taken out again"}


def ask(kind, batch, by):
    """Ask for one piece of work on a file, in the caller's transaction."""
    batch.round += 1
    batch.save(update_fields=["round", "status", "problem", "total"])
    progress.forget(batch)
    work.ask(f"import.{kind}", key=f"import:{batch.pk}:{batch.round}", by=by, batch=batch.pk)


@work.handler("import.read", called="Read a workbook", minutes=10)
def read(job):
    batch = _batch(job, Status.WAITING)
    if batch is None:
        return
    try:
        with work.finish(job):
            read_now(batch, job)
    except Refused as refusal:
        with work.finish(job):
            refuse(batch, refusal)


def read_now(batch, job=None):
    """Open a file and write its rows down; it is ready to be matched then."""
    rows.inspect(batch, job)
    batch.status = Status.READ
    batch.save(update_fields=["status"])


def refuse(batch, refusal):
    """Say on the page why a file cannot be read."""
    batch.status, batch.problem = Status.FAILED, str(refusal)[:300]
    batch.save(update_fields=["status", "problem"])


@work.handler("import.stage", called="Check the rows of a workbook", minutes=30)
def stage(job):
    batch = _batch(job, Status.STAGING)
    if batch is not None:
        with work.finish(job):
            stage_now(batch, job)


def stage_now(batch, job=None):
    """Read and compare every row; they are ready to be looked at then."""
    rows.stage(batch, job)
    batch.status, batch.problem = Status.STAGED, ""
    batch.save(update_fields=["status", "problem"])


@work.handler("import.commit", called="Bring in the rows of a workbook", minutes=30)
def bring_in(job):
    batch = _batch(job, Status.COMMITTING)
    if batch is not None:
        with work.finish(job):
            commit.commit(batch, by=job.requested_by, job=job)


@work.handler("import.undo", called="Undo an import", minutes=30)
def take_out(job):
    batch = _batch(job, Status.UNDOING)
    if batch is not None:
        with work.finish(job):
            undo.undo(batch, by=job.requested_by, job=job)


@work.ending("import.read")
@work.ending("import.stage")
@work.ending("import.commit")
@work.ending("import.undo")
def give_up(job):
    """The work has given up: the file is as it was before, and the page says so."""
    batch = Import.objects.filter(pk=job.payload["batch"]).first()
    if batch is None or not batch.is_busy:
        return
    done = VERBS.get(batch.status, "read")
    batch.status = BACK.get(batch.status, Status.FAILED)
    batch.problem = FAILED.format(done=done)
    batch.save(update_fields=["status", "problem"])


def _batch(job, status):
    """The file that is to be worked on, if that is still to be done."""
    with transaction.atomic():
        return Import.objects.filter(pk=job.payload["batch"], status=status).first()

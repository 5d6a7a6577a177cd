"""Papers about a child: added by staff, kept once checked, opened by those who may."""

from django.db import transaction

from accounts import audit, files, scanning, work

from ..models import Document
from ..saving import save_or_refuse
from .incoming import FOLDER


@transaction.atomic
def add(child, *, by, kind, title, sensitivity, dated_on, paper):
    """Keep a paper that was checked with a child's record. With a virus scanner it waits for its word."""
    name, digest = files.keep(paper.content, FOLDER, paper.ending)
    state = Document.State.PENDING if scanning.is_configured() else Document.State.CLEAN
    document = save_or_refuse(
        Document(
            child=child, kind=kind, title=title or paper.title, sensitivity=sensitivity, dated_on=dated_on,
            file=name, sha256=digest, size=paper.size, content_type=paper.content_type, state=state,
            added_by=by,
        )
    )  # fmt: skip
    hidden = sensitivity == Document.Sensitivity.RESTRICTED
    audit.record("document.added", by=by, target=document, restricted=hidden)
    if state == Document.State.PENDING:
        work.ask("families.scan", key=f"scan:document:{document.pk}", document=document.pk)
    return document

"""Looking again at a note at the door: it is kept until another day, or taken down with the reason."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import HomeNote, HomeNoteReview
from ..saving import save_or_refuse


@transaction.atomic
def keep(note, *, by, until, reason=""):
    """Keep a note, to be looked at again by a day."""
    note = _held(note)
    if until <= timezone.localdate():
        raise Refused("Give a day that is still to come.")
    before = {"review_on": str(note.review_on or "")}
    note.review_on = until
    _answered(note, by, HomeNoteReview.Answer.KEPT, until_on=until, reason=reason.strip())
    audit.record("home_note.kept", by=by, target=note, before=before, after={"review_on": str(until)})
    return note


@transaction.atomic
def take_down(note, *, by, reason):
    """Take a note down. It stays in the history, with who took it down and why."""
    note = _held(note)
    if not reason.strip():
        raise Refused("Say why the note is taken down.")
    note.removed_at, note.removed_by = timezone.now(), by
    _answered(note, by, HomeNoteReview.Answer.REMOVED, reason=reason.strip())
    audit.record("home_note.taken_down", by=by, target=note, reason=reason.strip())
    return note


def _held(note):
    """The note as it is now, held; one that a colleague has taken down meanwhile is refused."""
    note = HomeNote._base_manager.select_for_update(of=("self",)).select_related("child").get(pk=note.pk)
    if note.removed_at is not None:
        raise Refused("A colleague has taken this note down meanwhile.")
    return note


def _answered(note, by, answer, **what):
    save_or_refuse(note)
    HomeNoteReview.objects.create(note=note, answer=answer, reviewed_by=by, **what)

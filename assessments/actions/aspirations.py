"""What a family hopes for, and the outcomes of a child's plan (EHC): kept, put right, ended."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Aspiration, Outcome


@transaction.atomic
def add(child, *, by, text, said_by="", since_on=None):
    """Write down what a family, or the child, hopes for."""
    words = {"text": text, "said_by": said_by, "since_on": since_on or timezone.localdate()}
    return _add(Aspiration, child, by=by, words=words, event="aspiration.added")


@transaction.atomic
def add_outcome(child, *, by, text, since_on, need="", by_when=""):
    """Write down an outcome as the child's plan has it."""
    words = {"text": text, "need": need, "by_when": by_when, "since_on": since_on}
    return _add(Outcome, child, by=by, words=words, event="outcome.added")


@transaction.atomic
def put_differently(row, *, by, **words):
    """Put an aspiration or an outcome in other words."""
    row = _fresh(row)
    changed = [name for name in words if getattr(row, name) != words[name]]
    if not changed:
        return row
    before = {name: str(getattr(row, name)) for name in changed}
    for name in changed:
        setattr(row, name, words[name])
    _in_time(row)
    row.save(update_fields=changed)
    event = "aspiration.changed" if isinstance(row, Aspiration) else "outcome.changed"
    audit.record(event, by=by, target=row, before=before, after={name: str(words[name]) for name in changed})
    return row


@transaction.atomic
def end(row, *, by, on):
    """It is not hoped for any more, or not in the plan any more; what served it stays as it is."""
    row = _fresh(row)
    if row.until_on:
        raise Refused(f"This ended on {row.until_on:%-d %B %Y} already.")
    row.until_on = on
    _in_time(row)
    row.save(update_fields=["until_on"])
    event = "aspiration.ended" if isinstance(row, Aspiration) else "outcome.ended"
    audit.record(event, by=by, target=row, after={"until_on": on.isoformat()})
    return row


def _add(model, child, *, by, words, event):
    row = model(child=child, **words)
    _in_time(row)
    row.save()
    audit.record(event, by=by, target=row, after={"text": row.text})
    return row


def _in_time(row):
    today = timezone.localdate()
    if row.since_on > today or (row.until_on and row.until_on > today):
        raise Refused("This day is still to come.")
    if row.since_on < row.child.born_on:
        raise Refused(f"{row.child.first_name} was not born yet on this day.")
    if row.until_on and row.until_on < row.since_on:
        raise Refused("This cannot end before it begins.")


def _fresh(row):
    """The row as it is now, held until the end of this transaction."""
    held = type(row)._base_manager.select_for_update(of=("self",), no_key=True)
    return held.select_related("child").get(pk=row.pk)

"""Flagging a significant event into a child's chronology, and taking it out again."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Child, ChronologyEntry
from ..saving import save_or_refuse


@transaction.atomic
def flag(child, *, by, on, what, significance, found=None):
    """Put an event into the chronology, in a sentence; ``found`` is the record that it points to."""
    what = " ".join(what.split())
    if not what:
        raise Refused("Say in a sentence what happened.")
    if on > timezone.localdate():
        raise Refused("The chronology holds what has happened: this day is still to come.")
    if found is not None and found.child.pk != child.pk:
        raise Refused("This record is about another child.")
    entry = ChronologyEntry(child=child, on=on, what=what, significance=significance, flagged_by=by)
    if found is not None:
        entry.source, entry.source_ref = found.source.code, found.ref
        entry.is_restricted = found.source.is_restricted
    save_or_refuse(entry)
    restricted = {"restricted": entry.is_restricted}
    audit.record("chronology.flagged", by=by, target=entry, child=child, **restricted)
    return entry


@transaction.atomic
def take_out(entry, *, by, reason):
    """Take an event out of the chronology; it stays with who took it out and why."""
    entry = ChronologyEntry._base_manager.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.removed_at is not None:
        raise Refused("A colleague has taken this out meanwhile.")
    if not reason.strip():
        raise Refused("Say why it is taken out.")
    entry.removed_at, entry.removed_by, entry.removed_reason = timezone.now(), by, reason.strip()
    save_or_refuse(entry)
    child = Child._base_manager.get(pk=entry.child_id)
    audit.record(
        "chronology.taken_out",
        by=by,
        target=entry,
        child=child,
        reason="" if entry.is_restricted else entry.removed_reason,
        restricted=entry.is_restricted,
    )
    return entry

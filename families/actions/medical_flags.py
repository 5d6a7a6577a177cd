"""What one must know about a child's health to act at once."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..changes import change
from ..models import MedicalFlag
from ..saving import save_or_refuse


@transaction.atomic
def add(flag, *, by):
    """From now on it stands on every page of the child."""
    flag.added_by = by
    save_or_refuse(flag)
    audit.record("medical_flag.added", by=by, target=flag, child=flag.child)
    return flag


@transaction.atomic
def edit(flag, *, by, data, seen=""):
    """New instructions, or a new day on which to look at them."""
    if flag.ended_on is not None:
        raise Refused("This alert has ended. Write a new one.")
    before, after = change(flag, data, seen=seen)
    if after:
        audit.record("medical_flag.changed", by=by, target=flag, child=flag.child, before=before, after=after)
    return flag


@transaction.atomic
def end(flag, *, by, reason):
    """It no longer holds: it leaves the pages, and stays in the record."""
    kept = MedicalFlag.objects.select_for_update().get(pk=flag.pk)
    if kept.ended_on is not None:
        raise Refused("This alert has ended already.")
    kept.ended_on, kept.ended_by, kept.ended_reason = timezone.localdate(), by, reason
    kept.save(update_fields=["ended_on", "ended_by", "ended_reason"])
    audit.record("medical_flag.ended", by=by, target=kept, child=kept.child, reason=reason)
    return kept

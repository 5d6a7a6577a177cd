"""The adults around a child: who they are to it, what each may see and be told, and when they go."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..changes import change
from ..models import Carer
from ..saving import save_or_refuse


@transaction.atomic
def add(carer, *, by):
    """One more adult around the child. Nobody sees the record by being written down."""
    carer.access = Carer.Access.NONE
    save_or_refuse(carer)
    audit.record("carer.added", by=by, target=carer, child=carer.child)
    return carer


@transaction.atomic
def edit(carer, *, by, data, seen=""):
    """Change who somebody is to the child and how to reach them; not what they may see."""
    before, after = change(carer, data, seen=seen)
    if after:
        audit.record("carer.changed", by=by, target=carer, child=carer.child, before=before, after=after)
    return carer


@transaction.atomic
def allow(carer, *, by, data, reason, seen=""):
    """Change what somebody may see, be told and do. It holds from this moment; every page asks the tie.

    Raises Refused without a reason, for somebody who is no longer around the child, and with the sentence of
    a broken rule.
    """
    if not reason.strip():
        raise Refused("Say why this person’s rights change.")
    if carer.ended_at is not None:
        raise Refused(f"{carer.name} is no longer around {carer.child.first_name}.")
    before, after = change(carer, data, seen=seen)
    if after:
        audit.record(
            "carer.access_changed",
            by=by,
            target=carer,
            child=carer.child,
            before=before,
            after=after,
            reason=reason,
        )
    return carer


@transaction.atomic
def end(carer, *, by, reason):
    """Somebody no longer belongs to the child’s life: the line stays, every right ends now."""
    kept = Carer.objects.select_for_update().get(pk=carer.pk)
    if kept.ended_at is not None:
        raise Refused(f"{kept.name} was taken off already.")
    data = {
        "access": Carer.Access.NONE,
        "may_receive_records": False,
        "may_know_address": False,
        "may_collect": False,
        "lives_with_child": False,
        "emergency_order": None,
        "ended_at": timezone.now(),
        "ended_by": by,
        "ended_reason": reason,
    }
    before, after = change(carer, data)
    for name in ("ended_at", "ended_by", "ended_reason"):
        before.pop(name), after.pop(name)
    audit.record(
        "carer.ended", by=by, target=carer, child=carer.child, before=before, after=after, reason=reason
    )
    return carer

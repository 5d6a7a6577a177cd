"""How a child stands with social care, and what courts have ordered. For few eyes: the trail says little."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..changes import change
from ..models import Child, CourtOrder, SocialCareStatus
from ..saving import save_or_refuse


@transaction.atomic
def stand(status, *, by):
    """From a day on the child stands otherwise; what held before ends on that day.

    Raises Refused when the new standing begins before the last one did.
    """
    Child.objects.select_for_update().get(pk=status.child_id)
    last = SocialCareStatus.objects.open().filter(child=status.child_id).first()
    if last is not None:
        if status.from_on < last.from_on:
            raise Refused(f"The last standing began on {last.from_on:%-d %B %Y}: this one begins later.")
        last.until_on = status.from_on
        last.save(update_fields=["until_on"])
    status.recorded_by = by
    save_or_refuse(status)
    _note("social_care.changed", by=by, child=status.child)
    return status


@transaction.atomic
def edit(status, *, by, data, seen=""):
    """Another social worker, another meeting."""
    _before, after = change(status, data, seen=seen)
    if after:
        _note("social_care.edited", by=by, child=status.child)
    return status


@transaction.atomic
def order(court_order, *, by):
    """Write down an order of a court."""
    court_order.recorded_by = by
    save_or_refuse(court_order)
    _note("court_order.added", by=by, child=court_order.child)
    return court_order


@transaction.atomic
def edit_order(court_order, *, by, data, seen=""):
    """Put right what was written about an order."""
    if court_order.ended_at is not None:
        raise Refused("This order no longer holds.")
    _before, after = change(court_order, data, seen=seen)
    if after:
        _note("court_order.changed", by=by, child=court_order.child)
    return court_order


@transaction.atomic
def end_order(court_order, *, by, reason):
    """An order was lifted. The rights of adults do not change by it: a person looks at them anew."""
    kept = CourtOrder.objects.select_for_update().get(pk=court_order.pk)
    if kept.ended_at is not None:
        raise Refused("This order was ended already.")
    kept.ended_at, kept.ended_by, kept.ended_reason = timezone.now(), by, reason
    kept.save(update_fields=["ended_at", "ended_by", "ended_reason"])
    _note("court_order.ended", by=by, child=kept.child)
    return kept


def _note(what, *, by, child):
    """A line that neither the auditor nor the family is shown: that there is an order tells already."""
    audit.record(what, by=by, target=child, child=child, restricted=True)

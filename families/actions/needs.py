"""What a child needs help with: written down, changed by a new line, ended. What was known stays."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Need
from ..saving import save_or_refuse


@transaction.atomic
def add(need, *, by):
    """One more need, or the first."""
    need.recorded_by = by
    save_or_refuse(need)
    audit.record("need.added", by=by, target=need, child=need.child, after=facts(need))
    return need


@transaction.atomic
def change(need, *, by, into):
    """What is known of a need has changed: the old line ends, the new one takes its place."""
    before = facts(need)
    _end(need, by=by, reason="Changed")
    into.child, into.recorded_by = need.child, by
    save_or_refuse(into)
    audit.record("need.changed", by=by, target=into, child=need.child, before=before, after=facts(into))
    return into


@transaction.atomic
def end(need, *, by, reason):
    """A need no longer holds."""
    _end(need, by=by, reason=reason)
    audit.record("need.ended", by=by, target=need, child=need.child, reason=reason)
    return need


def _end(need, *, by, reason):
    kept = Need.objects.select_for_update().get(pk=need.pk)
    if kept.ended_at is not None:
        raise Refused("This need was changed a moment ago. Look at the page again.")
    kept.ended_at, kept.ended_by, kept.ended_reason = timezone.now(), by, reason
    kept.save(update_fields=["ended_at", "ended_by", "ended_reason"])


def facts(need):
    """What a line of the trail says of a need."""
    return {
        "need": str(need),
        "level": need.level,
        "rank": need.get_rank_display(),
        "certainty": need.get_certainty_display(),
        "said_by": need.said_by,
    }

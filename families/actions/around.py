"""Around a child: places at nurseries, professionals, the family's own words, and the child's own line."""

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from ..changes import change
from ..saving import save_or_refuse


@transaction.atomic
def add(row, *, event, by):
    """A place, or somebody who works with the child."""
    save_or_refuse(row)
    audit.record(event, by=by, target=row, child=row.child)
    return row


@transaction.atomic
def edit(row, *, event, by, child, data, seen=""):
    """Put right or bring up to date what is written; the trail keeps what it was."""
    before, after = change(row, data, seen=seen)
    if after:
        audit.record(event, by=by, target=row, child=child, before=before, after=after)
    return row


@transaction.atomic
def end(row, *, event, by, on, reason):
    """A place, or somebody’s work with the child, is over after a day."""
    if row.until_on is not None:
        raise Refused("This has ended already.")
    before, after = change(row, {"until_on": on})
    audit.record(event, by=by, target=row, child=row.child, before=before, after=after, reason=reason)
    return row

"""What therapists and other professionals advised: kept with who said so, looked at again, ended."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Strategy


@transaction.atomic
def add(child, *, by, text, source, since_on, review_on, goal=None, professional=None, document=None):
    """Write down what somebody advised, and when to look at it again."""
    for about in (goal, professional, document):
        if about is not None and about.child_id != child.pk:
            raise Refused("This belongs to another child.")
    if since_on > timezone.localdate():
        raise Refused("This day is still to come: give the day on which it was advised.")
    if review_on < since_on:
        raise Refused("The day to look at it again comes after the day it was advised.")
    row = Strategy.objects.create(
        child=child, text=text, source=source, since_on=since_on, review_on=review_on, goal=goal,
        professional=professional, document=document, recorded_by=by,
    )  # fmt: skip
    audit.record(
        "strategy.added", by=by, target=row, after={"source": source, "review_on": review_on.isoformat()}
    )
    return row


@transaction.atomic
def keep(row, *, by, until, reason=""):
    """It still holds: look at it again on another day."""
    row = _fresh(row)
    if until <= timezone.localdate():
        raise Refused("Give a day that is still to come.")
    before = {"review_on": row.review_on.isoformat()}
    row.review_on = until
    row.save(update_fields=["review_on"])
    after = {"review_on": until.isoformat()}
    audit.record("strategy.kept", by=by, target=row, before=before, after=after, reason=reason)
    return row


@transaction.atomic
def end(row, *, by, reason):
    """It does not hold any more; it stays as history, with the reason."""
    row = _fresh(row)
    if not reason.strip():
        raise Refused("Say why this does not hold any more.")
    row.until_on, row.ended_reason = timezone.localdate(), reason.strip()
    row.save(update_fields=["until_on", "ended_reason"])
    audit.record("strategy.ended", by=by, target=row, reason=reason.strip())
    return row


def _fresh(row):
    """The strategy as it is now, held until the end of this transaction; refused once it has ended."""
    held = Strategy._base_manager.select_for_update(of=("self",), no_key=True)
    row = held.select_related("child").get(pk=row.pk)
    if row.until_on:
        raise Refused(f"This ended on {row.until_on:%-d %B %Y} already.")
    return row

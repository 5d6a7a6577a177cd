"""What people say of records that look alike."""

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from ..models import NotSame


@transaction.atomic
def not_same(child, other, *, by, reason=""):
    """Remember that two records much alike are two children, so that they are not proposed again."""
    if child.pk == other.pk:
        raise Refused("A record cannot be compared with itself.")
    one, two = sorted((child, other), key=lambda record: record.pk)
    said, is_new = NotSame.objects.get_or_create(
        one=one, other=two, defaults={"said_by": by, "reason": reason.strip()}
    )
    if is_new:
        for record in (one, two):
            audit.record("child.told_apart", by=by, target=said, child=record, reason=reason.strip())
    return said

"""A child and its family come into our records."""

from django.db import transaction
from django.utils import timezone

from accounts import audit

from ..saving import save_or_refuse


@transaction.atomic
def register(child, *, by, family, address=None, carers=()):
    """Write down a child that is new to us, with its home and its carers. Nobody sees its record by this.

    Arguments: ``family`` may be there already, when a brother or sister is known; then the home is known too.
    Raises Refused with the sentence of a broken rule, as a second child with one NHS number.
    """
    if family.pk is None:
        save_or_refuse(family)
    child.family = family
    save_or_refuse(child)
    audit.record("child.registered", by=by, target=child, child=child)
    if address is not None:
        address.family, address.since_on = family, timezone.localdate()
        save_or_refuse(address)
    for carer in carers:
        carer.child = child
        save_or_refuse(carer)
        audit.record("carer.added", by=by, target=carer, child=child)
    return child

"""Where a family lives: it moves, and its address is hidden or shown again."""

from datetime import timedelta

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from ..models import Address, Family
from ..saving import save_or_refuse


@transaction.atomic
def move_to(address, *, child, by):
    """The family lives somewhere else from a day on; the home before ends the day before and is kept.

    Raises Refused when the new home begins before the last one did.
    """
    family = Family.objects.select_for_update().get(pk=child.family_id)
    last = Address.objects.select_for_update().filter(family=family, until_on=None).first()
    if last is not None:
        if address.since_on <= last.since_on:
            raise Refused(f"The last home began on {last.since_on:%-d %B %Y}: the new one begins later.")
        last.until_on = address.since_on - timedelta(days=1)
        last.save(update_fields=["until_on"])
    address.family = family
    save_or_refuse(address)
    audit.record(
        "address.added",
        by=by,
        target=address,
        child=child,
        before={"home": str(last) if last else ""},
        after={"home": str(address)},
    )
    return address


@transaction.atomic
def protect(address, *, child, by, reason):
    """Hide a home from every page, list, letter and file, at once."""
    kept = Address.objects.select_for_update().get(pk=address.pk)
    if kept.is_protected:
        raise Refused("This address is hidden already.")
    kept.is_protected = True
    save_or_refuse(kept)
    audit.record("address.protected", by=by, target=kept, child=child, reason=reason)
    return kept


@transaction.atomic
def show_again(address, *, child, by, reason):
    """Nobody is in danger any more: the home is an ordinary one."""
    kept = Address.objects.select_for_update().get(pk=address.pk)
    if not kept.is_protected:
        raise Refused("This address is not hidden.")
    told = kept.reveal()
    kept.is_protected, kept.safe = False, ""
    kept.lines, kept.town, kept.postcode = told.lines, told.town, told.postcode
    save_or_refuse(kept)
    audit.record("address.unprotected", by=by, target=kept, child=child, reason=reason)
    return kept

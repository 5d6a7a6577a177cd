"""Brothers and sisters: a person says that two children share a home, or that they do not."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Address, Child, Family
from ..saving import save_or_refuse


@transaction.atomic
def join(child, *, to, by, reason):
    """Put a child into the family of another: from then on both live at that family’s home.

    Only this child moves; brothers and sisters it had before are moved one by one. A child whose own home is
    protected is never moved by this to one that is not. Raises Refused.
    """
    child, to = _lock(child, to)
    if child.family_id == to.family_id:
        raise Refused(f"{child.first_name} and {to.first_name} belong to one family already.")
    if _is_protected(child.family) and not _is_protected(to.family):
        raise Refused(
            f"{child.first_name}’s address is protected. Link them from that child’s page: it stays hidden."
        )
    before = {"family": child.family.name}
    child.family = to.family
    child.save(update_fields=["family"])
    for one, other in ((child, to), (to, child)):
        audit.record(
            "sibling.joined",
            by=by,
            target=other,
            child=one,
            before=before if one is child else None,
            after={"family": to.family.name},
            reason=reason,
        )
    return child


@transaction.atomic
def part(child, *, by, reason):
    """Give a child a family of its own again, with a copy of the home; the others stay where they are."""
    (child,) = _lock(child)
    others = list(Child.objects.filter(family=child.family_id, merged_into=None).exclude(pk=child.pk))
    if not others:
        raise Refused(f"{child.first_name} is the only child of this family.")
    old = child.family
    own = Family(
        name=child.family_name,
        languages=old.languages,
        language_codes=old.language_codes,
        interpreter=old.interpreter,
    )
    save_or_refuse(own)
    for home in Address.objects.filter(family=old, until_on=None):
        home.pk, home.family, home.since_on = None, own, timezone.localdate()
        home._state.adding = True
        save_or_refuse(home)
    child.family = own
    child.save(update_fields=["family"])
    audit.record(
        "sibling.parted",
        by=by,
        target=child,
        child=child,
        before={"family": old.name},
        after={"family": own.name},
        reason=reason,
    )
    return child


def _lock(*children):
    """The children as they are now, held until the end; in one order, so that nobody waits in a ring."""
    rows = Child.objects.select_for_update(of=("self",)).select_related("family")
    found = {row.pk: row for row in rows.filter(pk__in=[child.pk for child in children]).order_by("pk")}
    return tuple(found[child.pk] for child in children)


def _is_protected(family):
    return Address.objects.filter(family=family, until_on=None, is_protected=True).exists()

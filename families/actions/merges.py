"""Two records of one child become one; and two again, should it have been a mistake."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from .. import merging
from ..models import Child, Merge, Policy
from ..saving import save_or_refuse


@transaction.atomic
def merge(kept, other, *, by, reason, take=()):
    """Put all that one record has onto the other, which is kept; the emptied one is not seen any more.

    Arguments: ``take`` names the fields in which the other record is right.
    Raises Refused with what has to be settled first.
    """
    kept, other = _locked(kept, other)
    if problems := merging.problems(kept, other):
        raise Refused(" ".join(problems))
    if not reason.strip():
        raise Refused("Say how you know that the two are one child.")
    fields = [one for one in merging.differing(kept, other) if one.name in take]
    before = {"kept": _said(kept, fields), "other": _said(other, [one for one in fields if one.unique])}
    taken = {one.attname: one.value_from_object(other) for one in fields}
    moved = merging.move_all(other, to=kept)
    other.merged_into = kept
    for one in fields:
        if one.unique:
            setattr(other, one.attname, None)  # a number stands on one record only
    save_or_refuse(other)
    for name, value in taken.items():
        setattr(kept, name, value)
    save_or_refuse(kept)
    merge = save_or_refuse(
        Merge(
            kept=kept,
            other=other,
            reason=reason.strip(),
            moved=moved,
            before=before,
            after=_said(kept, fields),
            merged_by=by,
        )
    )
    for child in (kept, other):
        audit.record("child.merged", by=by, target=merge, child=child, before=before, reason=reason.strip())
    return merge


@transaction.atomic
def undo(merge, *, by):
    """Part two records again: what moved goes back, what has come since stays with the record that was kept.

    Returns sentences about what could not go back. Raises Refused when it is too late.
    """
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_at is not None:
        raise Refused("These two records were parted already.")
    if timezone.now() > may_be_undone_until(merge):
        raise Refused("It is too long ago: these two records cannot be parted any more.")
    kept, other = _locked(merge.kept, merge.other)
    if kept.merged_into_id:
        raise Refused(f"{kept} was itself put together with another record: part those two first.")
    left = _take_back(merge, kept, other)
    _say_as_before(merge, kept, other)
    merge.undone_at, merge.undone_by = timezone.now(), by
    save_or_refuse(merge)
    for child in (kept, other):
        audit.record("child.parted", by=by, target=merge, child=child)
    return left


def may_be_undone_until(merge):
    """The moment from which two records stay one."""
    return merge.merged_at + timedelta(days=Policy.on(merge.merged_at.date()).unmerge_days)


def _locked(*children):
    """Hold the records, always in the same order, so that two people at once wait for each other."""
    pks = [child.pk for child in children]
    found = {child.pk: child for child in Child.objects.select_for_update().filter(pk__in=pks).order_by("pk")}
    return [found[pk] for pk in pks]


def _take_back(merge, kept, other):
    left = []
    for relation in merging.relations():
        pks = merge.moved.get(relation.key, [])
        still_here = list(relation.rows(kept).filter(pk__in=pks).values_list("pk", flat=True))
        gone = relation.move(still_here, to=other) if still_here else []
        if len(gone) < len(pks) and not relation.is_hidden:
            left.append(f"{relation.called}: {len(pks) - len(gone)} did not go back, they changed since.")
    return left


def _say_as_before(merge, kept, other):
    """Give both records their own words back, but for what a person has written since."""
    for one in merging.choosable():
        if one.name in merge.after and _plain(one, kept) == merge.after[one.name]:
            setattr(kept, one.attname, one.to_python(merge.before["kept"][one.name]))
    save_or_refuse(kept)
    for one in merging.choosable():
        if one.name in merge.before["other"]:
            setattr(other, one.attname, one.to_python(merge.before["other"][one.name]))
    other.merged_into = None
    save_or_refuse(other)


def _said(child, fields):
    return {one.name: _plain(one, child) for one in fields}


def _plain(one, child):
    """A field's value as JSON can keep it."""
    value = one.value_from_object(child)
    return value if isinstance(value, str | int | bool | type(None)) else one.value_to_string(child)

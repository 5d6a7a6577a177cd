"""Items of a draft: written, ordered, taken out, and which of them come first."""

from django.db import transaction
from django.db.models import Max

from accounts import audit
from accounts.refusals import Refused
from families.saving import save_or_refuse

from ..framework_files.circles import circles
from ..framework_files.shape import MOST_ITEMS
from ..models import Area, Band, Item
from .framework_parts import GONE, change_places, hold
from .frameworks import hold_draft

WORDS = ("code", "text", "guidance", "example", "tags", "band")
MOST_FIRST = 12


@transaction.atomic
def add(area, *, by, strand=None, **words):
    """Write a new item, behind the others of its area and band."""
    held = hold(area)
    item = Item(area=held, strand=strand, **words)
    if Item.objects.filter(area__framework=held.framework_id).count() >= MOST_ITEMS:
        raise Refused(f"A framework has at most {MOST_ITEMS} items.")
    _refuse_impossible(item, held)
    item.order = _last_place(item)
    save_or_refuse(item)
    audit.record(
        "item.added", by=by, target=item, after={"framework": str(held.framework), "code": item.code}
    )
    return item


@transaction.atomic
def change(item, *, by, area, strand=None, seen="", **words):
    """Write an item in other words, or give it another place; in another area or band it comes last."""
    held = hold(item, seen)
    values = {**words, "area": Area.objects.filter(pk=area.pk).first(), "strand": strand}
    if values["area"] is None or values["area"].framework_id != held.area.framework_id:
        raise Refused(GONE)
    before = {name: getattr(held, name) for name, value in values.items() if getattr(held, name) != value}
    if not before:
        return held
    for name, value in values.items():
        setattr(held, name, value)
    _refuse_impossible(held, held.area)
    if {"area", "band"} & set(before):
        held.order = _last_place(held)
    save_or_refuse(held)
    after = {name: _plain(values[name]) for name in before}
    before = {name: _plain(value) for name, value in before.items()}
    audit.record("item.changed", by=by, target=held, before=before, after=after)
    return held


@transaction.atomic
def remove(item, *, by):
    """Take an item out of a draft. What waited for it waits no more."""
    held = hold(item)
    audit.record("item.removed", by=by, target=held, before={"code": held.code})
    held.delete()


@transaction.atomic
def shift(item, *, by, up):
    """Let an item change places with the one before or behind it in its area and band. Whether it could."""
    held = hold(item)
    rows = list(Item.objects.filter(area=held.area_id, band=held.band).order_by("order", "pk"))
    moved = change_places(rows, held, up=up)
    if moved:
        audit.record("item.moved", by=by, target=held, after={"way": "up" if up else "down"})
    return moved


@transaction.atomic
def put_first(item, first, *, by):
    """Say that another item comes first. Never one of an older band, nor one that waits for this one."""
    held = hold(item)
    other = Item.objects.filter(pk=first.pk, area__framework=held.area.framework_id).first()
    if other is None:
        raise Refused(GONE)
    if other.pk == held.pk:
        raise Refused("An item cannot come before itself.")
    if other.band > held.band:
        raise Refused(f"“{other.code}” is of an older band: what comes first is as young, or younger.")
    if held.after.count() >= MOST_FIRST:
        raise Refused(f"An item has at most {MOST_FIRST} others that come first.")
    _refuse_circle(held, other)
    if not held.after.filter(pk=other.pk).exists():
        held.after.add(other)
        audit.record("item.waits", by=by, target=held, after={"first": other.code})


@transaction.atomic
def put_first_no_more(item, first, *, by):
    """Say that another item need not come first."""
    held = hold(item)
    other = held.after.filter(pk=first.pk).first()
    if other is not None:
        held.after.remove(other)
        audit.record("item.waits_no_more", by=by, target=held, before={"first": other.code})


def _refuse_circle(item, other):
    """Refuse what would make items wait for each other; one question, however long the chain."""
    pairs = Item.after.through.objects.filter(from_item__area__framework=item.area.framework_id)
    after = {item.code: [other.code], other.code: []}
    for code, first in pairs.values_list("from_item__code", "to_item__code"):
        after.setdefault(code, []).append(first)
        after.setdefault(first, [])
    found = next((circle for circle in circles(after) if {item.code, other.code} <= set(circle)), None)
    if found:
        raise Refused(f"They would wait for each other in a circle: {' → '.join(found)}.")


def _refuse_impossible(item, area):
    """What no form can know: somebody may have changed the draft meanwhile."""
    hold_draft(area.framework)
    same = Item.objects.filter(area__framework=area.framework_id, code__iexact=item.code).exclude(pk=item.pk)
    if same.exists():
        raise Refused(f"Another item of this framework has the code “{item.code}” already.")
    if not Band.objects.filter(framework=area.framework_id, start=item.band).exists():
        raise Refused("This age band is not there any more. Choose another.")
    if item.strand is not None and item.strand.area_id != area.pk:
        raise Refused("This strand belongs to another area. Choose one of its own, or none.")


def _last_place(item):
    rows = Item.objects.filter(area=item.area, band=item.band).exclude(pk=item.pk)
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _plain(value):
    return value if isinstance(value, str | int | list | type(None)) else str(value)

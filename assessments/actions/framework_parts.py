"""Areas, strands and age bands of a draft: added, named, ordered, taken out. Each holds the draft."""

from django.db import transaction
from django.db.models import Max

from accounts import audit
from accounts.refusals import Refused
from families.saving import save_or_refuse

from ..framework_files.shape import LONGEST, code_of
from ..models import Area, Band, Item, Strand
from .frameworks import hold_draft, refuse_newer

GONE = "Somebody has taken this out of the draft."


def hold(part, seen=""):
    """Hold the draft that an area, strand, band or item belongs to, and find the part as it is now.

    Raises Refused if it is gone, or is not what was on the page (``seen``).
    """
    hold_draft(framework_of(part))
    found = type(part).objects.filter(pk=part.pk).first()
    if found is None:
        raise Refused(GONE)
    refuse_newer(found, seen)
    return found


def framework_of(part):
    """The framework that an area, strand, band or item belongs to."""
    return part.framework if isinstance(part, Area | Band) else part.area.framework


@transaction.atomic
def add_area(framework, *, by, name, hint=""):
    """Add an area behind the others. Its code is made from its name, and stays."""
    hold_draft(framework)
    others = Area.objects.filter(framework=framework)
    _refuse_twice(others, name, "This framework has an area of this name already.")
    area = Area(framework=framework, code=_free_code(name, others), name=name, hint=hint, order=_last(others))
    return _added("area.added", save_or_refuse(area), by)


@transaction.atomic
def change_area(area, *, by, name, hint="", seen=""):
    """Give an area another name, or other words beside it."""
    held = hold(area, seen)
    others = Area.objects.filter(framework=held.framework_id).exclude(pk=held.pk)
    _refuse_twice(others, name, "This framework has an area of this name already.")
    return _changed("area.changed", held, by, name=name, hint=hint)


@transaction.atomic
def remove_area(area, *, by):
    """Take an empty area out of a draft, with its strands."""
    held = hold(area)
    if Item.objects.filter(area=held).exists():
        raise Refused("There are items in this area. Take them out, or give them another place, first.")
    audit.record("area.removed", by=by, target=held)
    Strand.objects.filter(area=held).delete()
    held.delete()


@transaction.atomic
def add_strand(area, *, by, name):
    """Add a strand to an area, behind its others."""
    held = hold(area)
    others = Strand.objects.filter(area=held)
    _refuse_twice(others, name, "This area has a strand of this name already.")
    strand = Strand(area=held, code=_free_code(name, others), name=name, order=_last(others))
    return _added("strand.added", save_or_refuse(strand), by)


@transaction.atomic
def change_strand(strand, *, by, name, seen=""):
    """Give a strand another name."""
    held = hold(strand, seen)
    others = Strand.objects.filter(area=held.area_id).exclude(pk=held.pk)
    _refuse_twice(others, name, "This area has a strand of this name already.")
    return _changed("strand.changed", held, by, name=name)


@transaction.atomic
def remove_strand(strand, *, by):
    """Take a strand out of a draft. Its items stay in the area."""
    held = hold(strand)
    audit.record("strand.removed", by=by, target=held)
    Item.objects.filter(strand=held).update(strand=None)
    held.delete()


@transaction.atomic
def shift(part, *, by, up):
    """Let an area or a strand change places with the one before or behind it. Whether it could."""
    held = hold(part)
    same = {"framework": held.framework_id} if isinstance(held, Area) else {"area": held.area_id}
    moved = change_places(list(type(held).objects.filter(**same).order_by("order", "pk")), held, up=up)
    if moved:
        what = "area.moved" if isinstance(held, Area) else "strand.moved"
        audit.record(what, by=by, target=held, after={"way": "up" if up else "down"})
    return moved


def change_places(rows, one, *, up):
    """Let one of some rows change places with its neighbour, by their orders. Whether it has one."""
    place = next(number for number, row in enumerate(rows) if row.pk == one.pk)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(rows):
        return False
    orders = [row.order for row in rows]
    if len(set(orders)) < len(orders):  # two with the same place: everybody gets a place of its own
        orders = list(range(min(orders), min(orders) + len(orders)))
    rows[place], rows[other] = rows[other], rows[place]
    moved = [(row, order) for row, order in zip(rows, orders, strict=True) if row.order != order]
    for row, order in moved:
        row.order = order
    type(one).objects.bulk_update([row for row, _ in moved], ["order"])
    return True


@transaction.atomic
def add_band(framework, *, by, start, end, name=""):
    """Add an age band, both months included."""
    held = hold_draft(framework)
    _refuse_overlap(Band.objects.filter(framework=held), start, end)
    return _added("band.added", save_or_refuse(Band(framework=held, start=start, end=end, name=name)), by)


@transaction.atomic
def change_band(band, *, by, start, end, name="", seen=""):
    """Give an age band other months or another name; its items come along."""
    held = hold(band, seen)
    _refuse_overlap(Band.objects.filter(framework=held.framework_id).exclude(pk=held.pk), start, end)
    before = held.start
    changed = _changed("band.changed", held, by, start=start, end=end, name=name)
    if start != before:
        Item.objects.filter(area__framework=held.framework_id, band=before).update(band=start)
    return changed


@transaction.atomic
def remove_band(band, *, by):
    """Take an empty age band out of a draft."""
    held = hold(band)
    if Item.objects.filter(area__framework=held.framework_id, band=held.start).exists():
        raise Refused("There are items in this age band. Take them out, or give them another band, first.")
    audit.record("band.removed", by=by, target=held)
    held.delete()


def _refuse_overlap(others, start, end):
    if end < start:
        raise Refused("A band cannot end before it starts.")
    same = others.filter(start__lte=end, end__gte=start).first()
    if same is not None:
        raise Refused(f"The band of {same.start} to {same.end} months has some of these months already.")


def _refuse_twice(others, name, words):
    if others.filter(name__iexact=name).exists():
        raise Refused(words)


def _last(rows):
    return (rows.aggregate(last=Max("order"))["last"] or 0) + 1


def _free_code(name, others):
    """A code made from a name that none of the others has."""
    longest = LONGEST["code"]
    stem, taken = code_of(name, longest), set(others.values_list("code", flat=True))
    if stem not in taken:
        return stem
    number = next(number for number in range(2, len(taken) + 3) if f"{stem[:54]}-{number}" not in taken)
    return f"{stem[:54]}-{number}"


def _added(what, part, by):
    audit.record(what, by=by, target=part, after={"framework": str(framework_of(part))})
    return part


def _changed(what, held, by, **values):
    before = {name: getattr(held, name) for name, value in values.items() if getattr(held, name) != value}
    if not before:
        return held
    for name in before:
        setattr(held, name, values[name])
    save_or_refuse(held)
    audit.record(what, by=by, target=held, before=before, after={name: values[name] for name in before})
    return held

"""The checklist behind a profile: its areas, bands and items as values, read once for each process.

The words of a framework that was published never change (a trigger of the database sees to it), so what was
read once stays true. A draft is never kept.
"""

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from ..models import Area, Band, Item
from .bands import FrameBand, bands_of

MOST_KEPT = 24
_kept: OrderedDict[tuple, "Frame"] = OrderedDict()
_turn = Lock()


@dataclass(frozen=True, slots=True)
class FrameItem:
    """One line of the checklist; it can be scored as it is."""

    pk: int
    code: str
    area: str
    band: int
    text: str


@dataclass(frozen=True, slots=True)
class FrameArea:
    """One part of a child’s life, with the first months of the bands that hold something of it."""

    code: str
    name: str
    bands: tuple[int, ...]


@dataclass(frozen=True)
class Frame:
    """A whole checklist in one version."""

    pk: int
    ref: str
    code: str
    name: str
    version: str
    direction: str
    language: str
    reads_on: bool
    areas: tuple[FrameArea, ...]
    bands: tuple[FrameBand, ...]
    items: tuple[FrameItem, ...]

    def __str__(self):
        return f"{self.name} {self.version}"

    @cached_property
    def area_names(self):
        return {area.code: area.name for area in self.areas}

    @cached_property
    def codes(self):
        return frozenset(item.code for item in self.items)

    def spans(self, area):
        """For each band of an area how many months it stands for: until the next that has something of it."""
        starts = list(area.bands)
        ends = [*starts[1:], self.end_of(starts[-1])] if starts else []
        return {start: max(1, end - start) for start, end in zip(starts, ends, strict=True)}

    def end_of(self, start):
        """The month after the last one of a band."""
        return next((band.end + 1 for band in self.bands if band.start == start), start + 12)


def frame_of(framework):
    """The checklist of a framework. ``size`` on it (how many items it has) saves a question."""
    size = getattr(framework, "size", None)
    if size is None:
        size = Item.objects.filter(area__framework=framework).count()
    if framework.is_draft:
        return _read(framework)
    key = (framework.ref, size)
    with _turn:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    frame = _read(framework)
    with _turn:
        _kept[key] = frame
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return frame


def with_size(frameworks):
    """Bring along how many items each has: by it we know that what we keep is still all of it."""
    items = Item.objects.filter(area__framework=OuterRef("pk")).order_by().values("area__framework")
    return frameworks.annotate(size=Coalesce(Subquery(items.annotate(size=Count("pk")).values("size")), 0))


def _read(framework):
    rows = Item.objects.filter(area__framework=framework).order_by(
        "area__order", "area", "band", "order", "pk"
    )
    items = tuple(FrameItem(*row) for row in rows.values_list("pk", "code", "area__code", "band", "text"))
    bands = bands_of(
        Band.objects.filter(framework=framework).values_list("start", "end", "name"),
        {item.band for item in items},
    )
    held = {}
    for item in items:
        held.setdefault(item.area, set()).add(item.band)
    areas = Area.objects.filter(framework=framework).order_by("order", "pk").values_list("code", "name")
    return Frame(
        pk=framework.pk,
        ref=framework.ref,
        code=framework.code,
        name=framework.name,
        version=framework.version,
        direction=framework.direction,
        language=framework.language,
        reads_on=framework.reads_on,
        areas=tuple(FrameArea(code, name, tuple(sorted(held[code]))) for code, name in areas if code in held),
        bands=bands,
        items=items,
    )


def framework_named(frameworks, ref):
    """The one of that ref among some, or None; an address may say anything."""
    return next((one for one in frameworks if one.ref == ref), None)

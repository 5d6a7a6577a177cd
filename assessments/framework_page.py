"""What the page of a framework shows: its areas by age, and the items of one area or those with some words.

As many questions for three thousand items as for three.
"""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, Prefetch, Q, Window
from django.db.models.functions import RowNumber

from families.models import Child

from .framework_files.shape import COLUMNS, EXTRA
from .models import Area, Band, Framework, Item, Observation, Strand

LONGEST_SEARCH = 80
MOST_WORDS = 8
MOST_FOUND = 30


@dataclass(frozen=True)
class Asked:
    """Which items somebody asked for: those of an area, perhaps of one band, or those with some words."""

    area: str = ""
    band: str = ""
    words: str = ""

    @classmethod
    def of(cls, data):
        """What an address says, tidied; it may say anything."""
        words = " ".join(data.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
        area = data.get("area", "").replace("\x00", "")[:60]
        return cls(area, data.get("band", "").replace("\x00", "")[:4], words)


class FrameworkPage:
    """A framework as its page shows it to one person."""

    def __init__(self, framework, user, asked):
        self.framework, self.user, self.asked = framework, user, asked
        threads = Strand.objects.visible_to(user).order_by("order", "pk")
        areas = Area.objects.visible_to(user).filter(framework=framework)
        self.areas = list(areas.prefetch_related(Prefetch("strands", queryset=threads)))
        self.bands = list(Band.objects.visible_to(user).filter(framework=framework))
        counts = Item.objects.visible_to(user).filter(area__framework=framework).order_by()
        rows = counts.values_list("area", "band").annotate(number=Count("pk"))
        self.counts = {(area, band): number for area, band, number in rows}

    @cached_property
    def area(self):
        """The area whose items are shown; none while somebody looks for words."""
        if self.asked.words:
            return None
        found = next((area for area in self.areas if area.code == self.asked.area), None)
        return found or next(iter(self.areas), None)

    @cached_property
    def band(self):
        """The band that the items are narrowed to, if any; whoever looks for words looks in all."""
        if self.asked.words:
            return None
        return next((one for one in self.bands if str(one.start) == self.asked.band), None)

    @property
    def size(self):
        return sum(self.counts.values())

    @property
    def table(self):
        """A row for each area: how many items it has in each band, and in all."""
        return [
            {
                "area": area,
                "cells": [(band, self.counts.get((area.pk, band.start), 0)) for band in self.bands],
                "total": self.total_of(area),
                "is_here": area == self.area,
            }
            for area in self.areas
        ]

    def total_of(self, area):
        return sum(number for (pk, _), number in self.counts.items() if pk == area.pk)

    @property
    def band_rows(self):
        """The bands with how many items each has."""
        return [
            (band, sum(number for (_, start), number in self.counts.items() if start == band.start))
            for band in self.bands
        ]

    @property
    def items(self):
        """The items that were asked for, in their order, with what comes first and where each stands."""
        rows = Item.objects.visible_to(self.user).filter(area__framework=self.framework)
        if self.asked.words:
            rows = with_words(rows, self.asked.words)
        else:
            rows = rows.filter(area=self.area)
            if self.band:
                rows = rows.filter(band=self.band.start)
        group = [F("area"), F("band")]
        rows = rows.annotate(
            place=Window(RowNumber(), partition_by=group, order_by=["order", "pk"]),
            of=Window(Count("pk"), partition_by=group),
        )
        firsts = Item.objects.only("pk", "code", "text", "area").order_by("code", "pk")
        rows = rows.select_related("area", "strand").prefetch_related(Prefetch("after", queryset=firsts))
        return rows.order_by("area__order", "area", "band", "order", "pk")

    def grouped(self, items):
        """The items of one page under their bands: (heading, items)."""
        names = {band.start: str(band) for band in self.bands}
        groups = {}
        for item in items:
            title = names.get(item.band, f"From {item.band} months")
            groups.setdefault(f"{item.area}, {title}" if self.asked.words else title, []).append(item)
        return list(groups.items())

    @cached_property
    def versions(self):
        """The other versions of it, newest first."""
        rows = Framework.objects.visible_to(self.user).filter(code=self.framework.code)
        return list(
            rows.exclude(pk=self.framework.pk).order_by(F("published_at").desc(nulls_first=True), "pk")
        )

    @cached_property
    def children(self):
        """How many children, of those this person may see, have something seen with this version."""
        if self.framework.is_draft:
            return 0
        seen = Observation.objects.filter(item__area__framework=self.framework)
        return Child.objects.visible_to(self.user).filter(pk__in=seen.values("child")).count()


def with_words(rows, words):
    """Items in which every word stands: in their own words, in what helps to see them, or as their code."""
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(
            Q(text__icontains=word)
            | Q(code__icontains=word)
            | Q(guidance__icontains=word)
            | Q(example__icontains=word)
        )
    return rows


def may_come_first(item, words, user):
    """Items of the same draft that have these words and may come before an item; a few, the nearest first."""
    rows = Item.objects.visible_to(user).filter(area__framework=item.area.framework_id, band__lte=item.band)
    taken = item.after.values("pk")
    found = with_words(rows.exclude(pk=item.pk).exclude(pk__in=taken), words).select_related("area")
    return list(found.order_by("-band", "area__order", "order", "pk")[:MOST_FOUND])


def next_code(area):
    """A code for a new item: the last code of its area counted up, else made from its name."""
    last = area.items.order_by("-pk").values_list("code", flat=True).first() or ""
    stem = last.rstrip("0123456789")
    digits = last[len(stem) :]
    if not digits:
        stem, digits = f"{area.code[:3].upper()}-", "00"
    taken = set(Item.objects.filter(area__framework=area.framework_id).values_list("code", flat=True))
    number = next(n for n in range(int(digits[-9:]) + 1, int(digits[-9:]) + len(taken) + 3)
                  if f"{stem}{n:0{len(digits)}d}" not in taken)  # fmt: skip
    return f"{stem}{number:0{len(digits)}d}"[:60]


def rows_to_export(framework, user):
    """The rows of a framework as a file has them: the headings, then a row for each item. Four questions."""
    rows = Item.objects.visible_to(user).filter(area__framework=framework).select_related("area", "strand")
    items = list(rows.order_by("area__order", "area", "band", "order", "pk"))
    ends = dict(Band.objects.visible_to(user).filter(framework=framework).values_list("start", "end"))
    firsts = {}
    pairs = Item.after.through.objects.filter(from_item__area__framework=framework)
    for item, code in pairs.order_by("to_item__code").values_list("from_item", "to_item__code"):
        firsts.setdefault(item, []).append(code)
    yield (*COLUMNS, *EXTRA)
    for item in items:
        yield (
            framework.name, framework.version, item.area.name, item.strand.name if item.strand else "",
            item.band, ends.get(item.band, item.band), item.code, item.text, item.guidance,
            ";".join(firsts.get(item.pk, ())), item.example, ";".join(str(tag) for tag in item.tags),
            framework.scale.code, framework.language, framework.source, framework.licence,
        )  # fmt: skip

"""Whether a draft can be brought into use: a file’s checks, with where to mend it."""

import re
from collections import Counter
from dataclasses import dataclass

from .framework_files.checks import problems_of
from .framework_files.shape import FileArea, FileBand, FileItem, FileStrand, FrameworkFile
from .models import Item

AREA, BAND, ITEM, FIRST, HEAD = "area", "band", "item", "first", "framework"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to put right or to look at: a sentence, and which part of the framework it is about.

    ``part`` is "area", "band", "item", "first" (what comes first of an item) or "framework"; ``pk`` names it.
    """

    sentence: str
    part: str
    pk: int | None = None
    must_mend: bool = True


def findings(framework):
    """Everything that is wrong or odd with a draft: what must be mended first, each once. Six questions."""
    file, items = file_of(framework)
    found = [*_not_there(framework, file), *_bands(file, items), *_of_the_file(file, items)]
    return sorted(dict.fromkeys(found), key=lambda finding: not finding.must_mend)


def must_mend(framework):
    """What stands in the way of bringing it into use."""
    return [finding for finding in findings(framework) if finding.must_mend]


def file_of(framework):
    """A framework as its file would hold it, and the primary keys of its items in the order of the rows."""
    rows = Item.objects.filter(area__framework=framework).select_related("area", "strand")
    rows = list(rows.order_by("area__order", "area", "band", "order", "pk"))
    after = {}
    pairs = Item.after.through.objects.filter(from_item__area__framework=framework)
    for item, code in pairs.order_by("to_item__code").values_list("from_item", "to_item__code"):
        after.setdefault(item, []).append(code)
    strands = framework.areas.filter(strands__isnull=False).order_by("order", "pk", "strands__order")
    file = FrameworkFile(
        code=framework.code,
        name=framework.name,
        version=framework.version,
        language=framework.language,
        licence=framework.licence,
        source=framework.source,
        note=framework.note,
        reads_on=framework.reads_on,
        scale=framework.scale.code,
        areas=tuple(FileArea(area.code, area.name, area.hint) for area in framework.areas.all()),
        strands=tuple(
            FileStrand(*row) for row in strands.values_list("strands__code", "code", "strands__name")
        ),
        bands=tuple(FileBand(band.start, band.end, band.name) for band in framework.bands.all()),
        items=tuple(_line(item, after.get(item.pk, ()), number) for number, item in enumerate(rows, start=1)),
    )
    return file, [item.pk for item in rows]


def _line(item, after, row):
    return FileItem(
        code=item.code, area=item.area.code, band=item.band, order=item.order, text=item.text,
        strand=item.strand.code if item.strand else "", guidance=item.guidance, example=item.example,
        tags=tuple(str(tag) for tag in item.tags), after=tuple(after), row=row,
    )  # fmt: skip


def _not_there(framework, file):
    """Areas, strands and the whole, if nothing is in them; whose words they are, if nobody says it."""
    if not framework.licence.strip():
        yield Finding("Nobody says who owns the words of this framework, and why we may use them.", HEAD)
    if not file.items:
        yield Finding("There is nothing in this framework yet: it needs at least one item.", HEAD)
    if not framework.scale.levels.exists():
        yield Finding("Its scale has no words to judge an item with.", HEAD)
    in_area = Counter(item.area for item in file.items)
    in_strand = Counter((item.area, item.strand) for item in file.items)
    pks = dict(framework.areas.values_list("code", "pk"))
    for area in file.areas:
        if file.items and not in_area[area.code]:
            yield Finding(f"There is nothing in the area “{area.name}” yet.", AREA, pks[area.code])
    for strand in file.strands:
        if not in_strand[strand.area, strand.code]:
            said = f"There is nothing in the strand “{strand.name}” yet."
            yield Finding(said, AREA, pks[strand.area], must_mend=False)


def _bands(file, items):
    """Items that are in no band, and bands that hold nothing."""
    known, used = {band.start for band in file.bands}, {item.band for item in file.items}
    for pk, item in zip(items, file.items, strict=True):
        if item.band not in known:
            yield Finding(
                f"“{item.code}” is in no age band: there is none from {item.band} months.", ITEM, pk
            )
    for band in file.bands:
        if band.start not in used:
            name = band.name or f"{band.start} to {band.end} months"
            yield Finding(f"There is nothing in the age band {name} yet.", BAND, must_mend=False)


def _of_the_file(file, items):
    """What the checks of a file say, without its rows: here an item is known by its code."""
    for problem in problems_of(file):
        is_first = problem.column == "prerequisites"  # an older band is only pointed out in a file
        said = _in_words(problem, file)
        if not problem.row:
            yield Finding(said, HEAD, must_mend=problem.is_error)
        elif problem.column in ("band_from_months", "band_to_months"):
            yield Finding(said, BAND, must_mend=problem.is_error)
        else:
            part = FIRST if is_first else ITEM
            yield Finding(said, part, items[problem.row - 1], must_mend=is_first or problem.is_error)


def _in_words(problem, file):
    said = re.sub(r" \(row \d+\)| in row \d+", "", problem.problem)
    said = re.sub(r"\brow (\d+)\b", lambda found: f"“{file.items[int(found[1]) - 1].code}”", said)
    if problem.column == "prerequisites" and "older band" in said:
        said = f"it comes after {said.replace(' is of an', ', which is of an')}"
    if problem.column in ("band_from_months", "band_to_months") or not problem.row:
        return f"{said[:1].upper()}{said[1:]}."
    return f"“{file.items[problem.row - 1].code}”: {said}."

"""From a file to a framework: checked, kept until somebody decides, written as a draft, brought into use."""

import re
from dataclasses import replace

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused
from accounts.uploads import title_of
from families.saving import save_or_refuse

from .. import framework_files
from ..framework_files.shape import shown
from ..models import Area, Band, Framework, FrameworkUpload, Item, Scale, Strand
from . import frameworks

LONGEST_NAME = 160


@transaction.atomic
def check(content, *, name, by, licence=""):
    """Read a file that somebody brings and keep what it says until she decides. Nothing is loaded."""
    scales = set(Scale.objects.values_list("code", flat=True))
    reading = framework_files.check(content, name, scales=scales, licence=licence)
    if not reading.rows and len(reading.problems) == 1:
        raise Refused(reading.problems[0].in_words)
    ending = re.sub(r"[^a-z]", "", name.rpartition(".")[2].lower())[:5]
    upload = FrameworkUpload.objects.create(
        name=f"{title_of(name)}.{ending}"[:LONGEST_NAME],
        headings=list(reading.headings),
        rows=[[number, list(cells)] for number, cells in reading.rows],
        content=plain(reading.framework.as_data()) if reading.framework else {},
        understood=list(reading.understood),
        problems=[kept(problem) for problem in reading.problems],
        licence=licence,
        uploaded_by=by,
    )
    audit.record("framework.checked", by=by, target=upload, after={"rows": len(reading.rows)})
    return upload


def plain(data):
    """The same values without the sign that the database has no place for; such a file is never loaded."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [plain(value) for value in data]
    return data.replace("\x00", "\ufffd") if isinstance(data, str) else data


def kept(problem):
    """A problem as plain values; what stood in the cell is shortened, hidden signs shown by their number."""
    return {
        "row": problem.row,
        "column": shown(problem.column),
        "value": shown(problem.value, 200),
        "problem": problem.problem.replace("\x00", "\ufffd"),
        "expected": problem.expected.replace("\x00", "\ufffd"),
        "level": problem.level,
        "in_words": problem.in_words.replace("\x00", "\ufffd"),
    }


@transaction.atomic
def load_upload(upload, *, publish, by, licence=""):
    """Load a checked file as a draft, or for use at once. Returns the framework, and whether it is new."""
    held = FrameworkUpload.objects.select_for_update().get(pk=upload.pk)
    if held.framework_id:
        raise Refused(f"This file is loaded already, as {held.framework}.")
    if not held.may_be_loaded:
        raise Refused("This file cannot be loaded as it is. Put it right and bring it again.")
    file = framework_files.FrameworkFile.from_data(held.content)
    framework, is_new = load(replace(file, licence=licence or file.licence), by=by, publish=publish)
    held.framework, held.licence = framework, framework.licence
    held.save(update_fields=["framework", "licence"])
    return framework, is_new


@transaction.atomic
def load(file, *, by, publish=True):
    """Write a framework from its file as a draft, and use it instead of its earlier version if asked to.

    Returns the framework, and whether anything was written. The same file a second time changes nothing;
    other words under a version that is here are refused, because observations were made with the old ones.
    """
    if not file.licence.strip():
        raise Refused("Say who owns the words of this checklist, and why you may use them.")
    versions = Framework.objects.filter(code=file.code).select_for_update()
    known = next((framework for framework in versions if framework.version == file.version), None)
    if known is not None and lines_of(known) != lines_in(file):
        here = f"Version {file.version} of {known.name} is here already, with other words"
        raise Refused(f"{here}: give the file a new version.")
    framework = known or write(file, by=by)
    is_published = publish and framework.is_draft
    if is_published:
        frameworks.bring_into_use(framework, by=by)
    return framework, known is None or is_published


def write(file, *, by):
    """A new draft with everything that the file says."""
    scale = Scale.objects.filter(code=file.scale).first()
    if scale is None:
        raise Refused(f"There is no scale “{file.scale}”. Make it first, or leave the column out.")
    framework = Framework(
        code=file.code,
        name=file.name,
        version=file.version,
        language=file.language,
        licence=file.licence,
        source=file.source,
        note=file.note,
        reads_on=file.reads_on,
        scale=scale,
    )
    save_or_refuse(framework)
    areas = _areas(framework, file)
    _items(file, areas, _strands(file, areas))
    audit.record("framework.loaded", by=by, target=framework, after={"items": len(file.items)})
    return framework


def _areas(framework, file):
    Band.objects.bulk_create(
        Band(framework=framework, start=band.start, end=band.end, name=band.name) for band in file.bands
    )
    areas = Area.objects.bulk_create(
        Area(framework=framework, code=area.code, name=area.name, hint=area.hint, order=order)
        for order, area in enumerate(file.areas, start=1)
    )
    return {area.code: area for area in areas}


def _strands(file, areas):
    strands = Strand.objects.bulk_create(
        Strand(area=areas[strand.area], code=strand.code, name=strand.name, order=order)
        for order, strand in enumerate(file.strands, start=1)
    )
    return {(one.area, one.code): strand for one, strand in zip(file.strands, strands, strict=True)}


def _items(file, areas, strands):
    items = Item.objects.bulk_create(
        Item(
            area=areas[item.area],
            strand=strands.get((item.area, item.strand)),
            code=item.code,
            text=item.text,
            guidance=item.guidance,
            example=item.example,
            tags=list(item.tags),
            band=item.band,
            order=item.order,
        )
        for item in file.items
    )
    pk_of = {item.code: item.pk for item in items}
    Item.after.through.objects.bulk_create(
        Item.after.through(from_item_id=pk_of[item.code], to_item_id=pk_of[earlier])
        for item in file.items
        for earlier in item.after
    )


def lines_in(file):
    """Everything that a child's profile rests on, so that two files can be held against each other."""
    return (
        {(area.code, area.name, area.hint) for area in file.areas},
        {(band.start, band.end, band.name) for band in file.bands},
        {
            (
                *(item.code, item.area, item.strand, item.band, item.order),
                *(item.text, item.guidance, item.example, item.tags, tuple(sorted(item.after))),
            )
            for item in file.items
        },
    )


def lines_of(framework):
    """The same of a framework that is here."""
    after = {}
    through = Item.after.through.objects.filter(from_item__area__framework=framework)
    for item, earlier in through.values_list("from_item__code", "to_item__code"):
        after.setdefault(item, []).append(earlier)
    items = Item.objects.filter(area__framework=framework).values_list(
        "code", "area__code", "strand__code", "band", "order", "text", "guidance", "example", "tags"
    )
    return (
        set(framework.areas.values_list("code", "name", "hint")),
        set(framework.bands.values_list("start", "end", "name")),
        {
            (code, area, strand or "", *rest, tuple(tags), tuple(sorted(after.get(code, ()))))
            for code, area, strand, *rest, tags in items
        },
    )

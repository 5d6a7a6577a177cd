"""Bringing a framework into use: a version is loaded once, whole, and never edited in place."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Area, Band, Framework, Item, Scale


@transaction.atomic
def load(file, *, by):
    """Load a framework from its file and use it instead of its earlier version.

    Returns the framework, and whether it is new. The same file a second time changes nothing; other words
    under a version that is loaded already are refused, because observations were made with the old ones.
    """
    versions = Framework.objects.filter(code=file.code).select_for_update()
    loaded = {framework.version: framework for framework in versions}
    if file.version in loaded:
        if _lines(loaded[file.version]) != {(i.code, i.area, i.band, i.order, i.text) for i in file.items}:
            raise Refused(
                f"Version {file.version} of {file.name} has other lines already: give the file a new version."
            )
        return loaded[file.version], False
    earlier = [version for version, framework in loaded.items() if framework.is_in_use]
    framework = Framework.objects.create(
        code=file.code,
        name=file.name,
        version=file.version,
        language=file.language,
        licence=file.licence,
        reads_on=True,
        scale=Scale.objects.get(code="can-do"),
    )
    _write(framework, file)
    versions.in_use().update(status=Framework.Status.RETIRED)
    framework.status, framework.published_at = Framework.Status.PUBLISHED, timezone.now()
    framework.save(update_fields=["status", "published_at"])
    audit.record(
        "framework.loaded",
        by=by,
        target=framework,
        before={"in_use": earlier},
        after={"in_use": [file.version], "items": len(file.items)},
    )
    return framework, True


def _lines(framework):
    items = Item.objects.filter(area__framework=framework)
    return set(items.values_list("code", "area__code", "band", "order", "text"))


def _write(framework, file):
    Band.objects.bulk_create(Band(framework=framework, start=band.start, end=band.end) for band in file.bands)
    areas = Area.objects.bulk_create(
        Area(framework=framework, code=area.code, name=area.name, order=order)
        for order, area in enumerate(file.areas, start=1)
    )
    by_code = {area.code: area for area in areas}
    items = Item.objects.bulk_create(
        Item(area=by_code[item.area], code=item.code, text=item.text, band=item.band, order=item.order)
        for item in file.items
    )
    pk_of = {item.code: item.pk for item in items}
    Item.after.through.objects.bulk_create(
        Item.after.through(from_item_id=pk_of[item.code], to_item_id=pk_of[earlier])
        for item in file.items
        for earlier in item.after
    )

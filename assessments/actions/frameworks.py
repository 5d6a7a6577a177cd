"""Bringing a framework into use: a version is loaded once, whole, and never edited in place."""

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from ..models import Area, Framework, Item


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
    Framework.objects.filter(code=file.code, is_in_use=True).update(is_in_use=False)
    framework = Framework.objects.create(
        code=file.code, name=file.name, version=file.version, licence=file.licence
    )
    _write(framework, file)
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

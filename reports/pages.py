"""What the print template shows: the facts of a report, with dates as dates and squares with their widths."""

from datetime import date
from zlib import crc32

PICTURES = 3


class CannotBeMade(Exception):
    """These pages cannot be made, and trying again would not help. The message is a sentence."""


def pages_of(report):
    """The whole context of the pages. The same facts and the same approval give the same pages."""
    facts = with_dates(report.facts)
    child = facts["child"]
    for area in facts["areas"]:
        area["cells"] = [square(cell, band) for cell, band in zip(area["cells"], facts["bands"], strict=True)]
    return {
        "together": None,  # reports that were approved before it was told
        **facts,
        "title": f"Progress report about {child['name']}",
        "author": facts["service"]["name"],
        "picture": 1 + crc32(report.child.ref.encode()) % PICTURES,  # the family that their own page shows
        "is_draft": report.approved_at is None,
        "prepared_by": report.requested_by.name,
        "approved_by": report.approved_by.name if report.approved_by else "",
        "approved_on": report.approved_at,
        "kind": report.get_kind_display(),
    }


def square(cell, band):
    """One square of the profile: how far it is coloured in, in hundredths."""
    total = cell["total"] or 1
    can = round(100 * cell["can"] / total)
    return {
        **cell,
        "is_age": band["is_age"],
        "can_width": can,
        "nearly_width": min(100 - can, round(100 * cell["nearly"] / total)),
        "here": round(100 * cell["before"] / total) if cell["before"] and cell["new"] else None,
    }


def with_dates(value, name=""):
    """JSON knows no dates: what stands under ``on`` or ``…_on`` becomes one again."""
    if isinstance(value, dict):
        return {key: with_dates(part, key) for key, part in value.items()}
    if isinstance(value, list):
        return [with_dates(part) for part in value]
    if value and isinstance(value, str) and (name == "on" or name.endswith("_on")):
        return date.fromisoformat(value)
    return value

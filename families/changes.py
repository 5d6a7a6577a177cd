"""What changed in a row, for the trail: before and after, and nothing that must not be read there.

Families knows its rows best: a telephone, what a court wrote or where somebody lives does not belong into a
trail that people read who may not open the record. There it says that it changed, never what it was.
"""

import hashlib
from datetime import date, datetime
from decimal import Decimal

from django.db import models

from accounts.refusals import Refused

from .saving import save_or_refuse

UNTOLD = "(not shown here)"
PRIVATE = {
    "phone", "email", "contact", "lines", "town", "postcode", "safe", "says", "note", "instructions",
    "contact_restriction", "access_reason", "safe_times", "ethnicity", "category", "legal_status",
    "nhs_number", "upn",
}  # fmt: skip
STALE = (
    "Somebody changed this while you were writing. Look at the record before you go on: "
    "if you save again, what you wrote here is kept."
)


def fingerprint(row, *, but=()):
    """A short mark of what a row says now; a form carries it, so that nobody writes over what is newer.

    ``but`` names fields that no form shows, such as a place among others.
    """
    fields = [field for field in row._meta.concrete_fields if field.name not in but]
    told = [str(getattr(row, field.attname)) for field in fields]
    return hashlib.sha256("\x1f".join(told).encode("utf-8", "replace")).hexdigest()[:24]


def change(row, data, *, seen=""):
    """Save these values into a row; returns what they were before and are now, both empty if nothing changed.

    The row is locked and read anew. Raises Refused if it is not what was on the page (``seen``), or with the
    sentence of a broken rule. The row that was given has the new values afterwards.
    """
    kept = type(row)._base_manager.select_for_update().get(pk=row.pk)
    if seen and seen != fingerprint(kept):
        raise Refused(STALE)
    before, after = {}, {}
    for name, value in data.items():
        was = getattr(kept, name)
        if was == value or (was in (None, "") and value in (None, "")):
            continue
        before[name], after[name] = told(name, was, kept), told(name, value, kept)
        setattr(kept, name, value)
    if after:
        save_or_refuse(kept)
    row.__dict__.update(kept.__dict__)
    return before, after


def told(name, value, row):
    """A value as the trail may keep it: in the words of its field where it has some."""
    if value in (None, ""):
        return ""
    if name in PRIVATE:
        return UNTOLD
    field = row._meta.get_field(name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, models.Model | date | datetime | Decimal):
        return str(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(one) for one in value)
    return value

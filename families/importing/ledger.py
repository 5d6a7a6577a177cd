"""What an import writes, noted down as it is written, so that exactly that can be taken out again."""

import hashlib

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder

from ..saving import save_or_refuse

AT_ONCE = 500


class Ledger:
    """What one row of a file made and changed."""

    def __init__(self, by):
        self.by = by
        self.made, self.changed = [], []

    def create(self, record):
        """Write a new record and remember it. Raises Refused with the sentence of a broken rule."""
        save_or_refuse(record)
        self.made.append([record._meta.label, record.pk])
        return record

    def change(self, record, **values):
        """Change a record and remember how it was; nothing is written when nothing changes."""
        before = plain_values(record)
        for name, value in values.items():
            setattr(record, name, value)
        if plain_values(record) == before:
            return record
        save_or_refuse(record)
        after = plain_values(record)
        names = [name for name in after if after[name] != before[name]]
        self.changed.append(
            {
                "model": record._meta.label,
                "pk": record.pk,
                "before": {name: before[name] for name in names},
                "after": {name: after[name] for name in names},
            }
        )
        return record


def plain_values(record):
    """Each column of a record as JSON can keep it."""
    encoder = DjangoJSONEncoder()
    found = {}
    for column in record._meta.concrete_fields:
        value = getattr(record, column.attname)
        is_plain = value is None or isinstance(value, str | int | bool | list | dict)
        found[column.attname] = value if is_plain else encoder.encode(value).strip('"')
    return found


def fingerprint(record):
    """A short mark that changes when anything in a record does; it tells nothing of what is in it."""
    values = sorted((name, str(value)) for name, value in plain_values(record).items())
    return hashlib.sha256(repr(values).encode("utf-8", "surrogatepass")).hexdigest()[:24]


def fingerprints(pairs):
    """{(model label, primary key): fingerprint} of records as the database has them now."""
    found, by_model = {}, {}
    for label, pk in pairs:
        by_model.setdefault(label, []).append(pk)
    for label, pks in by_model.items():
        manager = apps.get_model(label)._base_manager
        for start in range(0, len(pks), AT_ONCE):
            for record in manager.filter(pk__in=pks[start : start + AT_ONCE]).order_by("pk"):
                found[label, record.pk] = fingerprint(record)
    return found

"""Taking an import out again: exactly what it made, and what it changed as it was before.

A record that somebody has changed since, or to which something has been added since, stays, with all that its
row brought along; the row says why. So nothing that was done after the import is lost by undoing it.
"""

from collections import defaultdict
from datetime import timedelta

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from accounts import audit

from ..models import Child, Import, ImportRow, Policy
from . import kinds, progress
from .ledger import AT_ONCE, fingerprints, plain_values

Outcome = ImportRow.Outcome
WRITTEN = ["outcome", "outcome_reason"]
CELLS = (
    "values", "read", "problems", "remarks", "notes", "mended", "keys", "match_reasons", "safety",
)  # fmt: skip


def until(batch):
    """The last moment at which an import can be undone."""
    if batch.committed_at is None:
        return None
    return batch.committed_at + timedelta(days=Policy.on(timezone.localdate()).undo_days)


def is_possible(batch):
    """Whether an import can still be undone: its days are not over, and what it did is still known."""
    is_in = batch.status == Import.Status.COMMITTED and not batch.is_forgotten
    return is_in and timezone.now() <= until(batch)


@transaction.atomic
def undo(batch, *, by, job=None):
    """Take out what an import brought in, row by row; what was touched since stays and says so."""
    batch = Import.objects.select_for_update().get(pk=batch.pk)
    if batch.status != Import.Status.UNDOING:
        return batch
    brought = ImportRow.objects.filter(sheet__batch=batch, outcome__in=[Outcome.CREATED, Outcome.UPDATED])
    rows = list(brought.defer(*CELLS).order_by("sheet__position", "number"))
    progress.note(batch, 0, job)
    kept, restored = Traces(rows).touched()
    _tell(rows, kept, by)
    progress.note(batch, len(rows) // 2, job)
    _restore(restored)
    _remove([row for row in rows if row.pk not in kept])
    for row in rows:
        row.outcome = Outcome.KEPT if row.pk in kept else Outcome.UNDONE
        row.outcome_reason = kept.get(row.pk, "")[:300]
    for start in range(0, len(rows), AT_ONCE):
        ImportRow.objects.bulk_update(rows[start : start + AT_ONCE], WRITTEN, batch_size=AT_ONCE)
    batch.status, batch.undone_at, batch.undone_by = Import.Status.UNDONE, timezone.now(), by
    batch.save(update_fields=["status", "undone_at", "undone_by"])
    audit.record(
        "import.undone", by=by, target=batch, after={"undone": len(rows) - len(kept), "kept": len(kept)}
    )
    return batch


class Traces:
    """What has happened since to everything that some rows of an import made and changed."""

    def __init__(self, rows):
        self.rows = rows
        self.owner = {(label, pk): row.pk for row in rows for label, pk, _mark in row.created}
        self.kept = {}
        self.leans = defaultdict(set)  # row → rows that cannot go while it stays

    def touched(self):
        """({row: why it stays}, what to put back): rows that stay, and the values of records as they were."""
        self._look_at_made()
        self._look_at_what_was_added()
        restored = self._look_at_changed()
        self._spread()
        while (again := self._look_at_changed()) != restored:
            restored = again
            self._spread()
        return self.kept, restored

    def _keep(self, row, why):
        self.kept.setdefault(row, why)

    def _look_at_made(self):
        now = fingerprints(self.owner)
        for row in self.rows:
            for label, pk, mark in row.created:
                if (label, pk) not in now:
                    self._keep(row.pk, f"{_called(label)} is not there any more.")
                elif now[label, pk] != mark:
                    self._keep(row.pk, f"{_called(label)} was changed since.")

    def _look_at_what_was_added(self):
        """Everything in the house that points to a record of ours and is not ours."""
        by_model = defaultdict(list)
        for label, pk in self.owner:
            by_model[label].append(pk)
        for label, pks in by_model.items():
            # hidden: what gives the record no way back to it, as a concern, keeps it all the same
            for relation in apps.get_model(label)._meta.get_fields(include_hidden=True):
                if not relation.auto_created or relation.concrete or relation.many_to_many:
                    continue
                self._pointing(label, pks, relation)

    def _pointing(self, label, pks, relation):
        model, name = relation.related_model, relation.field.attname
        for start in range(0, len(pks), AT_ONCE):
            found = model._base_manager.filter(**{f"{name}__in": pks[start : start + AT_ONCE]})
            for pk, target in found.order_by("pk").values_list("pk", name):
                ours = self.owner[label, target]
                other = self.owner.get((model._meta.label, pk))
                if other is None:
                    self._keep(ours, "Since then something was added to it.")  # what, not all may know
                elif other != ours:
                    self.leans[other].add(ours)

    def _look_at_changed(self):
        """Play the changes back from the last row to the first; a value that is not as left was touched."""
        now, names = {}, defaultdict(set)
        for row in self.rows:
            for change in row.changed:
                names[change["model"], change["pk"]].update(change["after"])
        for (label, pk), _names in names.items():
            record = apps.get_model(label)._base_manager.filter(pk=pk).first()
            now[label, pk] = plain_values(record) if record else {}
        as_it_was = {key: dict(values) for key, values in now.items()}
        for row in reversed(self.rows):
            if row.pk in self.kept:
                continue
            for change in reversed(row.changed):
                key = (change["model"], change["pk"])
                if key in self.owner:
                    if self.owner[key] != row.pk:
                        self.leans[row.pk].add(self.owner[key])
                    continue
                if any(as_it_was[key].get(name) != value for name, value in change["after"].items()):
                    self._keep(row.pk, f"{_called(change['model'])} was changed since.")
                    break
                as_it_was[key].update(change["before"])
        return {
            key: {n: values[n] for n in values if values[n] != now[key].get(n)}
            for key, values in as_it_was.items()
            if key not in self.owner
        }

    def _spread(self):
        """A row that stays keeps those rows here whose records it leans on."""
        waiting = list(self.kept)
        while waiting:
            for other in self.leans.get(waiting.pop(), ()):
                if other not in self.kept:
                    self._keep(other, "Another row that stays belongs to the same record.")
                    waiting.append(other)


def _called(label):
    name = str(apps.get_model(label)._meta.verbose_name)
    return f"The {name}" if name != "child" else "The child’s record"


def _tell(rows, kept, by):
    """Write the trail while the children are still there to be named."""
    for row in rows:
        pk = next((pk for label, pk, _mark in row.created if label == "families.Child"), None)
        child = Child._base_manager.filter(pk=pk).first() if pk else None
        event = "import.row_kept" if row.pk in kept else "import.row_undone"
        audit.record(event, by=by, target=row, child=child, reason=kept.get(row.pk, ""))


def _restore(restored):
    for (label, pk), values in restored.items():
        if not values:
            continue
        record = apps.get_model(label)._base_manager.get(pk=pk)
        columns = {column.attname: column for column in record._meta.concrete_fields}
        for name, value in values.items():
            setattr(record, name, columns[name].to_python(value) if value is not None else None)
        record.save()


def _remove(rows):
    """Delete what these rows made, last made first."""
    by_model = defaultdict(list)
    for row in rows:
        for label, pk, _mark in row.created:
            by_model[label].append(pk)
    for label in reversed([label for kind in kinds.KINDS for label in kind.writes]):
        pks = by_model.pop(label, [])
        for start in range(0, len(pks), AT_ONCE):
            apps.get_model(label)._base_manager.filter(pk__in=pks[start : start + AT_ONCE]).delete()
    if by_model:
        raise LookupError(f"No kind of list says in which order to remove {sorted(by_model)}.")

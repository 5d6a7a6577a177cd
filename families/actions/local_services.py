"""The directory of local services: added, changed, checked, taken out, brought in from a file."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from .. import directory_csv
from ..directory_csv import Verdict
from ..models import DirectoryFile, LocalService
from ..saving import save_or_refuse

KEPT = tuple(directory_csv.HEADINGS)


@transaction.atomic
def add(service, *, by):
    """Put a service into the directory."""
    save_or_refuse(service)
    audit.record("local_service.added", by=by, target=service)
    return service


@transaction.atomic
def change(service, *, by, changed):
    """Write what has changed about a service; ``changed`` are the names of the fields."""
    save_or_refuse(service)
    after = {name: str(getattr(service, name) or "") for name in changed}
    audit.record("local_service.changed", by=by, target=service, after=after)
    return service


@transaction.atomic
def check(service, *, by):
    """Somebody has made sure today that all of it is still right."""
    service = LocalService.objects.select_for_update().get(pk=service.pk)
    if service.is_retired:
        raise Refused("This service was taken out of the directory.")
    service.checked_on = timezone.localdate()
    service.save(update_fields=["checked_on", "search_key"])
    audit.record("local_service.checked", by=by, target=service)
    return service


@transaction.atomic
def retire(service, *, by, reason):
    """Take a service out of the directory; who was referred to it keeps that in the record."""
    service = LocalService.objects.select_for_update().get(pk=service.pk)
    if service.is_retired:
        raise Refused("Somebody has taken this service out already.")
    service.retired_at, service.retired_by, service.retired_reason = timezone.now(), by, reason.strip()
    save_or_refuse(service)
    audit.record("local_service.retired", by=by, target=service, reason=service.retired_reason)
    return service


@transaction.atomic
def bring(text, *, by, name):
    """Keep a file that somebody brought, so that it can be looked through."""
    file = DirectoryFile.objects.create(text=text, name=name[:120] or "A file", brought_by=by)
    audit.record("directory_file.brought", by=by, target=file)
    return file


def look_through(file):
    """(row, verdict) of each line of a file, against the directory as it is now; and the reading itself."""
    reading = directory_csv.read(
        file.text, kinds=dict(LocalService.Kind.choices), today=timezone.localdate(file.brought_at)
    )
    known = {key: values_of(service) for key, service in by_key().items()}
    return reading, [(row, directory_csv.verdict(row, known)) for row in reading.rows]


@transaction.atomic
def take_over(file, *, by):
    """Take over what is new and what has changed; wrong lines stay out. Returns (new, changed)."""
    file = DirectoryFile.objects.select_for_update().get(pk=file.pk)
    if file.taken_over_at is not None:
        raise Refused("Somebody has taken this list over already.")
    _reading, lines = look_through(file)
    services, new, changed = by_key(), 0, 0
    for row, verdict in lines:
        if verdict == Verdict.NEW:
            save_or_refuse(LocalService(**{name: row.values[name] for name in KEPT if name in row.values}))
            new += 1
        elif verdict == Verdict.CHANGED:
            put(row.values, services[row.key])
            changed += 1
    file.taken_over_at, file.taken_over_by = timezone.now(), by
    file.save(update_fields=["taken_over_at", "taken_over_by"])
    audit.record("directory_file.taken_over", by=by, target=file, after={"new": new, "changed": changed})
    return new, changed


def put(values, service):
    """Write what a line says over a service; what the line does not say stays."""
    for name, value in values.items():
        if value not in ("", None):
            setattr(service, name, value)
    save_or_refuse(service)


def by_key():
    """The services in the directory by name and place."""
    return {directory_csv.key_of(one.name, one.area): one for one in LocalService.objects.current()}


def values_of(service):
    return {name: getattr(service, name) for name in KEPT}

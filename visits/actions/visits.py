"""A visit from the diary to the signed record: planned, moved, called off, written up, corrected."""

from datetime import UTC, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.notify import notify
from accounts.refusals import Refused
from assessments.actions import observations
from assessments.actions import steps as small_steps
from equipment.actions import loans
from families.models import Allocation, Carer, Child

from ..models import RestrictedNote, Visit, VisitRecord
from ..notifications import RecordShared
from . import activities

# The diary --------------------------------------------------------------------------------------------


@transaction.atomic
def plan(child, *, worker, starts_at, minutes, mode=Visit.Mode.HOME, bring="", by):
    """Put a visit into a worker's diary. Refused if she is elsewhere then, or the child is not in service."""
    _refuse_child_not_in_service(child)
    visit = Visit(child=child, worker=worker, mode=mode, bring=bring, planned_by=by)
    visit.starts_at, visit.ends_at = starts_at, _end(starts_at, minutes)
    _write(visit)
    after = {"starts_at": starts_at.isoformat(), "minutes": minutes, "mode": str(mode), "worker": worker.name}
    audit.record("visit.planned", by=by, target=visit, after=after)
    return visit


@transaction.atomic
def move(visit, *, by, starts_at):
    """Move a planned visit to another time, as long as it was; one that was left behind finds its worker."""
    visit = _holding(visit)
    _refuse_unless_planned(visit)
    _refuse_child_not_in_service(visit.child)
    before = visit.starts_at
    visit.worker = _who_goes(visit)
    visit.starts_at, visit.ends_at = starts_at, _end(starts_at, _minutes(visit))
    visit.planned_at = timezone.now()
    _write(visit)
    audit.record(
        "visit.moved",
        by=by,
        target=visit,
        before={"starts_at": before.isoformat()},
        after={"starts_at": starts_at.isoformat()},
    )
    return visit


@transaction.atomic
def cancel(visit, *, by, reason):
    """Call a planned visit off, with the reason that the figures need."""
    if reason == Visit.Reason.NOBODY_IN:
        raise Refused("That nobody was in is not a cancelled visit: say that nobody was in.")
    visit = _end_without_record(visit, Visit.Status.CANCELLED, reason)
    audit.record("visit.cancelled", by=by, target=visit, after={"reason": str(reason)})
    return visit


@transaction.atomic
def nobody_in(visit, *, by):
    """Write down that the worker came and nobody was in."""
    visit = _holding(visit)
    if visit.starts_at > timezone.now():
        raise Refused("This visit has not begun yet: it can be moved or cancelled.")
    visit = _end_without_record(visit, Visit.Status.NO_ACCESS, Visit.Reason.NOBODY_IN)
    audit.record("visit.found_nobody_in", by=by, target=visit)
    return visit


# The record -------------------------------------------------------------------------------------------


@transaction.atomic
def write_up(
    visit, *, by, record, states=None, steps=(), lend=(), take_back=None,
    activity=None, next_starts_at=None, note="",
):  # fmt: skip
    """Sign what happened on a visit: record, what was seen, toys, next week, the next date; all or nothing.

    Arguments: ``record`` holds the fields of VisitRecord; ``states`` maps an Item to its state; ``steps`` are
    those reached; ``lend`` is Equipment; ``take_back`` maps a Loan to the pieces that came back; ``activity``
    holds what, how, when, often and step; ``note`` is for few eyes and goes to a table of its own.
    """
    visit = _holding(visit)
    _refuse_unless_planned(visit)
    on = timezone.localdate(visit.starts_at)
    if on > timezone.localdate():
        raise Refused("This visit is still to come: write it up on the day, or move it.")
    visit.move_to(Visit.Status.DONE)
    visit.save(update_fields=["status", "reason"])
    signed = VisitRecord.objects.create(visit=visit, number=1, signed_by=by, **_only_record_fields(record))
    visit.observations.add(*observations.record(visit.child, states or {}, by=by, on=on))
    _reach(visit, steps, by=by, on=on)
    _exchange_toys(visit, lend, take_back or {}, by=by, on=on)
    if activity:
        activities.set_week(visit.child, visit=visit, by=by, **activity)
    if next_starts_at:
        _plan_next(visit, next_starts_at, by=by)
    if note.strip():
        _write_note(visit, note, by=by)
    audit.record("visit.signed", by=by, target=visit, after={"version": 1})
    _tell_family(visit.child, signed)
    return signed


@transaction.atomic
def correct(visit, *, by, reason, record):
    """Put a signed record right by a further version; what was signed before stays readable."""
    visit = _holding(visit)
    last = visit.records.order_by("-number").first()
    if last is None:
        raise Refused("This visit has no signed record to correct.")
    if not reason.strip():
        raise Refused("Say why the record is corrected.")
    after = {name: getattr(last, name) for name in VisitRecord.WRITTEN} | _only_record_fields(record)
    changed = [name for name in VisitRecord.WRITTEN if getattr(last, name) != after[name]]
    if not changed:
        raise Refused("Nothing in the record is different: change what was wrong, or go back.")
    signed = VisitRecord.objects.create(
        visit=visit, number=last.number + 1, reason=reason.strip(), signed_by=by, **after
    )
    about = {"version": signed.number, "fields": changed}
    audit.record("visit.corrected", by=by, target=visit, after=about, reason=reason.strip())
    _tell_family(visit.child, signed)
    return signed


@transaction.atomic
def add_note(visit, *, by, text):
    """Keep a restricted note on a visit that is over; the same words of the same person are kept once."""
    visit, text = _holding(visit), text.strip()
    if not text or any(note.text == text for note in visit.restricted_notes.filter(by=by)):
        return None
    return _write_note(visit, text, by=by)


def _reach(visit, steps, *, by, on):
    """Steps reached on this visit; one that a colleague has written down meanwhile is no reason to refuse."""
    reached = [small_steps.achieve(step, by=by, on=on) for step in steps if step.achieved_on is None]
    visit.steps.add(*reached)


def _exchange_toys(visit, lend, take_back, *, by, on):
    back = [loans.take_back(loan, by=by, on=on, parts=parts) for loan, parts in take_back.items()]
    out = [loans.lend(thing, to=visit.child, by=by, on=on) for thing in lend]
    visit.loans_back.add(*back)
    visit.loans_out.add(*out)


def _plan_next(visit, starts_at, *, by):
    same = {"worker": visit.worker, "minutes": _minutes(visit), "mode": visit.mode}
    plan(visit.child, starts_at=starts_at, by=by, **same)


def _write_note(visit, text, *, by):
    note = RestrictedNote.objects.create(visit=visit, text=text, by=by)
    audit.record("note.written", by=by, target=note)
    return note


def _tell_family(child, signed):
    """Tell each adult who may read the record that there is something to read."""
    may_read = Carer.objects.filter(child=child, user__isnull=False).seeing(on=timezone.localdate())
    for carer in may_read.select_related("user").order_by("pk"):
        notify(RecordShared, to=carer.user, about=signed)


# What all of them need --------------------------------------------------------------------------------


def _holding(visit):
    """The visit as it is now, held until the end of this transaction: two windows take turns."""
    held = Visit._base_manager.select_for_update(of=("self",), no_key=True)
    return held.select_related("child", "worker").get(pk=visit.pk)


def _refuse_unless_planned(visit):
    if visit.status != Visit.Status.PLANNED:
        raise Refused(f"This visit is “{visit.get_status_display().lower()}” already.")


def _refuse_child_not_in_service(child):
    if child.died_on or not Child.objects.filter(pk=child.pk).in_service().exists():
        raise Refused(f"{child.first_name} is not being visited at present.")


def _who_goes(visit):
    """Whose visit it is: the worker's, unless the child is with another by now."""
    if Child.objects.visible_to(visit.worker).filter(pk=visit.child_id).exists():
        return visit.worker
    allocation = Allocation.objects.open().filter(episode__child=visit.child).select_related("worker").first()
    return allocation.worker if allocation else visit.worker


def _end_without_record(visit, status, reason):
    visit = _holding(visit)
    if reason not in Visit.Reason:
        raise Refused("Say why the visit was not made.")
    visit.move_to(status, reason=reason)
    visit.save(update_fields=["status", "reason"])
    return visit


def _write(visit):
    """Save, or say in the database's own sentence that the worker is elsewhere at that time."""
    try:
        with transaction.atomic():
            visit.save()
    except IntegrityError as clash:
        for rule in Visit._meta.constraints:
            if rule.name in str(clash):
                raise Refused(rule.violation_error_message) from clash
        raise
    return visit


def _end(starts_at, minutes):
    """So many minutes later, also in the night in which the clocks change."""
    return starts_at.astimezone(UTC) + timedelta(minutes=minutes)


def _minutes(visit):
    return int((visit.ends_at - visit.starts_at).total_seconds() // 60)


def _only_record_fields(record):
    unknown = record.keys() - set(VisitRecord.WRITTEN)
    if unknown:
        raise TypeError(f"a visit record has no {sorted(unknown)}")
    return record

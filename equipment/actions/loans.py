"""Toys on their way: out to a family, and back into the storeroom."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.models import Policy

from ..models import Equipment, Loan
from .equipment import holding


@transaction.atomic
def lend(equipment, *, to, by, on, due_on=None, parts=None):
    """Lend a thing to a child's family, with all its pieces unless said otherwise.

    Due back after the weeks that the service's policy gives. Refused if it is away or not fit to go out.
    """
    equipment = holding(equipment)
    parts = equipment.parts if parts is None else parts
    if equipment.condition != Equipment.Condition.READY:
        state = equipment.get_condition_display().lower()
        raise Refused(f"{equipment.name} ({equipment.code}) cannot go out now: {state}.")
    if to.died_on:
        raise Refused(f"{to.first_name} has died. Nothing is lent any more.")
    if on > timezone.localdate():
        raise Refused("This day is still to come: give the day on which the toy went out.")
    if not 1 <= parts <= equipment.parts:
        raise Refused(f"{equipment.name} ({equipment.code}) has {_pieces(equipment.parts)}.")
    due_on = due_on or on + timedelta(weeks=Policy.on(on).loan_weeks)
    loan = _write(Loan(equipment=equipment, child=to, lent_on=on, lent_by=by, due_on=due_on, parts_out=parts))
    after = {"due_on": due_on.isoformat(), "pieces": parts, "code": equipment.code}
    audit.record("loan.lent", by=by, target=loan, after=after)
    return loan


@transaction.atomic
def take_back(loan, *, by, on, parts):
    """Take a thing back and count its pieces; one with pieces missing is set apart, not lent on."""
    loan = _holding(loan)
    if loan.returned_on:
        raise Refused(f"{loan.equipment.name} was taken back on {loan.returned_on:%-d %B %Y} already.")
    if on > timezone.localdate():
        raise Refused("This day is still to come: give the day on which it came back.")
    if on < loan.lent_on:
        raise Refused(f"It went out on {loan.lent_on:%-d %B %Y}: it cannot come back before.")
    if not 0 <= parts <= loan.parts_out:
        raise Refused(f"{_pieces(loan.parts_out).capitalize()} went out: no more can come back.")
    loan.returned_on, loan.returned_by, loan.parts_back = on, by, parts
    loan.save(update_fields=["returned_on", "returned_by", "parts_back"])
    audit.record("loan.returned", by=by, target=loan, after={"returned_on": on.isoformat(), "pieces": parts})
    if missing := loan.parts_out - parts:
        _set_apart(loan.equipment, missing, by=by)
    return loan


def _set_apart(equipment, missing, *, by):
    before = equipment.condition
    equipment.condition = Equipment.Condition.QUARANTINE
    equipment.condition_note = f"{_pieces(missing)} missing"
    equipment.save(update_fields=["condition", "condition_note"])
    audit.record(
        "equipment.set_apart",
        by=by,
        target=equipment,
        before={"condition": before},
        after={"condition": equipment.condition, "note": equipment.condition_note},
    )


def _write(loan):
    """Write the loan; who is a moment too late is told so by the database, in its own sentence."""
    try:
        with transaction.atomic():
            loan.save()
    except IntegrityError as clash:
        for rule in Loan._meta.constraints:
            if rule.name in str(clash):
                raise Refused(rule.violation_error_message) from clash
        raise
    return loan


def _holding(loan):
    """The loan as it is now, with its thing, both held until the end of this transaction."""
    held = Loan._base_manager.select_for_update(of=("self", "equipment"), no_key=True)
    return held.select_related("equipment", "child").get(pk=loan.pk)


def _pieces(number):
    return "1 piece" if number == 1 else f"{number} pieces"

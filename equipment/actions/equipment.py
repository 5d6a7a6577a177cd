"""What a thing is fit for: ready, in the wash, being mended, set apart, no longer used."""

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from ..models import Equipment, Loan


@transaction.atomic
def set_condition(equipment, *, to, by, note=""):
    """Say what state a thing is in, and why where that is of use to the next person."""
    equipment = holding(equipment)
    if Loan._base_manager.filter(equipment=equipment, returned_on=None).exists():
        raise Refused(f"{equipment.name} ({equipment.code}) is with a family: take it back first.")
    before = {"condition": equipment.condition, "note": equipment.condition_note}
    after = {"condition": str(to), "note": note}
    if before == after:
        return equipment
    equipment.condition, equipment.condition_note = to, note
    equipment.save(update_fields=["condition", "condition_note"])
    audit.record("equipment.condition_changed", by=by, target=equipment, before=before, after=after)
    return equipment


def holding(equipment):
    """The thing as it is now, held until the end of this transaction: who lends or judges it takes turns."""
    return Equipment._base_manager.select_for_update(no_key=True).get(pk=equipment.pk)

"""Sittings: a dated look at everything. What is ticked while one is open belongs to it."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.models import Child
from families.saving import save_or_refuse

from ..models import Assessment
from . import observations

OVER = "This look was finished already: open it to see what was written down."


@transaction.atomic
def start(child, *, kind, framework, by, on):
    """Open a baseline or a review; ticks made until it is finished belong to it. Raises Refused."""
    refuse_impossible(child, on)
    if framework.is_draft:
        raise Refused(f"{framework} is still being written: publish it first.")
    Child._base_manager.select_for_update(no_key=True).only("pk").get(pk=child.pk)
    sitting = save_or_refuse(Assessment(child=child, framework=framework, kind=kind, on=on, by=by))
    audit.record(
        "assessment.started",
        by=by,
        target=sitting,
        after={"kind": str(kind), "framework": str(framework), "on": on.isoformat()},
    )
    return sitting


@transaction.atomic
def finish(sitting, *, by, on, words=""):
    """Close a sitting on the day for which it stands, with what one wants to remember. Raises Refused."""
    sitting = _held(sitting)
    refuse_impossible(sitting.child, on)
    before = {"on": sitting.on.isoformat()}
    sitting.on, sitting.words, sitting.finished_by = on, words.strip(), by
    sitting.finished_at = timezone.now()
    sitting.save(update_fields=["on", "words", "finished_at", "finished_by"])
    audit.record(
        "assessment.finished", by=by, target=sitting, before=before, after={"on": on.isoformat()}
    )  # fmt: skip
    return sitting


@transaction.atomic
def discard(sitting, *, by):
    """Throw away a sitting that was opened by mistake, while nothing was ticked in it. Raises Refused."""
    sitting = _held(sitting)
    if sitting.observations.exists():
        raise Refused("Something was ticked in this look already: finish it instead.")
    audit.record("assessment.discarded", by=by, target=sitting, before={"on": sitting.on.isoformat()})
    sitting.delete()


@transaction.atomic
def sit(child, *, kind, framework, states, by, on, source="worker"):
    """Write down a baseline or a review with what was seen at it, all at once. Returns the sitting."""
    sitting = Assessment(child=child, framework=framework, kind=kind, on=on, by=by)
    sitting.finished_at, sitting.finished_by = timezone.now(), by
    sitting.save()
    audit.record("assessment.made", by=by, target=sitting, after={"kind": str(kind), "on": on.isoformat()})
    observations.record(child, states, by=by, on=on, source=source, assessment=sitting)
    return sitting


def refuse_impossible(child, on):
    """A look stands for a day of the child's life that has come."""
    if on > timezone.localdate():
        raise Refused("This day is still to come: give the day for which the look stands.")
    if on < child.born_on:
        raise Refused(f"{child.first_name} was not born yet on this day: check the date.")


def _held(sitting):
    """The open sitting as it is now, held until the end of this transaction.

    The child is held first, as whoever ticks does: a tick and the end of the sitting take turns.
    """
    Child._base_manager.select_for_update(no_key=True).only("pk").get(pk=sitting.child_id)
    found = Assessment._base_manager.select_for_update(of=("self",), no_key=True).select_related("child")
    fresh = found.filter(pk=sitting.pk).first()
    if fresh is None or not fresh.is_open:
        raise Refused(OVER)
    return fresh

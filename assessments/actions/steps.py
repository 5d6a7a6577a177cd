"""The small steps of a goal: one more, other words, done, and not done after all."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Goal, Step
from .goals import MOST_STEPS


@transaction.atomic
def add(goal, *, by, text, criterion=""):
    """Add a step at the end of a goal."""
    Goal._base_manager.select_for_update(no_key=True).get(pk=goal.pk)  # two that add take turns
    last = goal.steps.aggregate(last=Max("order"))["last"] or 0
    if goal.steps.count() >= MOST_STEPS:
        raise Refused(f"This goal has {MOST_STEPS} steps already: make a second goal of the rest.")
    step = Step.objects.create(goal=goal, order=last + 1, text=text, criterion=criterion)
    audit.record("step.added", by=by, target=step, after={"text": text, "criterion": criterion})
    return step


@transaction.atomic
def put_differently(step, *, by, text, criterion):
    """Change the words of a step, or of how one will know."""
    step = _fresh(step)
    before = {"text": step.text, "criterion": step.criterion}
    after = {"text": text, "criterion": criterion}
    if before == after:
        return step
    step.text, step.criterion = text, criterion
    step.save(update_fields=["text", "criterion"])
    audit.record("step.changed", by=by, target=step, before=before, after=after)
    return step


@transaction.atomic
def achieve(step, *, by, on):
    """Write down that a child did a step, on the day it was seen."""
    step = _fresh(step)
    if step.achieved_on:
        raise Refused(f"“{step.text}” was written down as done on {step.achieved_on:%-d %B %Y} already.")
    if on > timezone.localdate():
        raise Refused("This day is still to come: give the day on which it was seen.")
    step.achieved_on, step.achieved_by = on, by
    step.save(update_fields=["achieved_on", "achieved_by"])
    audit.record("step.achieved", by=by, target=step, after={"achieved_on": on.isoformat()})
    return step


@transaction.atomic
def undo(step, *, by, reason):
    """Take back that a step was done, and say why: it was the wrong line, or it did not last."""
    step = _fresh(step)
    if not step.achieved_on:
        raise Refused(f"“{step.text}” is not written down as done.")
    if not reason.strip():
        raise Refused("Say why this step is to be done again.")
    before = {"achieved_on": step.achieved_on.isoformat(), "achieved_by": step.achieved_by.name}
    step.achieved_on = step.achieved_by = None
    step.save(update_fields=["achieved_on", "achieved_by"])
    audit.record("step.undone", by=by, target=step, before=before, reason=reason)
    return step


def _fresh(step):
    """The step as it is now, held until the end of this transaction."""
    held = Step._base_manager.select_for_update(of=("self",), no_key=True)
    return held.select_related("goal__child", "achieved_by").get(pk=step.pk)

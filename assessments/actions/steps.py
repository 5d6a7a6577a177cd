"""The small steps of a goal: put in their order, begun, done, ended otherwise, taken up again, linked."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from .. import goal_states
from ..models import Step
from .goals import MOST_STEPS, begin_step, hold, write_move

MOST_ROWS = 30  # with those that were dropped
MOST_ITEMS = 10
WORDS = ("text", "criterion", "kind")


@transaction.atomic
def add(goal, *, by, text, criterion="", kind=Step.Kind.STEP, after=None):
    """Add a step to a goal: at the end, or behind the step with the number ``after`` (0: as the first)."""
    goal = hold(goal)  # two that add take turns
    steps = list(goal.steps.all())
    if sum(not step.ending for step in steps) >= MOST_STEPS or len(steps) >= MOST_ROWS:
        raise Refused(f"This goal has {MOST_STEPS} steps already: make a second goal of the rest.")
    place = (steps[-1].order if steps else 0) if after is None else after
    behind = [step for step in steps if step.order > place]
    for step in behind:
        step.order += 1
    Step.objects.bulk_update(behind, ["order"])
    step = Step.objects.create(goal=goal, order=place + 1, text=text, criterion=criterion, kind=kind)
    audit.record(
        "step.added", by=by, target=step, after={"text": text, "criterion": criterion, "number": step.order}
    )
    return step


@transaction.atomic
def put_differently(step, *, by, **words):
    """Change the words of a step, what kind it is, or how one will know."""
    step = _fresh(step)
    changed = [name for name in WORDS if name in words and getattr(step, name) != words[name]]
    if not changed:
        return step
    before = {name: getattr(step, name) for name in changed}
    for name in changed:
        setattr(step, name, words[name])
    step.save(update_fields=changed)
    audit.record(
        "step.changed", by=by, target=step, before=before, after={name: words[name] for name in changed}
    )
    return step


@transaction.atomic
def shift(step, *, by, up):
    """Let a step change places with the one before or behind it; at the end of the row nothing happens."""
    step = _fresh(step)
    steps = list(step.goal.steps.all())
    at = next(number for number, each in enumerate(steps) if each.pk == step.pk)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(steps):
        return step
    one, other = steps[at], steps[to]
    before = {"number": one.order}
    one.order, other.order = other.order, one.order
    Step.objects.bulk_update([one, other], ["order"])
    audit.record("step.moved", by=by, target=one, before=before, after={"number": one.order})
    return one


@transaction.atomic
def begin(step, *, by, on):
    """Begin to work on a step."""
    return _move(_fresh(step), goal_states.CURRENT, "step.begun", by=by, on=on)


@transaction.atomic
def achieve(step, *, by, on):
    """Write down that a child did a step, on the day it was seen; the next one is begun by itself."""
    step = _fresh(step)
    if step.achieved_on:
        raise Refused(f"“{step.text}” was written down as done on {step.achieved_on:%-d %B %Y} already.")
    if on > timezone.localdate():
        raise Refused("This day is still to come: give the day on which it was seen.")
    step = _move(step, goal_states.REACHED, "step.achieved", by=by, on=on)
    following = step.goal.step_now
    if step.goal.is_current and following and not following.started_on:
        begin_step(following, on=on, by=by)
    return step


@transaction.atomic
def end(step, *, by, on, how, reason):
    """End a step in another way: partly reached, not reached, or set aside; with the reason."""
    if how not in Step.Ending.values:
        raise Refused("Say how this step ended.")
    return _move(_fresh(step), how, "step.ended", by=by, on=on, reason=reason)


@transaction.atomic
def undo(step, *, by, reason):
    """Take back that a step was done, or that it ended: it is worked on again. Says why."""
    step = _fresh(step)
    if step.is_open:
        raise Refused(f"“{step.text}” is not written down as done.")
    if not reason.strip():
        raise Refused("Say why this step is to be done again.")
    return _move(step, goal_states.CURRENT, "step.undone", by=by, on=timezone.localdate(), reason=reason)


@transaction.atomic
def link(step, item, *, by):
    """Say that a line of a framework is what this step is about."""
    step = _fresh(step)
    if step.items.filter(pk=item.pk).exists():
        return step
    if step.items.count() >= MOST_ITEMS:
        raise Refused(f"A step is about {MOST_ITEMS} lines at most: take one away first.")
    step.items.add(item)
    audit.record("step.linked", by=by, target=step, after={"item": item.code})
    return step


@transaction.atomic
def unlink(step, item, *, by):
    """Take a line of a framework away from a step."""
    step = _fresh(step)
    if step.items.filter(pk=item.pk).exists():
        step.items.remove(item)
        audit.record("step.unlinked", by=by, target=step, before={"item": item.code})
    return step


def _move(step, to, event, *, by, on, reason=""):
    was, before = step.state, _dates(step)
    if problem := goal_states.move_problem(goal_states.STEP_MOVES, was, to, reason, what="step"):
        raise Refused(problem)
    if on > timezone.localdate():
        raise Refused("This day is still to come.")
    if on < step.goal.child.born_on:
        raise Refused(f"{step.goal.child.first_name} was not born yet on this day.")
    if to != goal_states.REACHED and not step.goal.is_open:
        raise Refused("The goal of this step is not being worked on: take the goal up first.")
    _write_state(step, to, on=on, by=by)
    write_move(step.goal, step=step, was=was, became=to, on=on, by=by, reason=reason)
    audit.record(event, by=by, target=step, before=before, after=_dates(step), reason=reason)
    return step


def _write_state(step, to, *, on, by):
    is_reached, is_ended = to == goal_states.REACHED, to in Step.Ending.values
    if is_reached or to == goal_states.CURRENT:
        step.started_on = min(step.started_on or on, on)
    step.achieved_on, step.achieved_by = (on, by) if is_reached else (None, None)
    step.ending, step.ended_on = (to, on) if is_ended else ("", None)
    step.save(update_fields=["started_on", "achieved_on", "achieved_by", "ending", "ended_on"])


def _dates(step):
    """What the trail keeps of where a step stands."""
    kept = {"state": step.state}
    if step.achieved_on:
        kept |= {"achieved_on": step.achieved_on.isoformat(), "achieved_by": step.achieved_by.name}
    if step.ended_on:
        kept["ended_on"] = step.ended_on.isoformat()
    return kept


def _fresh(step):
    """The step as it is now; its goal is held, so that all that is done to a goal's steps takes turns."""
    goal = hold(step.goal)
    fresh = Step._base_manager.select_related("achieved_by").get(pk=step.pk)
    fresh.goal = goal
    return fresh

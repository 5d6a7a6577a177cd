"""What a family aims for: set, put differently, reached, or set aside for now."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Goal, Step

MOST_STEPS = 12  # more than this is two goals


@transaction.atomic
def set_goal(child, *, by, text, why="", steps=(), on=None):
    """Set a goal with its small steps in order: pairs of a step and how one will know."""
    if len(steps) > MOST_STEPS:
        raise Refused(f"A goal has at most {MOST_STEPS} steps: make a second goal of the rest.")
    goal = Goal.objects.create(child=child, text=text, why=why, set_on=on or timezone.localdate())
    Step.objects.bulk_create(
        Step(goal=goal, order=order, text=step, criterion=criterion)
        for order, (step, criterion) in enumerate(steps, start=1)
    )
    audit.record("goal.set", by=by, target=goal, after={"goal": text, "steps": [step for step, _ in steps]})
    return goal


@transaction.atomic
def put_differently(goal, *, by, text, why):
    """Change the words of a goal, or of why it matters."""
    goal = _fresh(goal)
    before, after = {"text": goal.text, "why": goal.why}, {"text": text, "why": why}
    changed = [name for name in after if before[name] != after[name]]
    if not changed:
        return goal
    goal.text, goal.why = text, why
    goal.save(update_fields=["text", "why"])
    audit.record(
        "goal.changed",
        by=by,
        target=goal,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return goal


def reach(goal, *, by, on):
    """Say that a goal is reached: the child and family got there."""
    return _end(goal, Goal.Status.REACHED, "goal.reached", by=by, on=on)


def set_aside(goal, *, by, on, reason):
    """Stop working on a goal for now, and say why. It stays on the page and can be taken up again."""
    if not reason.strip():
        raise Refused("Say why this goal is set aside.")
    return _end(goal, Goal.Status.SET_ASIDE, "goal.set_aside", by=by, on=on, reason=reason)


@transaction.atomic
def take_up(goal, *, by, reason=""):
    """Work on a goal again that was set aside or said to be reached."""
    goal = _fresh(goal)
    if goal.status == Goal.Status.CURRENT:
        raise Refused("This goal is being worked on already.")
    before = {"status": goal.status, "ended_on": goal.ended_on.isoformat()}
    goal.status, goal.ended_on = Goal.Status.CURRENT, None
    goal.save(update_fields=["status", "ended_on"])
    audit.record("goal.taken_up", by=by, target=goal, before=before, reason=reason)
    return goal


@transaction.atomic
def _end(goal, status, event, *, by, on, reason=""):
    goal = _fresh(goal)
    if goal.status != Goal.Status.CURRENT:
        raise Refused("This goal is not being worked on any more: look at the page again.")
    if on > timezone.localdate():
        raise Refused("This day is still to come.")
    if on < goal.set_on:
        raise Refused(f"The goal was set on {goal.set_on:%-d %B %Y}: give a later day.")
    goal.status, goal.ended_on = status, on
    goal.save(update_fields=["status", "ended_on"])
    audit.record(event, by=by, target=goal, after={"ended_on": on.isoformat()}, reason=reason)
    return goal


def _fresh(goal):
    """The goal as it is now, held until the end of this transaction."""
    return (
        Goal._base_manager.select_for_update(of=("self",), no_key=True)
        .select_related("child")
        .get(pk=goal.pk)
    )

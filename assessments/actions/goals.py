"""What a family aims for: set, put differently, and moved from state to state, each move written down."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from .. import goal_states
from ..models import Goal, GoalMove, Step
from . import plan_reviews

MOST_STEPS = 12  # more than this is two goals
WORDS = ("text", "why", "does_what", "conditions", "success", "priority", "aspiration", "outcome")
EVENTS = {
    "reached": "goal.reached",
    "partly": "goal.partly_reached",
    "not_reached": "goal.not_reached",
    "set_aside": "goal.set_aside",
    "current": "goal.taken_up",
}


@transaction.atomic
def set_goal(child, *, by, text, steps=(), on=None, status=Goal.Status.CURRENT, **words):
    """Set a goal with its small steps in order: pairs of a step and how one will know.

    Arguments: ``words`` are why, does_what, conditions, success, priority, aspiration and outcome.
    """
    if len(steps) > MOST_STEPS:
        raise Refused(f"A goal has at most {MOST_STEPS} steps: make a second goal of the rest.")
    if status not in Goal.OPEN:
        raise Refused("A new goal is worked on, or planned.")
    _of_the_child(child, words)
    on = on or timezone.localdate()
    goal = Goal.objects.create(child=child, text=text, set_on=on, status=status, **words)
    made = Step.objects.bulk_create(
        Step(goal=goal, order=order, text=step, criterion=criterion)
        for order, (step, criterion) in enumerate(steps, start=1)
    )
    write_move(goal, was="", became=status, on=on, by=by)
    if made and goal.is_current:
        begin_step(made[0], on=on, by=by)
    audit.record("goal.set", by=by, target=goal, after={"goal": text, "steps": [step for step, _ in steps]})
    plan_reviews.plan_by_itself(child, by=by, on=on)
    return goal


@transaction.atomic
def put_differently(goal, *, by, **words):
    """Change the words of a goal, what it serves, or how much it matters."""
    goal = hold(goal)
    _of_the_child(goal.child, words)
    changed = [name for name in WORDS if name in words and getattr(goal, name) != words[name]]
    if not changed:
        return goal
    before = {name: _plain(getattr(goal, name)) for name in changed}
    for name in changed:
        setattr(goal, name, words[name])
    goal.save(update_fields=changed)
    after = {name: _plain(words[name]) for name in changed}
    audit.record("goal.changed", by=by, target=goal, before=before, after=after)
    return goal


def reach(goal, *, by, on):
    """Say that a goal is reached: the child and family got there."""
    return move(goal, Goal.Status.REACHED, by=by, on=on)


def set_aside(goal, *, by, on, reason):
    """Stop working on a goal for now, and say why. It stays on the page and can be taken up again."""
    return move(goal, Goal.Status.SET_ASIDE, by=by, on=on, reason=reason)


def take_up(goal, *, by, reason=""):
    """Work on a goal: one that was planned, or again on one that had ended."""
    return move(goal, Goal.Status.CURRENT, by=by, on=timezone.localdate(), reason=reason)


@transaction.atomic
def move(goal, to, *, by, on, reason=""):
    """Bring a goal to another state on a day, by the table of legal moves, and write the move down."""
    goal = hold(goal)
    if problem := goal_states.move_problem(goal_states.GOAL_MOVES, goal.status, to, reason):
        raise Refused(problem)
    if on > timezone.localdate():
        raise Refused("This day is still to come.")
    if on < goal.set_on:
        raise Refused(f"The goal was set on {goal.set_on:%-d %B %Y}: give a later day.")
    last = goal.moves.filter(step=None).first()
    if last and on < last.on:
        raise Refused(f"What was last written down of it was on {last.on:%-d %B %Y}: give a later day.")
    was, before = goal.status, {"status": goal.status}
    if goal.ended_on:
        before["ended_on"] = goal.ended_on.isoformat()
    goal.status, goal.ended_on = to, None if to in Goal.OPEN else on
    goal.save(update_fields=["status", "ended_on"])
    write_move(goal, was=was, became=to, on=on, by=by, reason=reason)
    if to == Goal.Status.CURRENT and (step := goal.step_now) and not step.started_on:
        begin_step(step, on=on, by=by)
    after = {"status": str(to), "on": on.isoformat()}
    audit.record(EVENTS[to], by=by, target=goal, before=before, after=after, reason=reason)
    if to == Goal.Status.CURRENT:
        plan_reviews.plan_by_itself(goal.child, by=by, on=on)
    return goal


def begin_step(step, *, on, by):
    """A step is worked on from this day; the caller holds its goal."""
    step.started_on = on
    step.save(update_fields=["started_on"])
    write_move(step.goal, step=step, was=goal_states.PLANNED, became=goal_states.CURRENT, on=on, by=by)


def write_move(goal, *, was, became, on, by, step=None, reason=""):
    """One line of the history of a goal or of one of its steps; lines are never changed."""
    return GoalMove.objects.create(
        goal=goal, step=step, was=was, became=str(became), on=on, reason=reason.strip(), recorded_by=by
    )


def hold(goal):
    """The goal as it is now, held until the end of this transaction."""
    return (
        Goal._base_manager.select_for_update(of=("self",), no_key=True)
        .select_related("child", "aspiration", "outcome")
        .get(pk=goal.pk)
    )


def _of_the_child(child, words):
    for name in ("aspiration", "outcome"):
        if words.get(name) is not None and words[name].child_id != child.pk:
            raise Refused("This belongs to another child.")


def _plain(value):
    return value if isinstance(value, str | int | type(None)) else str(value)

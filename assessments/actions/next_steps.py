"""A small step is chosen: it becomes a step of a goal that is open, or the first step of a new one."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Goal, Step
from . import goals, steps
from .interests import hold_child


@transaction.atomic
def choose(child, item, *, by, text, criterion="", wish="", goal=None, goal_text=""):
    """Make a line of a framework a step: of ``goal``, or of a new planned goal with ``goal_text``.

    ``wish`` is what the family said to it. A line that is worked on already is not taken twice: those that
    choose for one child at the same moment take turns.
    """
    if goal is not None:
        if goal.child_id != child.pk:
            raise Refused("This goal belongs to another child.")
        goal = goals.hold(goal)
        if not goal.is_open:
            raise Refused("This goal is not being worked on any more: choose another one.")
    hold_child(child)
    if step := worked_on(child, item):
        raise Refused(f"This is being worked on already: “{step.text}”, for “{step.goal.text}”.")
    if goal is None:
        step = _begin_goal(child, by=by, text=goal_text, step=(text, criterion), why=wish)
    else:
        step = _join_goal(goal, by=by, text=text, criterion=criterion, wish=wish)
    steps.link(step, item, by=by)
    audit.record(
        "next_step.chosen", by=by, target=step, after={"item": item.code, "step": text, "wish": wish}
    )
    return step


def worked_on(child, item):
    """The step that is about this line and still to do, in whatever version of its framework; or None."""
    code = item.area.framework.code
    found = Step._base_manager.filter(goal__child=child, goal__status__in=Goal.OPEN).select_related("goal")
    found = found.filter(achieved_on=None, ending="", items__code=item.code)
    return found.filter(items__area__framework__code=code).order_by("pk").first()


def _begin_goal(child, *, by, text, step, why):
    if not text.strip():
        raise Refused("Say what the new goal is.")
    goal = goals.set_goal(child, by=by, text=text, why=why, steps=[step], status=Goal.Status.PLANNED)
    return goal.steps.get()


def _join_goal(goal, *, by, text, criterion, wish):
    step = steps.add(goal, by=by, text=text, criterion=criterion)
    goals.write_move(
        goal, step=step, was="", became=step.state, on=timezone.localdate(), by=by, reason=wish[:300]
    )
    return step

"""Who may use what of goals and steps."""

from ..rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")


def changes(name, why, about="assessments.Goal"):
    """A form about one goal or step, for whoever writes in its child's record."""
    return Row(f"assessments:{name}", why, may=WRITES_CHILD, about=about, methods=BOTH)


ROWS = [
    Row("assessments:goal_list", "see a child’s goals and steps", may=READS_CHILD, about="child"),
    Row("assessments:goal_add", "set a goal with its steps", may=WRITES_CHILD, about="child", methods=BOTH),
    changes("goal_edit", "put a goal in other words"),
    changes("goal_reach", "say that a goal is reached"),
    changes("goal_set_aside", "stop working on a goal for now"),
    changes("goal_take_up", "work on a goal again"),
    changes("step_add", "add a small step"),
    changes("step_edit", "put a step in other words", "assessments.Step"),
    changes("step_achieve", "write down that a step was done", "assessments.Step"),
    changes("step_undo", "take back that a step was done, with a reason", "assessments.Step"),
]

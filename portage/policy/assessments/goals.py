"""Who may use what of goals and steps."""

from ..rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")


def changes(name, why, about="assessments.Goal", methods=BOTH):
    """A form about one goal or step, for whoever writes in its child's record."""
    return Row(f"assessments:{name}", why, may=WRITES_CHILD, about=about, methods=methods)


STEP = "assessments.Step"
ROWS = [
    Row("assessments:goal_list", "see a child’s goals and steps", may=READS_CHILD, about="child"),
    Row("assessments:goal_detail", "see one goal with all of it", may=READS_CHILD, about="assessments.Goal"),
    Row("assessments:goal_add", "set a goal with its steps", may=WRITES_CHILD, about="child", methods=BOTH),
    changes("goal_edit", "put a goal in other words"),
    changes("goal_reach", "say that a goal is reached"),
    changes("goal_end", "say that a goal is partly or not reached, with a reason"),
    changes("goal_set_aside", "stop working on a goal for now"),
    changes("goal_take_up", "begin with a goal, or work on it again"),
    changes("scale_agree", "agree what five levels of a goal look like"),
    changes("goal_rate", "say where a goal stands on its levels"),
    changes("family_rate", "write down how the family feels about a goal"),
    changes("step_add", "add a small step"),
    changes("step_edit", "put a step in other words", STEP),
    changes("step_begin", "begin a step", STEP),
    changes("step_achieve", "write down that a step was done", STEP),
    changes("step_end", "say how a step ended, with a reason", STEP),
    changes("step_undo", "take back that a step was done or ended, with a reason", STEP),
    changes("step_shift", "let a step change places with the next", STEP, methods=("POST",)),
    changes("step_items", "say which lines of a framework a step is about", STEP),
]

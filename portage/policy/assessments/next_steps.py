"""Who may see and choose next steps."""

from ..rows import READS_CHILD, WRITES_CHILD, Row


def writes(name, why):
    return Row(f"assessments:{name}", why, may=WRITES_CHILD, about="child", methods=("GET", "POST"))


ROWS = [
    Row("assessments:next_step_list", "see which small steps may come next", may=READS_CHILD, about="child"),
    writes("next_step_choose", "make a suggestion a step of a goal"),
    writes("interest_add", "write down what a child enjoys"),
    writes("interest_edit", "put what a child enjoys in other words"),
    writes("interest_end", "say that a child does not enjoy something any more"),
]

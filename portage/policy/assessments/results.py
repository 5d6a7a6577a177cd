"""Who may keep other tools’ results."""

from ..rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")
RESULT = "assessments.ToolResult"

ROWS = [
    Row("assessments:result_list", "see what other tools said of a child", may=READS_CHILD, about="child"),
    Row("assessments:result_add", "choose the tool of a result", may=WRITES_CHILD, about="child"),
    Row(
        "assessments:result_record", "write down a result of a tool", may=WRITES_CHILD, about="child",
        methods=BOTH,
    ),
    Row("assessments:result_detail", "see one result of a tool", may=READS_CHILD, about=RESULT),
    Row(
        "assessments:result_withdraw", "take out a mistaken result", may=WRITES_CHILD, about=RESULT,
        methods=BOTH,
    ),
]  # fmt: skip

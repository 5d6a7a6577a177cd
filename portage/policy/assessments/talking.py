"""Who may see what family and workers see differently, settle it, and celebrate with them."""

from ..rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")

ROWS = [
    Row("assessments:difference_list", "see what is seen differently", may=READS_CHILD, about="child"),
    Row(
        "assessments:difference_settle",
        "write down what was agreed about something seen differently",
        may=WRITES_CHILD,
        about="child",
        methods=BOTH,
    ),
    Row("assessments:celebration", "see what is new since a day", may=READS_CHILD, about="child"),
]

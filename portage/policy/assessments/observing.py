"""Who may write down what was seen, and open and finish a look at everything."""

from ..rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")
SITTING = "assessments.Assessment"


def writes(name, why, about="child", methods=BOTH):
    return Row(f"assessments:{name}", why, may=WRITES_CHILD, about=about, methods=methods)


ROWS = [
    writes("observe", "tick what a child was seen to do", methods=("GET",)),
    writes("observation_add", "write down one touch", methods=("POST",)),
    writes("observation_undo", "take back one’s own tick", methods=("POST",)),
    writes("observation_describe", "write down one line with help, place, note and photo"),
    writes("observation_range", "say that everything up to a line is done"),
    Row("assessments:item_history", "see all that was seen of one line", may=READS_CHILD, about="child"),
    Row("assessments:assessment_list", "see a child’s baseline and reviews", may=READS_CHILD, about="child"),
    writes("assessment_start", "open a baseline or a review"),
    Row("assessments:assessment_detail", "see one baseline or review", may=READS_CHILD, about=SITTING),
    writes("assessment_finish", "finish a baseline or a review", SITTING),
    writes("assessment_discard", "throw away an empty baseline or review", SITTING, ("GET", "POST")),
]

"""Who may use what in visits."""

from accounts.roles import Scope

from .rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")

ROWS: list[Row] = [
    Row(
        "visits:diary_week",
        "see when visits are planned in a week",
        may={**READS_CHILD, "administrator": Scope.ALL},
    ),
    Row("visits:visit_list", "see a child’s visits", may=READS_CHILD, about="child"),
    Row("visits:visit_plan", "plan a visit", may=WRITES_CHILD, about="child", methods=BOTH),
    Row("visits:visit_detail", "read what happened on a visit", may=READS_CHILD, about="visits.Visit"),
    Row("visits:visit_move", "move a planned visit", may=WRITES_CHILD, about="visits.Visit", methods=BOTH),
    Row(
        "visits:visit_cancel",
        "say why a visit was not made",
        may=WRITES_CHILD,
        about="visits.Visit",
        methods=BOTH,
    ),
    Row(
        "visits:visit_write_up",
        "write a visit up and sign it",
        may=WRITES_CHILD,
        about="visits.Visit",
        methods=BOTH,
    ),
    Row(
        "visits:visit_correct",
        "correct a signed record by a further version",
        may=WRITES_CHILD,
        about="visits.Visit",
        methods=BOTH,
    ),
    Row(
        "visits:note_read",
        "read a restricted note: its author, the team’s lead, the safeguarding lead",
        may={**WRITES_CHILD, "safeguarding_lead": Scope.ALL},
        about="visits.Visit",
    ),
]

"""Who may use what in portal: parents, on their own child, as far as the tie allows today."""

from accounts.roles import Scope

from .rows import Row

BOTH = ("GET", "POST")
OWN_CHILD = {"parent": Scope.OWN_CHILD}

ROWS: list[Row] = [
    Row("portal:home", "come home: to one’s child, a choice of children, or a kind word", may=OWN_CHILD),
    Row(
        "portal:child_home", "see what is new, this week’s step, the next visit", may=OWN_CHILD, about="child"
    ),
    Row("portal:week", "see the week and say how today went", may=OWN_CHILD, about="child"),
    Row("portal:practice_add", "say how practising went", may=OWN_CHILD, about="child", methods=BOTH),
    Row(
        "portal:practice_undo", "take back what was said of a day", may=OWN_CHILD, about="child", methods=BOTH
    ),
    Row("portal:can_do", "see what the child can do, and the goals", may=OWN_CHILD, about="child"),
    Row(
        "portal:goal_feeling",
        "say how one feels about a goal, from 1 to 10",
        may=OWN_CHILD,
        about="assessments.Goal",
        methods=BOTH,
    ),
    Row("portal:observe", "tick what the child can do", may=OWN_CHILD, about="child"),
    Row("portal:observation_add", "tell one thing", may=OWN_CHILD, about="child", methods=("POST",)),
    Row(
        "portal:observation_undo", "take back one’s own tick", may=OWN_CHILD, about="child", methods=("POST",)
    ),
    Row("portal:observation_describe", "tell more of one thing", may=OWN_CHILD, about="child", methods=BOTH),
    Row("portal:difference_list", "see what is seen differently", may=OWN_CHILD, about="child"),
    Row("portal:celebration", "see what is new since a day", may=OWN_CHILD, about="child"),
    Row("portal:report_list", "see the reports one was given", may=OWN_CHILD, about="child"),
    Row("portal:report_file", "open a report one was given", may=OWN_CHILD, about="reports.Report"),
    Row("portal:visit_list", "see the visits that were made", may=OWN_CHILD, about="child"),
    Row("portal:visit_detail", "read what happened on a visit", may=OWN_CHILD, about="visits.Visit"),
    Row("portal:who_looked", "see who looked at the record, by role", may=OWN_CHILD, about="child"),
    Row("portal:toy_list", "see the toys on loan", may=OWN_CHILD, about="child"),
]

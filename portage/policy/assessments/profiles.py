"""Who may see and colour in a profile."""

from ..rows import READS_CHILD, WRITES_CHILD, Row

BOTH = ("GET", "POST")

ROWS = [
    Row("assessments:profile_detail", "see what a child can do", may=READS_CHILD, about="child"),
    Row("assessments:profile_ages", "read what ages a profile is typical of", may=READS_CHILD, about="child"),
    Row("assessments:profile_history", "see a profile from look to look", may=READS_CHILD, about="child"),
    Row("assessments:team_profiles", "see the profiles of the children in reach", may=READS_CHILD),
    Row(
        "assessments:checklist_edit",
        "say what a child was seen to do",
        may=WRITES_CHILD,
        about="child",
        methods=BOTH,
    ),
]

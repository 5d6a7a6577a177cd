"""Who may see a profile."""

from ..rows import READS_CHILD, Row

ROWS = [
    Row("assessments:profile_detail", "see what a child can do", may=READS_CHILD, about="child"),
    Row("assessments:profile_ages", "read what ages a profile is typical of", may=READS_CHILD, about="child"),
    Row("assessments:profile_history", "see a profile from look to look", may=READS_CHILD, about="child"),
    Row("assessments:team_profiles", "see the profiles of the children in reach", may=READS_CHILD),
]

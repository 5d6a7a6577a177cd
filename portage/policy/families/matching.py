"""Who may tell two records apart, put them together and part them again."""

from accounts.roles import Scope

from ..rows import Row, each
from .rungs import ASKS, KEYS

MERGES = each("administrator", "service_manager", on=Scope.ALL)

ROWS: list[Row] = [
    Row(
        "families:record_merge",
        "put two records of one child together",
        may=MERGES,
        about="child",
        methods=ASKS,
    ),
    Row(
        "families:not_same_add",
        "tell two records apart",
        may=KEYS,
        about="child",
        methods=ASKS,
    ),
    Row("families:merge_detail", "what was put together", may=MERGES, about="families.Merge"),
    Row("families:merge_undo", "part two records again", may=MERGES, about="families.Merge", methods=ASKS),
]

"""Who may use what: permissions, packages, agreements, closing, lead professionals."""

from ..rows import Row
from .rungs import ADDS, ASKS, EVERYBODY

ROWS: list[Row] = [
    Row(
        "families:episode_detail",
        "how a child is supported now, and was before",
        may=EVERYBODY,
        about="child",
    ),
    Row("families:consent_list", "what a family has said yes to", may=EVERYBODY, about="child"),
    Row("families:consent_add", "write a family’s yes down", may=ADDS, about="child", methods=ASKS),
    Row(
        "families:consent_withdraw",
        "write down that a yes was taken back",
        may=ADDS,
        about="families.Consent",
        methods=ASKS,
    ),
]

"""Who may use what: moving children from one worker to another, one or many at once."""

from accounts.roles import Scope

from ..rows import Row
from .rungs import ASKS, PLACES

PLAN = "families.Reallocation"
HAND_OVER = "families.HandOver"
ANSWERS = {"portage_worker": Scope.CASELOAD, **PLACES}

ROWS: list[Row] = [
    Row(
        "families:episode_hand_over",
        "move a child to another worker",
        may=PLACES,
        about="child",
        methods=ASKS,
    ),
    Row(
        "families:hand_over_detail",
        "read a hand-over, and accept it or ask",
        may=ANSWERS,
        about=HAND_OVER,
        methods=ASKS,
    ),
    Row(
        "families:hand_over_answer",
        "answer what a new worker asks",
        may=PLACES,
        about=HAND_OVER,
        methods=ASKS,
    ),
    Row("families:hand_over_withdraw", "take a hand-over back", may=PLACES, about=HAND_OVER, methods=ASKS),
    Row("families:reallocation_add", "choose children who are to move", may=PLACES, methods=ASKS),
    *(
        Row(f"families:reallocation_{verb}", why, may=PLACES, about=PLAN, methods=ASKS)
        for verb, why in (
            ("detail", "plan who goes to whom, on the board"),
            ("preview", "see every consequence of a plan, and apply it"),
            ("result", "see what became of a move"),
            ("undo", "move children back"),
        )
    ),
    Row(
        "families:reallocation_note",
        "write a hand-over note about one child in a plan",
        may=PLACES,
        about="families.Move",
        methods=ASKS,
    ),
]

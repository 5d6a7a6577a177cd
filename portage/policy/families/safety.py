"""Who may use what: concerns, notes at the door, the chronology, cover, opened records, who looked."""

from accounts.roles import Scope

from ..rows import READS_CHILD, Row, each
from .rungs import ADDS, ASKS, EVERYBODY, PLACES

# A concern has a rung of its own: who wrote it, and the safeguarding lead.
WROTE_IT = {
    **each("portage_worker", "team_lead", "administrator", "service_manager", on=Scope.OWN_WORDS),
    "safeguarding_lead": Scope.ALL,
}
DECIDES = {"safeguarding_lead": Scope.ALL}

ROWS: list[Row] = [
    Row(
        "families:concern_add",
        "write down a concern about a child",
        may=EVERYBODY,
        about="child",
        methods=ASKS,
    ),
    Row("families:concern_list", "the concerns one wrote; for the safeguarding lead all", may=WROTE_IT),
    Row("families:concern_detail", "one concern", may=WROTE_IT, about="families.Concern"),
    Row(
        "families:concern_addition",
        "add to a concern that was sent",
        may=WROTE_IT,
        about="families.Concern",
        methods=ASKS,
    ),
    Row(
        "families:concern_read",
        "say that one has read a concern",
        may=DECIDES,
        about="families.Concern",
        methods=("POST",),
    ),
    *(
        Row(f"families:concern_{verb}", why, may=DECIDES, about="families.Concern", methods=ASKS)
        for verb, why in (
            ("decide", "decide on a concern, with the reason"),
            ("refer", "write down to whom a concern was referred on"),
            ("close", "bring a concern to its end"),
            ("reopen", "look into a closed concern again"),
        )
    ),
    Row("families:home_note_list", "what to know at the door, and its history", may=ADDS, about="child"),
    Row(
        "families:home_note_review",
        "look again at a note at the door",
        may=ADDS,
        about="families.HomeNote",
        methods=ASKS,
    ),
    Row(
        "families:record_open",
        "open a record outside one’s caseload for a day, with a reason",
        may={"portage_worker": Scope.CASELOAD, "team_lead": Scope.TEAM},
        methods=ASKS,
    ),
    Row(
        "families:access_list",
        "who looked at a child’s record",
        may={"team_lead": Scope.TEAM, **each("service_manager", "safeguarding_lead", on=Scope.ALL)},
        about="child",
    ),
    Row(
        "families:chronology_list", "what mattered in a child’s life with us", may=READS_CHILD, about="child"
    ),
    Row(
        "families:chronology_add",
        "flag an event for a child’s chronology",
        may=READS_CHILD,
        about="child",
        methods=ASKS,
    ),
    Row(
        "families:chronology_remove",
        "take an event out of the chronology, with the reason",
        may=READS_CHILD,
        about="families.ChronologyEntry",
        methods=ASKS,
    ),
    Row("families:cover_list", "cover for colleagues who are away", may=PLACES),
    Row("families:cover_add", "arrange cover for a colleague who is away", may=PLACES, methods=ASKS),
    Row("families:cover_detail", "who covers whom, and until when", may=PLACES, about="families.Cover"),
    Row("families:cover_extend", "make cover longer", may=PLACES, about="families.Cover", methods=ASKS),
    Row("families:cover_end", "end cover early", may=PLACES, about="families.Cover", methods=("POST",)),
]

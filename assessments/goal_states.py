"""Which moves there are: how a goal, and each of its small steps, goes from one state to another.

Pure. Two tables that can be read aloud; what is not in them is refused in a sentence.
"""

PLANNED, CURRENT, REACHED = "planned", "current", "reached"
PARTLY, NOT_REACHED, SET_ASIDE = "partly", "not_reached", "set_aside"

LABELS = {
    PLANNED: "Planned",
    CURRENT: "Working on it",
    REACHED: "Reached",
    PARTLY: "Partly reached",
    NOT_REACHED: "Not reached",
    SET_ASIDE: "Set aside",
}
OPEN = (PLANNED, CURRENT)
ENDED = (REACHED, PARTLY, NOT_REACHED, SET_ASIDE)

GOAL_MOVES = {
    PLANNED: {CURRENT, SET_ASIDE},
    CURRENT: {REACHED, PARTLY, NOT_REACHED, SET_ASIDE},
    REACHED: {CURRENT},
    PARTLY: {CURRENT, REACHED},
    NOT_REACHED: {CURRENT},
    SET_ASIDE: {CURRENT},
}

#: A child may do a step that nobody has begun, or one that was set aside: it is reached all the same.
STEP_MOVES = {
    PLANNED: {CURRENT, REACHED, SET_ASIDE},
    CURRENT: {REACHED, PARTLY, NOT_REACHED, SET_ASIDE},
    REACHED: {CURRENT},
    PARTLY: {CURRENT, REACHED},
    NOT_REACHED: {CURRENT, REACHED},
    SET_ASIDE: {CURRENT, REACHED},
}

#: Ending without reaching says why, and so does going back on what was said.
ASKS_WHY = {PARTLY, NOT_REACHED, SET_ASIDE}


def needs_reason(was: str, to: str) -> bool:
    """Whether this move says why it is made."""
    return to in ASKS_WHY or (to == CURRENT and was in ENDED)


def move_problem(moves: dict, was: str, to: str, reason: str = "", *, what: str = "goal") -> str:
    """Why this move cannot be made, as a sentence; empty when it can."""
    if to not in LABELS or was not in LABELS:
        return f"There is no such state of a {what}."
    if was == to:
        return f"This {what} is “{LABELS[was].lower()}” already."
    if to not in moves[was]:
        return f"This {what} is “{LABELS[was].lower()}” and cannot become “{LABELS[to].lower()}”."
    if needs_reason(was, to) and not reason.strip():
        return f"Say why this {what} is “{LABELS[to].lower()}”."
    return ""

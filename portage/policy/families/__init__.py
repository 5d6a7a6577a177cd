"""Who may use what in families; one module for each part of the room."""

from . import core, importing, intake, matching, moving, people, safety, support, triage, waiting

ROWS = [
    row
    for part in (core, importing, intake, matching, moving, people, safety, support, triage, waiting)
    for row in part.ROWS
]

"""Who may use what in assessments; one module for each part of the room."""

from . import designing, frameworks, goals, next_steps, observing, plans, profiles, results, talking

ROWS = [
    row
    for part in (designing, frameworks, goals, next_steps, observing, plans, profiles, results, talking)
    for row in part.ROWS
]

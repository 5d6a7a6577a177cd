"""Who may use what in families; one module for each part of the room."""

from . import core, matching

ROWS = [row for part in (core, matching) for row in part.ROWS]

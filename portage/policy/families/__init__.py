"""Who may use what in families; one module for each part of the room."""

from . import core, matching, safety, support

ROWS = [row for part in (core, matching, safety, support) for row in part.ROWS]

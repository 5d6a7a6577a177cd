"""Who may use what in families; one module for each part of the room."""

from . import core

ROWS = [row for part in (core,) for row in part.ROWS]

"""Who may use what in equipment."""

from .rows import Row

ROWS: list[Row] = []

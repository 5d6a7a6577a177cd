"""Who may use what in dev."""

from .rows import Row

ROWS: list[Row] = []

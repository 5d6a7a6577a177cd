"""Who may use what in accounts."""

from .rows import Row

ROWS: list[Row] = []

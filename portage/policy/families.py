"""Who may use what in families."""

from .rows import Row

ROWS: list[Row] = []

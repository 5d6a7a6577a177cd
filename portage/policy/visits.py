"""Who may use what in visits."""

from .rows import Row

ROWS: list[Row] = []

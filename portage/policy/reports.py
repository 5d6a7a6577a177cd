"""Who may use what in reports."""

from .rows import Row

ROWS: list[Row] = []

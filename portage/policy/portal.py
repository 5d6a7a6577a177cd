"""Who may use what in portal."""

from .rows import Row

ROWS: list[Row] = []

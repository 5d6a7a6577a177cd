"""Who may use what in portage."""

from .rows import Row

ROWS: list[Row] = []

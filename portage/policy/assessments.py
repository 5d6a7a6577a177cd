"""Who may use what in assessments."""

from .rows import Row

ROWS: list[Row] = []

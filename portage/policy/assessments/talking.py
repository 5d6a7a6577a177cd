"""Who may see what family and workers see differently."""

ROWS = []

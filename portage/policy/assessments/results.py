"""Who may keep other tools’ results."""

ROWS = []

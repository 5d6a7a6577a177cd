"""Who may read and change the checklists themselves."""

ROWS = []

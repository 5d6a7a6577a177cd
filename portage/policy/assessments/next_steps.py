"""Who may see and choose next steps."""

ROWS = []

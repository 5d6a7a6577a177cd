"""Who may keep aspirations, outcomes, strategies and plan reviews."""

ROWS = []

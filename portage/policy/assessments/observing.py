"""Who may write down what was seen."""

ROWS = []

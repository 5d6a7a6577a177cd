"""One source of plausible lives, for the tests and the demo."""

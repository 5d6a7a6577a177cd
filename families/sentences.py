"""How the trail tells what happens in families; one line for each event, as an auditor reads it."""

SENTENCES = {}

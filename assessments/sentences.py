"""How the trail tells what was done in assessments; {child} becomes the child's name."""

SENTENCES = {}

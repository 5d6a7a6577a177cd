"""How the trail tells what happens in families; one line for each event, as an auditor reads it."""

SENTENCES = {
    "child.told_apart": "said that {child} and another child are two: {thing}",
    "child.merged": "put two records of {child} together",
    "child.parted": "parted two records of {child} again",
    "child.compared": "compared {child}’s record with another",
}

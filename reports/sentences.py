"""How the trail tells what happens in reports; one line for each event, as an auditor reads it."""

SENTENCES = {
    "paper.asked": "asked for a paper: {thing}",
    "paper.asked_again": "asked once more for a paper: {thing}",
    "paper.made": "had a paper made: {thing}",
    "paper.failed": "could not make a paper: {thing}",
    "paper.seen": "looked at a paper: {thing}",
    "letter.seen": "looked at which letters to write about {child}",
    "paper.opened": "opened a paper: {thing}",
}

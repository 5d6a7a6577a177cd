"""How the trail tells what happens in families; one line for each event, as an auditor reads it."""

SENTENCES = {
    "consent.given": "wrote down a permission from {child}’s family: {thing}",
    "consent.withdrawn": "wrote down that {child}’s family took a permission back: {thing}",
    "consent.struck": "struck a permission written down for {child} by mistake: {thing}",
    "consent.list_seen": "looked at what {child}’s family has said yes to",
    "episode.seen": "looked at how {child} is supported",
    "child.told_apart": "said that {child} and another child are two: {thing}",
    "child.merged": "put two records of {child} together",
    "child.parted": "parted two records of {child} again",
    "child.compared": "compared {child}’s record with another",
    "concern.raised": "wrote down a concern about {child}",
    "concern.added_to": "added to a concern about {child}",
    "concern.read": "read a concern about {child} and looks into it",
    "concern.decided": "decided on a concern about {child}",
    "concern.referred_on": "referred a concern about {child} on",
    "concern.closed": "closed a concern about {child}",
    "concern.reopened": "opened a concern about {child} again",
    "concern.seen": "read a concern about {child}",
    "concern.list_seen": "looked at the list of concerns",
}

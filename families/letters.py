"""Letters and other papers about a row of families, handed down: reports makes them, our pages show them.

A room above gives ``function(rows, user) -> list`` of papers with ``title``, ``to``, ``state``, ``tone``,
``icon``, ``url`` and ``about_pk``; families shows them and knows nothing of how a paper is made.
"""

SOURCES = []


def add_source(function):
    """Register a function that lists the papers about some rows; a room above calls this in ready()."""
    SOURCES.append(function)
    return function


def papers_about(row, user):
    """Every paper about this row that this person may open."""
    return papers_about_all([row], user)


def papers_about_all(rows, user):
    """Every paper about these rows of one kind that this person may open."""
    return [paper for source in SOURCES for paper in source(rows, user)] if rows else []

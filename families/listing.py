"""Columns that rooms above add to the list of children: the next visit, when a child was seen last.

A column is asked once for all children of a page, so that a list costs the same for one child as for fifty.
"""

COLUMNS = []


def add_column(label, function):
    """Register ``function(children, user) -> {child pk: text}``; a room above calls this in ready()."""
    COLUMNS.append((label, function))
    return function


def columns_for(children, user):
    """The headings, and for each child the texts under them."""
    found = [(label, function(children, user)) for label, function in COLUMNS]
    cells = {child.pk: [(label, texts.get(child.pk, "")) for label, texts in found] for child in children}
    return [label for label, _texts in found], cells

"""What rooms above add to the list of children: columns, what is open, filters, orders.

The diary knows the next visit, the storeroom the toys; each hands functions down when the application starts.
What a room wants to know of each child it adds to the one query of the page; what it says of it, it says for
all children at once. So a list costs the same for one child as for fifty. A filter is a condition in the
database, so that a number and its list agree.
"""

from collections.abc import Callable
from dataclasses import dataclass

ANNOTATIONS = []
COLUMNS = []
OPEN = []
FILTERS = {}
ORDERS = {}


@dataclass(frozen=True)
class Cell:
    """What stands in a list about one child; with a tone it asks to be looked at."""

    text: str
    tone: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Filter:
    """One way to narrow the list: a number to look at, and the children that it counts."""

    key: str
    words: str
    icon: str
    tone: str
    condition: Callable  # (user, policy) -> a condition on children
    may: str = ""  # the permission without which it is not offered

    def in_words(self, policy):
        return self.words.format(unseen_days=policy.unseen_days)


@dataclass(frozen=True)
class Column:
    """One column: its heading, its texts, and the order by which it can be sorted."""

    label: str
    texts: Callable  # (children, user, policy) -> {child pk: text or Cell}
    order: str = ""


def add_annotations(function):
    """Register ``function(user, policy) -> {name: expression}`` for the query of the page."""
    ANNOTATIONS.append(function)
    return function


def add_column(label, function, *, order=""):
    """Register ``function(children, user, policy) -> {child pk: text or Cell}``, a column of its own."""
    COLUMNS.append(Column(label, function, order))
    return function


def add_open(function):
    """Register ``function(children, user, policy) -> {child pk: Cell}`` of what is open about a child."""
    OPEN.append(function)
    return function


def add_filter(key, words, condition, *, icon, tone="soon", may=""):
    """Register a filter; ``condition(user, policy)`` is what holds of a child that it finds.

    ``words`` may name a number of the policy: “not seen for {unseen_days} days”.
    """
    FILTERS[key] = Filter(key, words, icon, tone, condition, may)


def add_order(key, expressions):
    """Register an order: what the children are sorted by, in the names of the annotations."""
    ORDERS[key] = expressions


def annotations_for(user, policy):
    """All that the rooms want to know of each child."""
    return {name: what for function in ANNOTATIONS for name, what in function(user, policy).items()}


def columns_for(children, user, policy):
    """The columns, and for each child the cells under them."""
    found = [(column, column.texts(children, user, policy)) for column in COLUMNS]
    cells = {
        child.pk: [(column.label, as_cell(texts.get(child.pk, ""))) for column, texts in found]
        for child in children
    }
    return COLUMNS, cells


def as_cell(text):
    return text if isinstance(text, Cell) else Cell(text)


def open_for(children, user, policy):
    """For each child what waits to be done, in the order of the rooms."""
    found = [function(children, user, policy) for function in OPEN]
    return {child.pk: [texts[child.pk] for texts in found if child.pk in texts] for child in children}


def filters_for(user):
    """The filters that this person may use."""
    return [one for one in FILTERS.values() if not one.may or user.may(one.may)]

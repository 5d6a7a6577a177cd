"""What a sheet can list: children, the waiting list, and what rooms above add (toys and loans).

A kind knows its fields, how likely a sheet is of it, how a row stands to our records, and how it is written.
Rooms above hand theirs down to ``add`` when the application starts; families knows nothing of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

NOTE, LEFT_OUT = "note", ""
KINDS = []


@dataclass(frozen=True)
class Field:
    """One thing that a column can hold: how it is called, how it is read, how lists head it.

    No row goes in without one that ``is_required``. What ``stays_a_note`` is read where it can be and kept in
    words either way. ``without`` says what is written when a person brings a row in without it.
    """

    code: str
    label: str
    read: Callable
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    stays_a_note: bool = False
    expected: str = ""
    without: str = "It stays empty."
    content: str = ""


@dataclass(frozen=True)
class Question:
    """Something that is asked once for a whole sheet, where its rows do not say it."""

    code: str
    label: str
    hint: str
    choices: Callable
    start: Callable = lambda: ""


@dataclass
class Finding:
    """How a row stands to our records: its verdict, what it looks like and why, what else is wrong."""

    verdict: str
    match_ref: str = ""
    match: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    remarks: list = field(default_factory=list)


class Kind:
    """One kind of list. A subclass says what it holds and how it is written."""

    code = label = one = many = ""
    sheet_words = ()
    needs = ()
    fields = ()
    questions = ()
    writes = ()
    has_people = False
    follows = {}  # a field that another tells: not asked for while that one cannot be read

    def __init__(self):
        self.by_code = {one.code: one for one in self.fields}

    def title(self, read):
        """What a row is called on the page."""
        raise NotImplementedError

    def keys(self, read):
        """What other rows of the file find this one by; kept with the row."""
        return {}

    def complete(self, read, answers, scene):
        """Fill in what the whole sheet says; return problems of the row as a whole."""
        return []

    def assumes(self, read):
        """What is written for a new record where its row does not say it, as sentences for the page."""
        return []

    def find(self, row, read, scene):
        """Compare a row that can be read with our records and with the rows before it; a Finding."""
        raise NotImplementedError

    def write(self, row, read, scene, ledger):
        """Bring one row into the records, through the ledger. True if a record was there already."""
        raise NotImplementedError

    def has_needs(self, codes):
        """Whether columns of these codes are enough for a row of this kind."""
        return all(any(set(way) <= set(codes) for way in ways) for ways in self.needs)


def add(kind):
    """Register a kind of list; in this order sheets are checked and brought in."""
    if kind.code not in {one.code for one in KINDS}:
        KINDS.append(kind)
    return kind


def get(code):
    """The kind of this code, or None for a sheet that is left out."""
    return next((kind for kind in KINDS if kind.code == code), None)

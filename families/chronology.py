"""What may be flagged into a child's chronology: kinds of records, handed down by the rooms that own them.

A kind says what it is called, how one record of it is found in scope, on which day it counts, and where it is
read. Families knows its own; the diary adds visit records when the application starts.
"""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

SOURCES = {}


@dataclass(frozen=True)
class Source:
    """One kind of record. ``find(user, ref)`` returns it in a person’s scope, or None; it has a ``child``."""

    code: str
    label: str
    find: object
    on: object
    url_name: str
    is_restricted: bool = False
    permission: object = None  # to open its page, where not everybody may
    has_own_page: bool = True  # else it is read on a page about its child

    def url_of(self, ref, child=None):
        return reverse(self.url_name, args=[ref if self.has_own_page or child is None else child.ref])

    def may_be_opened_by(self, user):
        return self.permission is None or user.may(self.permission)


@dataclass(frozen=True)
class Found:
    """A record that is to be flagged."""

    source: Source
    ref: str
    child: object
    on: date


def add_source(source):
    """Hand down a kind of record that may be flagged."""
    SOURCES[source.code] = source
    return source


def find(user, code, ref):
    """The record that a form names, if this person may see it."""
    source = SOURCES.get(code)
    row = source.find(user, ref) if source else None
    return Found(source, ref, row.child, source.on(row)) if row is not None else None

"""Toys in store that fit a small step; rooms above that keep toys hand a source down at the start.

A source is a function of a child and a user that gives what is in store and this person may see, as Toys.
Assessments asks each and knows nothing of how toys are kept or lent.
"""

from dataclasses import dataclass

SOURCES = []


@dataclass(frozen=True, slots=True)
class Toy:
    """A toy that is in store: what it is called, what it is good for, and the page to lend it."""

    name: str
    about: str
    url: str

    @property
    def words(self):
        return f"{self.name} {self.about}"


def add_source(source):
    """Register who knows what is in store; a room above calls this in ready()."""
    SOURCES.append(source)
    return source


def in_store(child, user):
    """What is in store now, by name."""
    return {toy.name: toy for source in SOURCES for toy in source(child, user)}

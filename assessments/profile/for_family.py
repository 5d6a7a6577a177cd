"""The picture as a family sees it: coloured in, without ages and without anything to be behind of. Pure."""

from dataclasses import replace

from ..scoring import since_in_words
from .bands import FrameBand


def for_family(picture):
    """The same picture with its columns as steps, one after the other, and a headline of strengths."""
    rows = tuple(
        replace(
            row,
            ages=None,
            squares=tuple(_ageless(square, number) for number, square in enumerate(row.squares, start=1)),
        )
        for row in picture.rows
    )
    return replace(picture, rows=rows, headline=_headline(picture))


def _ageless(square, number):
    return replace(square, is_age=False, of=FrameBand(square.of.start, square.of.end, f"Step {number}"))


def _headline(picture):
    gained = picture.gained
    if picture.since and gained:
        since = since_in_words(picture.since, picture.on)
        return f"Since {since}: {gained} new {'thing' if gained == 1 else 'things'}!"
    if picture.can:
        return f"{picture.name} can do {picture.can} {'thing' if picture.can == 1 else 'things'}."
    return "Nothing is coloured in yet."

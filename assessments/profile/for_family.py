"""The picture as a family sees it: coloured in, without ages and without anything to be behind of. Pure."""

from dataclasses import replace

from ..scoring import since_in_words
from .bands import FrameBand


def for_family(picture):
    """The same picture with its columns as steps and a headline of strengths.

    It ends one step after the last that has some colour: what lies further on is not shown empty.
    """
    last = max(
        (place for row in picture.rows for place, square in enumerate(row.squares) if _is_begun(square)),
        default=0,
    )
    rows = tuple(
        replace(
            row,
            ages=None,
            squares=tuple(
                _ageless(square, place + 1) for place, square in enumerate(row.squares[: last + 2])
            ),
        )
        for row in picture.rows
    )
    return replace(picture, rows=rows, headline=_headline(picture))


def _is_begun(square):
    return bool(square.count.can or square.count.nearly)


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

"""From a checklist and what is known to the picture. Pure: values in, values out."""

from .. import scoring
from ..scoring import AreaProfile, State
from .ageing import read_with
from .bands import band_of_age
from .picture import Line, ProfilePicture, Row, Square


def picture_of(child, frame, facts, on, *, before=None, since=None, age="", is_past=False):
    """The picture of a child on a day.

    Arguments: ``facts`` are what each item's state comes from, by code (known.facts_on); ``before`` the
    states of an earlier day, ``since``; ``age`` which age to read it with, if somebody chose; ``is_past``
    whether the day is over.
    """
    now = {code: fact.state for code, fact in facts.items()}
    counted = read_with(child, on, age)
    return ProfilePicture(
        name=child.first_name,
        framework=str(frame),
        framework_ref=frame.ref,
        reads_on=frame.reads_on,
        on=on,
        since=since,
        since_words=scoring.since_in_words(since, on) if since else "",
        headline=headline_of(child.first_name, frame, now, before, since, on),
        rows=_rows(frame, facts, now, before, counted.months),
        age=counted,
        is_past=is_past,
    )


def headline_of(name, frame, now, before, since, on):
    """The one sentence above a picture."""
    if before is not None:
        changed = scoring.change(frame.items, before, now)
        return scoring.headline(name, changed, frame.area_names, since, on)
    number = sum(now.get(item.code) == State.CAN for item in frame.items)
    if not number:
        return f"Nothing is coloured in yet: the first look at what {name} can do comes next."
    return f"{name} can do {number} {'thing' if number == 1 else 'things'} of this list."


def _rows(frame, facts, now, before, months):
    counted = scoring.profile(frame.items, now)
    earlier = scoring.profile(frame.items, before) if before is not None else None
    here = band_of_age(frame.bands, months)
    by_cell = {}
    for item in frame.items:
        by_cell.setdefault((item.area, item.band), []).append(_line(item, facts.get(item.code), before))
    rows = []
    for area in frame.areas:
        row = counted.area(area.code)
        then = earlier.area(area.code) if earlier else None
        squares = tuple(
            Square(
                area=area.code,
                area_name=area.name,
                of=band,
                count=row.cells[band.start],
                before=then.cells[band.start] if then else None,
                is_age=band.start == here,
                lines=tuple(by_cell.get((area.code, band.start), ())),
            )
            for band in frame.bands
        )
        rows.append(Row(area.code, area.name, squares, range_of(frame, area, row), frame.reads_on))
    return tuple(rows)


def range_of(frame, area, row):
    """The ages that a child’s doing in an area is typical of, by the bands that have something of it."""
    cells = {start: row.cells[start] for start in area.bands}
    return scoring.developmental_range(AreaProfile(area.code, cells), spans=frame.spans(area))


def _line(item, fact, before):
    return Line(
        item.pk,
        item.code,
        item.area,
        item.band,
        item.text,
        fact.state if fact else State.NOT_SEEN,
        None if before is None else before.get(item.code, State.NOT_SEEN),
        fact.on if fact else None,
        fact.how if fact else "Not tried yet",
        fact.word if fact else "",
        fact.where if fact else "",
    )

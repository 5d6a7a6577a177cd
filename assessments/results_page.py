"""Other tools' results as pages show them: each tool's figures over time, and one result in full."""

from dataclasses import dataclass
from itertools import groupby

from families.ages import months_in_words

from .tools import TOOLS, Zone

AT_ONCE = 5  # results of a tool side by side; the others stand in the list below


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one result, with its zone in the tool's word."""

    figure: str = ""
    zone: str = ""
    tone: str = ""
    cut_offs: str = ""

    @property
    def is_empty(self):
        return not self.figure and not self.zone


@dataclass(frozen=True, slots=True)
class Line:
    """One area of a tool over time, the oldest result first."""

    name: str
    cells: tuple[Cell, ...]
    days: tuple = ()

    @property
    def dated(self):
        """Each figure with the day of its result."""
        return [{"on": on, "cell": cell} for on, cell in zip(self.days, self.cells, strict=True)]


@dataclass(frozen=True, slots=True)
class History:
    """The newest results of one tool side by side."""

    tool: object
    title: str
    results: tuple
    lines: tuple[Line, ...]
    older: int

    @property
    def columns(self):
        return len(self.results) + 1


def histories_of(results):
    """For each tool its figures over time; ``results`` are the standing ones, the newest first."""
    found = []
    for _, rows in groupby(sorted(results, key=_kind), key=_kind):
        rows = list(rows)
        tool, shown = rows[0].about, tuple(reversed(rows[:AT_ONCE]))
        title = rows[0].form if tool.is_named else tool.name
        found.append(History(tool, title, shown, lines_of(tool, shown), len(rows) - len(shown)))
    return found


def _kind(result):
    """What stands side by side: results of one tool; of the many tests of therapists, those of one name."""
    tool = result.about
    place = list(TOOLS).index(tool.code) if tool.code in TOOLS else len(TOOLS)
    return place, tool.name, result.form.casefold() if tool.is_named else ""


def lines_of(tool, results):
    """Each figure of a tool, and the result as a whole, over some results; what none has is left out."""
    codes = [figure.code for figure in tool.figures]
    codes += [code for code in tool.zone_codes if code not in codes]
    days = tuple(row.on for row in results)
    lines = [Line(tool.name_of(code), tuple(cell_of(row, code) for row in results), days) for code in codes]
    return tuple(line for line in lines if not all(cell.is_empty for cell in line.cells))


def cell_of(result, code):
    """One figure of a result with its unit, its zone and the cut-offs that made it."""
    tool, zone = result.about, result.zones.get(code)
    figure = result.figures.get(code)
    words = ""
    if figure is not None:
        unit = tool.figure(code).unit
        words = months_in_words(int(figure)) if unit == "months" else f"{figure:g}"
    cut_offs = result.cut_offs.get(code)
    return Cell(
        words,
        tool.word_for(Zone(zone)) if zone else "",
        Zone(zone).tone if zone else "",
        f"look further below {cut_offs[0]:g}, watch below {cut_offs[1]:g}" if cut_offs else "",
    )


def facts_of(result):
    """The circumstances of a result, for a narrow card."""
    given = result.get_giver_display()
    rows = [
        ("Done on", f"{result.on:%-d %B %Y}"),
        ("Age on that day", result.age_in_words),
        (result.about.form_word, result.form),
        ("Given by", f"{result.giver_name}, {given[0].lower()}{given[1:]}" if result.giver_name else given),
        ("Written down by", f"{result.recorded_by.name}, {result.recorded_at:%-d %B %Y}"),
    ]
    return [row for row in rows if row[1]]

"""A checklist as a file: read it, and say row by row what is wrong with it.

A service loads the framework that it holds a licence for, so the file is often made by hand in an office;
every mistake in it is told at once, with its row, and nothing is half loaded. Three kinds of file are read:
csv and Excel (`sheets`; see `docs/frameworks.md`) and TOML (`toml`; see `frameworks/README.md`).
"""

from dataclasses import replace
from pathlib import Path

from . import sheets, toml
from .shape import COLUMNS, WARNING, WHY, FrameworkFile, FrameworkProblem, Problem, Reading

__all__ = [
    "COLUMNS",
    "LARGEST_FILE",
    "STARTER",
    "WHY",
    "FrameworkFile",
    "FrameworkProblem",
    "Problem",
    "Reading",
    "check",
    "read",
]

STARTER = Path(__file__).parent.parent / "frameworks" / "starter.toml"
LARGEST_FILE = 5_000_000  # bytes: a framework of 3,000 long items has one


def check(content: bytes, name: str, *, scales=(), licence: str = "") -> Reading:
    """Read a file by what its name says it is, and say all that is wrong or odd with it.

    ``scales`` are the codes of the scales that are there (none: not looked at); ``licence`` is said by the
    person who brings the file, if the file does not say it.
    """
    if len(content) > LARGEST_FILE:
        said = f"it is larger than {LARGEST_FILE // 1_000_000} MB"
        return Reading("", problems=(Problem(0, "", "", said, "a file with the words of one checklist"),))
    is_toml = name.lower().endswith(".toml")
    reading = toml.read(content) if is_toml else sheets.read(content, name)
    if reading.framework is None:
        return reading
    framework, more = reading.framework, []
    if licence and licence != framework.licence:
        framework = replace(framework, licence=licence)
    if scales and framework.scale not in scales:
        known = ", ".join(sorted(scales))
        more.append(Problem(0, "scale", framework.scale, "there is no such scale", f"one of {known}"))
    if not framework.licence:
        said = "it does not say who owns the words; you are asked before it is loaded"
        more.append(Problem(0, "licence", "", said, "who owns the words, and why you may use them", WARNING))
    return replace(reading, framework=framework, problems=(*more, *reading.problems))


def read(text: str) -> FrameworkFile:
    """A framework from the text of its TOML file; FrameworkProblem with every error found."""
    reading = toml.read(text.encode())
    if not reading.may_be_loaded:
        raise FrameworkProblem([problem.in_words for problem in reading.errors])
    return reading.framework

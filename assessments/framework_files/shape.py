"""What a framework's file holds, and what can be wrong with it, whatever kind of file it is."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

#: The columns of a framework in a table, in the order in which we write them; the first seven are needed.
NEEDED = ("framework", "version", "area", "band_from_months", "band_to_months", "code", "text")
COLUMNS = (
    "framework", "version", "area", "strand", "band_from_months", "band_to_months",
    "code", "text", "guidance", "prerequisites",
)  # fmt: skip
EXTRA = ("example", "tags", "scale", "language", "source", "licence")

LONGEST = {
    "tags": 60,
    "name": 60,
    "framework": 120, "version": 20, "area": 120, "strand": 120, "code": 60, "text": 500, "guidance": 2000,
    "example": 500, "scale": 80, "language": 12, "source": 300, "licence": 300, "note": 300, "hint": 300,
}  # fmt: skip
MOST_ITEMS = 3_000
WHY = "What to put right"  # the heading of the column that we add to a file
LAST_MONTH = 300


@dataclass(frozen=True, slots=True)
class FileArea:
    """A part of a child's life that the items of one colour belong to."""

    code: str
    name: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FileStrand:
    """A thread within an area; its code is known within that area."""

    code: str
    area: str
    name: str


@dataclass(frozen=True, slots=True)
class FileBand:
    """The ages, in whole months with both ends included, at which its items are roughly to be looked for."""

    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class FileItem:
    """One line of the checklist; ``row`` is where it stands in the file."""

    code: str
    area: str
    band: int
    order: int
    text: str
    strand: str = ""
    guidance: str = ""
    example: str = ""
    tags: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    row: int = 0


@dataclass(frozen=True, slots=True)
class FrameworkFile:
    """A whole checklist in one version."""

    code: str
    name: str
    version: str
    language: str
    licence: str
    areas: tuple[FileArea, ...]
    bands: tuple[FileBand, ...]
    items: tuple[FileItem, ...]
    strands: tuple[FileStrand, ...] = ()
    source: str = ""
    note: str = ""
    reads_on: bool = False
    scale: str = "can-do"

    def as_data(self) -> dict[str, Any]:
        """The whole of it as plain values, to be kept."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "FrameworkFile":
        """What ``as_data`` gave, again."""
        items = [
            {**item, "tags": tuple(item["tags"]), "after": tuple(item["after"])} for item in data["items"]
        ]
        parts = {
            "areas": tuple(FileArea(**area) for area in data["areas"]),
            "strands": tuple(FileStrand(**strand) for strand in data["strands"]),
            "bands": tuple(FileBand(**band) for band in data["bands"]),
            "items": tuple(FileItem(**item) for item in items),
        }
        return cls(**{**data, **parts})


ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing about a file: in which row and column, what stands there, what is wrong, what we expected.

    Row 0 is the file as a whole. An error must be put right; a warning is for somebody to look at.
    """

    row: int
    column: str
    value: str
    problem: str
    expected: str = ""
    level: str = ERROR

    @property
    def is_error(self) -> bool:
        return self.level == ERROR

    @property
    def in_words(self) -> str:
        """ "Row 14, code “A-3”: row 9 has this code already. We expect a code that no other row has." """
        where = [f"Row {self.row}" if self.row else "The file"]
        if self.column:
            where.append(f"{self.column} “{shown(self.value)}”" if self.value else self.column)
        said = f"{', '.join(where)}: {self.problem.rstrip('.')}."
        return f"{said} We expect {self.expected.rstrip('.')}." if self.expected else said


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file gave: its rows, the framework as far as it could be understood, and all that is odd."""

    format: str
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    framework: FrameworkFile | None = None
    problems: tuple[Problem, ...] = ()
    understood: tuple[str, ...] = field(default=())

    @property
    def errors(self) -> list[Problem]:
        return [problem for problem in self.problems if problem.is_error]

    @property
    def warnings(self) -> list[Problem]:
        return [problem for problem in self.problems if not problem.is_error]

    @property
    def may_be_loaded(self) -> bool:
        return self.framework is not None and not self.errors


class FrameworkProblem(ValueError):
    """The file cannot be loaded; `problems` says why, one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


def shown(value: str, longest: int = 60) -> str:
    """A value as a sentence quotes it: on one line, not too long, hidden signs by their number."""
    line = "".join(
        f"[U+{ord(sign):04X}]" if unicodedata.category(sign) in ("Cc", "Cs") and not sign.isspace() else sign
        for sign in value
    )
    line = " ".join(line.split())
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def code_of(name: str, longest: int) -> str:
    """A code made from a name: always the same one for the same name, whatever its letters."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    letters = sum(sign.isalnum() for sign in name)
    if len(code) > longest or sum(sign.isalnum() for sign in code) < letters * 0.6:
        mark = hashlib.sha256(" ".join(name.casefold().split()).encode()).hexdigest()[:8]
        return f"{code[: longest - 9].strip('-') or 'f'}-{mark}"
    return code

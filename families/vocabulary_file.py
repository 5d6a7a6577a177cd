"""A vocabulary as it lies in a file: read and checked, with a sentence for each thing that is wrong."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FOLDER = Path(__file__).parent / "vocabularies"
LONGEST = {"code": 40, "name": 120, "version": 20, "source": 200}


class VocabularyProblem(Exception):
    """The file cannot be used; ``problems`` are sentences that say why."""

    def __init__(self, *problems):
        super().__init__(" ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class FileTerm:
    """One word of the list; ``is_answer`` is false for “refused” and “not yet obtained”."""

    code: str
    label: str
    is_answer: bool = True


@dataclass(frozen=True)
class VocabularyFile:
    """A published list of codes, as it stands from a day on."""

    code: str
    name: str
    version: str
    source: str
    from_on: date
    terms: tuple[FileTerm, ...]


def shipped() -> list[VocabularyFile]:
    """The lists that come with Stepping Stones."""
    return [read(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))]


def read(text: str) -> VocabularyFile:
    """Read one list. Raises VocabularyProblem with every problem at once."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise VocabularyProblem(f"This is not a TOML file: {problem}.") from problem
    problems = [
        f"“{name}” must be a text of at most {most} signs."
        for name, most in LONGEST.items()
        if not isinstance(data.get(name), str) or not 0 < len(data[name]) <= most
    ]
    if not isinstance(data.get("from_on"), date):
        problems.append("“from_on” must be a day, as 2026-05-01.")
    terms = [
        *_terms(data.get("terms"), problems),
        *_terms(data.get("no_answers", []), problems, is_answer=False),
    ]
    codes = [term.code for term in terms]
    problems += [
        f"The code {code} is there twice." for code in sorted({c for c in codes if codes.count(c) > 1})
    ]
    if problems:
        raise VocabularyProblem(*problems)
    head = {name: data[name] for name in LONGEST}
    return VocabularyFile(**head, from_on=data["from_on"], terms=tuple(terms))


def _terms(rows, problems, *, is_answer=True):
    if not isinstance(rows, list) or (is_answer and not rows):
        problems.append("“terms” must be a list of pairs: a code and a label.")
        return []
    terms = []
    for row in rows:
        is_pair = isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row)
        if is_pair and 0 < len(row[0]) <= 16 and 0 < len(row[1]) <= 120 and row[0] != row[1]:
            terms.append(FileTerm(*row, is_answer=is_answer))
        else:
            problems.append(f"{row} is no pair of a code (at most 16 signs) and another label (at most 120).")
    return terms

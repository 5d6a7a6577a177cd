"""Other tools' results: which figures each has, between which bounds, and in which zone they lie.

Pure. Only the structure of a tool is here, as it is publicly described: the names of its parts, the bounds of
its scores and how its makers group them. No question, no cut-off table and no sentence of any tool is: a
service types in the cut-offs of its own licensed copy (DOMAIN.md §1.5).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

WHOLE = "whole"
OLDEST = 216  # months: a child is one until eighteen


class Zone(StrEnum):
    """How a figure is grouped by the tool itself; our words, so that all tools read alike."""

    AS_EXPECTED = "as_expected"
    WATCH = "watch"
    LOOK_FURTHER = "look_further"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]


_LABELS = {
    Zone.AS_EXPECTED: "As expected",
    Zone.WATCH: "Keep an eye on it",
    Zone.LOOK_FURTHER: "Look further",
}
_TONES = {Zone.AS_EXPECTED: "good", Zone.WATCH: "soon", Zone.LOOK_FURTHER: "late"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a tool: a score, an age in months, or a section; `step` is what it may differ by."""

    code: str
    name: str
    lowest: float
    highest: float
    step: float = 1
    unit: str = ""

    def problem(self, value: float) -> str:
        """Why this number cannot be; empty when it can."""
        if not self.lowest <= value <= self.highest:
            return f"{self.name}: a number from {self.lowest:g} to {self.highest:g}."
        if round((value - self.lowest) / self.step, 6) % 1:
            return f"{self.name}: {self._steps()}."
        return ""

    def _steps(self) -> str:
        if self.step == 1:
            return "a whole number"
        return "a whole or half number" if self.step == 0.5 else f"a number in steps of {self.step:g}"


@dataclass(frozen=True, slots=True)
class Tool:
    """A test or questionnaire that others use: its figures, its forms, and how its zones come about."""

    code: str
    name: str
    owner: str
    figures: tuple[Figure, ...] = ()
    forms: tuple[str, ...] = ()
    form_word: str = "Form"
    zones: str = (
        ""  # "", "cut_offs" (typed in beside each score), "given" (a colour per figure or as a whole)
    )
    zones_of: str = "parts"  # a zone for each of the "parts", or one for the "whole"
    zone_words: Mapping[Zone, str] = field(default_factory=dict, hash=False)  # what the tool calls them
    is_named: bool = False  # which test it was is typed in: there are too many
    corrects_until: int = 24
    months: tuple[int, int] = (0, 72)
    needs_any: bool = True  # at least one figure must be there

    @property
    def zone_codes(self) -> tuple[str, ...]:
        """What has a zone: its parts by their codes, "whole", or nothing."""
        if not self.zones:
            return ()
        return (WHOLE,) if self.zones_of == WHOLE else tuple(figure.code for figure in self.figures)

    def word_for(self, zone: Zone) -> str:
        """A zone in the tool's own word, with ours: “Amber: keep an eye on it”."""
        own = self.zone_words.get(zone, "")
        return f"{own}: {zone.label[0].lower()}{zone.label[1:]}" if own else zone.label

    def name_of(self, code: str) -> str:
        """What a figure is called; "whole" is the result as a whole."""
        return "As a whole" if code == WHOLE else self.figure(code).name

    @property
    def made_for(self) -> str:
        """For which ages, in words."""
        first, last = self.months
        return "for any age" if last >= OLDEST else f"for {first} to {last} months"

    def age_warning(self, months: int) -> str:
        """What to say when a child was younger or older than the tool is made for; empty when it fits."""
        first, last = self.months
        if first <= months <= last:
            return ""
        than = "younger" if months < first else "older"
        return f"{self.name} is made for {first} to {last} months. The child was {than}: read it with care."

    def problems(self, figures: Mapping[str, float]) -> dict[str, str]:
        """What is wrong with these figures, by code; "" stands for the result as a whole."""
        known = {figure.code: figure for figure in self.figures}
        wrong = {code: "This tool has no such figure." for code in figures if code not in known}
        for code, value in figures.items():
            if code in known and (problem := known[code].problem(value)):
                wrong[code] = problem
        if self.needs_any and self.figures and not figures:
            wrong[""] = "Give at least one figure."
        return wrong

    def figure(self, code: str) -> Figure:
        return next(figure for figure in self.figures if figure.code == code)


def zone_of(score: float, *, refer_below: float, watch_below: float) -> Zone:
    """The zone of a score by two cut-offs of its form: look further below the first, watch below the second.

    For ASQ-3 these lie two and one standard deviations below the mean (DOMAIN.md §1.5).
    """
    if refer_below > watch_below:
        raise ValueError("The lower cut-off cannot lie above the upper one.")
    if score < refer_below:
        return Zone.LOOK_FURTHER
    return Zone.WATCH if score < watch_below else Zone.AS_EXPECTED


def areas(names: Mapping[str, str], lowest: float, highest: float, step: float = 1, unit: str = ""):
    """A figure of the same kind for each area."""
    return tuple(Figure(code, name, lowest, highest, step, unit) for code, name in names.items())


ASQ_AREAS = {
    "communication": "Communication",
    "gross_motor": "Gross motor",
    "fine_motor": "Fine motor",
    "problem_solving": "Problem solving",
    "personal_social": "Personal-social",
}
ASQ_MONTHS = (2, 4, 6, 8, 9, 10, 12, 14, 16, 18, 20, 22, 24, 27, 30, 33, 36, 42, 48, 54, 60)
SGS_AREAS = {
    "passive_posture": "Passive postural",
    "active_posture": "Active postural",
    "locomotor": "Locomotor",
    "manipulative": "Manipulative",
    "visual": "Visual",
    "hearing_language": "Hearing and language",
    "speech_language": "Speech and language",
    "interactive_social": "Interactive social",
    "self_care": "Self-care social",
    "cognitive": "Cognitive",
}
TOMS = {
    "impairment": "Impairment",
    "activity": "Activity",
    "participation": "Participation",
    "well_being": "Well-being",
}

TOOLS = {
    tool.code: tool
    for tool in (
        Tool(
            "asq3",
            "ASQ-3",
            "Brookes",
            areas(ASQ_AREAS, 0, 60, 5),
            tuple(f"{months} months" for months in ASQ_MONTHS),
            "Questionnaire",
            "cut_offs",
            months=(1, 66),
        ),
        Tool(
            "sgs2",
            "Schedule of Growing Skills II",
            "GL Assessment",
            areas(SGS_AREAS, 0, 60, unit="months"),
            months=(0, 60),
        ),
        Tool(
            "wellcomm",
            "WellComm",
            "GL Assessment and Sandwell",
            forms=tuple(f"Section {number}" for number in range(1, 10)),
            form_word="Section",
            zones="given",
            zones_of=WHOLE,
            zone_words={Zone.AS_EXPECTED: "Green", Zone.WATCH: "Amber", Zone.LOOK_FURTHER: "Red"},
            months=(6, 72),
            needs_any=False,
        ),
        Tool(
            "two_year_review",
            "2 to 2½ year review",
            "Health visiting service",
            areas(ASQ_AREAS, 0, 60, 5),
            zones="given",
            months=(23, 36),
            needs_any=False,
        ),
        Tool("toms", "Therapy Outcome Measures", "J&R Press", areas(TOMS, 0, 5, 0.5), months=(0, OLDEST)),
        Tool(
            "standard_score",
            "A therapist’s or psychologist’s test",
            "its publisher",
            (
                Figure("standard_score", "Standard score", 40, 160),
                Figure("percentile", "Percentile", 0.1, 99.9, 0.1),
                Figure("age_level", "Age level", 0, 216, unit="months"),
            ),
            form_word="Test",
            is_named=True,
            zones="given",
            zones_of=WHOLE,
            months=(0, OLDEST),
            needs_any=False,
        ),
    )
}


def tool_named(code: str) -> Tool:
    """The tool of a code; of one that we do not know any more at least the name."""
    return TOOLS.get(code) or Tool(code, code, "")

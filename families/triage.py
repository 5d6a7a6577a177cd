"""How soon a child should be served: a priority score, line by line.

Pure. The score puts referrals in order and shows how it was made; a person decides, and may overrule it.
The numbers are a service's own and come in as data (`Policy`); the defaults below are invented examples.

Ethnicity, religion, sex and nationality are never counted: `Facts` has no place for them. What makes a
service hard to reach (a parent's disability, language, being alone) may raise a score, never lower it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .ages import until_school

#: Points, thresholds and bands. A service edits its own copy on screen.
DEFAULT_WEIGHTS: dict[str, int] = {
    "delay_half": 5,
    "delay_third": 3,
    "medical": 4,
    "sensory": 3,
    "child_protection": 5,
    "child_in_need": 3,
    "early_help": 1,
    "no_setting": 3,
    "few_hours": 2,
    "school_soon": 3,
    "school_in_a_year": 2,
    "barriers": 2,
    "waiting": 1,
    "served_before": -2,
    # thresholds
    "delay_areas": 2,
    "few_hours_below": 10,
    "school_soon_terms": 2,
    "school_in_a_year_terms": 4,
    "waiting_weeks": 4,
    "waiting_at_most": 6,
    # bands
    "urgent_from": 14,
    "high_from": 9,
}

#: What no rule may ask for, by any name; whoever tries is told why.
NEVER = ("ethnic", "race", "religion", "faith", "sex", "gender", "nationality", "skin", "belief")
NEVER_SAID = "Ethnicity, religion, sex and nationality are never counted."

HALF, THIRD = 0.5, 0.33


class Band(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    STANDARD = "standard"

    @property
    def label(self) -> str:
        return self.value.title()


class SocialCare(StrEnum):
    """The family's standing with social care, the strongest that is true now."""

    NONE = "none"
    EARLY_HELP = "early_help"
    CHILD_IN_NEED = "child_in_need"
    LOOKED_AFTER = "looked_after"
    CHILD_PROTECTION = "child_protection"


class Barrier(StrEnum):
    """What makes it harder for this family to get help elsewhere."""

    PARENT_DISABILITY = "parent_disability"
    LANGUAGE = "language"
    ISOLATION = "isolation"


_BARRIER_WORDS = {
    Barrier.PARENT_DISABILITY: "a parent’s disability or illness",
    Barrier.LANGUAGE: "an interpreter is needed",
    Barrier.ISOLATION: "a parent is alone with it",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the referral tells us. None means nobody has said yet, which is shown and never guessed."""

    born_on: date
    received_on: date
    due_on: date | None = None
    lives_in_area: bool | None = None
    delays: Mapping[str, float] | None = None  # area as people read it → share of age, 0 to 1
    complex_medical: bool | None = None
    sensory_or_profound: bool | None = None
    social_care: SocialCare | None = None
    setting_hours: float | None = None  # a week; 0 when there is no setting
    other_services: bool | None = None
    barriers: tuple[Barrier, ...] | None = None
    served_before: bool | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One rule of the score: what it asks, what we know, what it gives."""

    code: str
    label: str
    points: int
    why: str
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Priority:
    """The score with every line that made it; lines of 0 points are shown too."""

    lines: tuple[Line, ...]
    band: Band
    urgent_from: int
    high_from: int

    @property
    def total(self) -> int:
        return sum(line.points for line in self.lines)

    @property
    def missing(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if not line.is_known)

    @property
    def in_words(self) -> str:
        """ "Urgent: 14 points (urgent is 14 or more)"."""
        bounds = {
            Band.URGENT: f"urgent is {self.urgent_from} or more",
            Band.HIGH: f"high is {self.high_from} to {self.urgent_from - 1}",
            Band.STANDARD: f"standard is below {self.high_from}",
        }
        return f"{self.band.label}: {counted(self.total, 'point')} ({bounds[self.band]})"


def weight_problems(weights: Mapping[str, int]) -> list[str]:
    """Sentences about a set of weights that must not be used; empty when it may."""
    problems = unknown_rules(weights, DEFAULT_WEIGHTS)
    problems += [f"The rule “{key}” is missing." for key in sorted(DEFAULT_WEIGHTS.keys() - weights.keys())]
    if weights.get("barriers", 0) < 0:
        problems.append("What makes help harder to reach may raise a score, never lower it.")
    if weights.get("waiting", 0) < 0:
        problems.append("Waiting may raise a score, never lower it.")
    if weights.get("waiting_weeks", 1) < 1:
        problems.append("Points for waiting need at least one week.")
    if weights.get("urgent_from", 1) <= weights.get("high_from", 0):
        problems.append("Urgent must start at more points than high.")
    return problems


def unknown_rules(keys, known) -> list[str]:
    """Sentences about rules that there are none of; those that must never be have their own."""
    return [
        NEVER_SAID if any(word in key.lower() for word in NEVER) else f"There is no rule called “{key}”."
        for key in sorted(set(keys) - set(known))
    ]


def priority(facts: Facts, on: date, weights: Mapping[str, int] = DEFAULT_WEIGHTS) -> Priority:
    """The priority of a referral on a day. ValueError when the weights must not be used."""
    if problems := weight_problems(weights):
        raise ValueError(" ".join(problems))
    lines = (
        _delay(facts, weights),
        _yes_no("medical", "Medical needs that are complex", facts.complex_medical, weights),
        _yes_no(
            "sensory", "Sensory loss, or profound and multiple needs", facts.sensory_or_profound, weights
        ),
        _social_care(facts, weights),
        _setting(facts, weights),
        _school(facts, on, weights),
        _barriers(facts, weights),
        _waiting(facts, on, weights),
        _yes_no("served_before", "Served before", facts.served_before, weights),
    )
    total = sum(line.points for line in lines)
    band = Band.STANDARD
    if total >= weights["urgent_from"]:
        band = Band.URGENT
    elif total >= weights["high_from"]:
        band = Band.HIGH
    return Priority(lines, band, weights["urgent_from"], weights["high_from"])


def queue_key(total: int, received_on: date) -> tuple[int, date]:
    """Sorts the waiting list: most points first, and of equals the one who has waited longest."""
    return -total, received_on


def _delay(facts: Facts, weights: Mapping[str, int]) -> Line:
    areas = weights["delay_areas"]
    for code, share, words in (
        ("delay_half", HALF, "half or more"),
        ("delay_third", THIRD, "a third or more"),
    ):
        label = f"Delay of {words} in {counted(areas, 'area')}"
        if facts.delays is None:
            return _unknown("delay", label, weights[code])
        found = delayed_areas(facts.delays, share)
        if len(found) >= areas:
            return Line(code, label, weights[code], in_a_list(found))
    return Line("delay", label, 0, in_a_list(found) or "No area behind by a third or more")


def _yes_no(code: str, label: str, answer: bool | None, weights: Mapping[str, int]) -> Line:
    if answer is None:
        return _unknown(code, label, weights[code])
    return Line(code, label, weights[code] if answer else 0, "Yes" if answer else "No")


def _social_care(facts: Facts, weights: Mapping[str, int]) -> Line:
    label = "Social care or early help"
    ladder = {
        SocialCare.NONE: (0, "None"),
        SocialCare.EARLY_HELP: (weights["early_help"], "Early help"),
        SocialCare.CHILD_IN_NEED: (weights["child_in_need"], "Child in need plan"),
        SocialCare.LOOKED_AFTER: (weights["child_in_need"], "Looked after"),
        SocialCare.CHILD_PROTECTION: (weights["child_protection"], "Child protection plan"),
    }
    if facts.social_care is None:
        return _unknown("social_care", label, weights["child_protection"])
    points, why = ladder[facts.social_care]
    return Line("social_care", label, points, why)


def _setting(facts: Facts, weights: Mapping[str, int]) -> Line:
    label, hours = "Nursery or other help", facts.setting_hours
    most, few, below = weights["no_setting"], weights["few_hours"], weights["few_hours_below"]
    if hours is None:
        return _unknown("setting", label, most)
    if hours == 0 and facts.other_services is None:
        why = f"No setting. Other services not known: without any it would give {most}"
        return Line("few_hours", label, few, why, is_known=False)
    if hours == 0:
        visited = "but another service helps" if facts.other_services else "and no other service"
        code, points = ("few_hours", few) if facts.other_services else ("no_setting", most)
        return Line(code, label, points, f"No setting, {visited}")
    why = f"{hours:g} hours a week in a setting"
    if hours < below:
        return Line("few_hours", label, few, f"{why}, less than {below}")
    return Line("few_hours", label, 0, why)


def _school(facts: Facts, on: date, weights: Mapping[str, int]) -> Line:
    school = until_school(facts.born_on, on)
    code, points = "school", 0
    if 0 < school.terms <= weights["school_soon_terms"]:
        code, points = "school_soon", weights["school_soon"]
    elif 0 < school.terms <= weights["school_in_a_year_terms"]:
        code, points = "school_in_a_year", weights["school_in_a_year"]
    return Line(code, "Time left before school", points, school.in_words)


def _barriers(facts: Facts, weights: Mapping[str, int]) -> Line:
    label = "A parent’s disability, language or being alone"
    if facts.barriers is None:
        return _unknown("barriers", label, weights["barriers"])
    why = in_a_list([_BARRIER_WORDS[barrier] for barrier in facts.barriers])
    return Line("barriers", label, weights["barriers"] if why else 0, why or "None told")


def _waiting(facts: Facts, on: date, weights: Mapping[str, int]) -> Line:
    weeks = max(0, (on - facts.received_on).days // 7)
    each, most = weights["waiting_weeks"], weights["waiting_at_most"]
    points = min(weights["waiting"] * (weeks // each), most)
    rule = f"{counted(weights['waiting'], 'point')} for each {counted(each, 'week')}, {most} at most"
    return Line("waiting", "Time waited", points, f"{counted(weeks, 'week')} ({rule})")


def _unknown(code: str, label: str, would: int) -> Line:
    effect = f"Would add up to {would}" if would >= 0 else f"Would take off {-would}"
    return Line(code, label, 0, f"Not known. {effect}", is_known=False)


def delayed_areas(delays: Mapping[str, float], share: float) -> list[str]:
    return [area for area, delay in delays.items() if delay >= share]


def in_a_list(words: list[str]) -> str:
    """ "Talking, moving and using hands": a sentence's list, each after the first in small letters."""
    if not words:
        return ""
    rest = [word[:1].lower() + word[1:] for word in words[1:]]
    first = words[0][:1].upper() + words[0][1:]
    return f"{', '.join([first, *rest[:-1]])} and {rest[-1]}" if rest else first


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

"""May this child be served: the service's conditions, one by one, with what we know of each.

Pure. A “no” is a reason to talk and to point to other help; a person decides. The conditions are a service's
own and come in as data (`Policy`); the defaults below are invented examples.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .ages import ages, months_in_words, until_school
from .triage import Facts, counted, delayed_areas, in_a_list, unknown_rules

#: Who may be served.
DEFAULT_ELIGIBILITY: dict[str, int] = {
    "youngest_months": 0,
    "oldest_months": 47,
    "delay_areas": 2,
    "delay_percent": 33,
    "setting_hours_below": 15,
    "in_area": 1,  # 0 when it does not matter where the family lives
    "terms_left": 0,  # terms before school that must be left; 0 when it does not matter
}


def eligibility_problems(rules: Mapping[str, int]) -> list[str]:
    """Sentences about conditions that must not be used; empty when they may."""
    problems = unknown_rules(rules, DEFAULT_ELIGIBILITY)
    problems += [f"The rule “{key}” is missing." for key in sorted(DEFAULT_ELIGIBILITY.keys() - rules.keys())]
    if rules.get("youngest_months", 0) > rules.get("oldest_months", 0):
        problems.append("The youngest age lies above the oldest.")
    if not 0 < rules.get("delay_percent", 1) <= 100:
        problems.append("A delay is more than 0 and at most 100 per cent of age.")
    if any(rules.get(key, 0) < 0 for key in DEFAULT_ELIGIBILITY):
        problems.append("A condition is a number that is not below zero.")
    return problems


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of eligibility and how this child meets it."""

    code: str
    label: str
    answer: Answer
    why: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """All conditions; a "no" is a reason to talk and to signpost, never an automatic refusal."""

    checks: tuple[Check, ...]

    @property
    def answer(self) -> Answer:
        answers = {check.answer for check in self.checks}
        if Answer.NO in answers:
            return Answer.NO
        return Answer.NOT_KNOWN if Answer.NOT_KNOWN in answers else Answer.YES

    @property
    def in_words(self) -> str:
        against = [check.label for check in self.checks if check.answer is Answer.NO]
        open_ones = [check.label for check in self.checks if check.answer is Answer.NOT_KNOWN]
        if against:
            return f"Does not meet: {'; '.join(against)}"
        return f"Still to find out: {'; '.join(open_ones)}" if open_ones else "Meets every condition"


def eligibility(facts: Facts, on: date, rules: Mapping[str, int] = DEFAULT_ELIGIBILITY) -> Eligibility:
    """Check a referral against the service's conditions on a day."""
    checks = [_age(facts, on, rules), _delay_check(facts, rules), _hours(facts, rules)]
    if rules.get("in_area", 1):
        checks.insert(0, _area(facts))
    if rules.get("terms_left", 0):
        checks.append(_terms(facts, on, rules))
    return Eligibility(tuple(checks))


def _area(facts: Facts) -> Check:
    label = "Lives in our area"
    if facts.lives_in_area is None:
        return Check("area", label, Answer.NOT_KNOWN, "Not told yet")
    return Check(
        "area", label, _answer(facts.lives_in_area), "Yes" if facts.lives_in_area else "Outside our area"
    )


def _age(facts: Facts, on: date, rules: Mapping[str, int]) -> Check:
    """The real age counts here: an early birth must not keep a child in or out."""
    youngest, oldest = rules["youngest_months"], rules["oldest_months"]
    real = ages(facts.born_on, on, facts.due_on).real_months
    label = f"Under {months_in_words(oldest + 1)}"
    if youngest:
        label = f"{months_in_words(youngest)} or older, and under {months_in_words(oldest + 1)}"
    return Check("age", label, _answer(youngest <= real <= oldest), months_in_words(real))


def _delay_check(facts: Facts, rules: Mapping[str, int]) -> Check:
    areas, percent = rules["delay_areas"], rules["delay_percent"]
    label = f"Delay of {percent}% of age or more in {counted(areas, 'area')}"
    if facts.delays is None:
        return Check("delay", label, Answer.NOT_KNOWN, "Not told yet")
    found = delayed_areas(facts.delays, percent / 100)
    return Check("delay", label, _answer(len(found) >= areas), in_a_list(found) or "In no area")


def _hours(facts: Facts, rules: Mapping[str, int]) -> Check:
    below = rules["setting_hours_below"]
    label = f"In a setting for less than {below} hours a week"
    if facts.setting_hours is None:
        return Check("hours", label, Answer.NOT_KNOWN, "Not told yet")
    hours = facts.setting_hours
    return Check("hours", label, _answer(hours < below), f"{hours:g} hours a week" if hours else "No setting")


def _terms(facts: Facts, on: date, rules: Mapping[str, int]) -> Check:
    school = until_school(facts.born_on, on)
    label = f"{counted(rules['terms_left'], 'term')} or more before school"
    return Check("terms", label, _answer(school.terms >= rules["terms_left"]), school.in_words)


def _answer(is_met: bool) -> Answer:
    return Answer.YES if is_met else Answer.NO

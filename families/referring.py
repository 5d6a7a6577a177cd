"""The way through the public referral form: which pages, in which order, and what stands between.

Pure. The answers are what was told, by step; a step counts as done once its page was sent without a mistake.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from .ages import months_between
from .when import read_day

PARENT, PROFESSIONAL = "parent", "professional"
DONE = "done"  # among the answers: the steps that were sent without a mistake
CHECK = "check"
OLDEST_MONTHS = 59

#: The six questions of a parent's self-check: what a yes to the last four means is "later than others".
SELF_CHECK = ("young", "near", "moving", "talking", "playing", "told")
SIGNS = SELF_CHECK[2:]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form: its name in the address, and its heading for a parent and a professional."""

    key: str
    parent: str
    professional: str

    def title(self, kind: str) -> str:
        return self.parent if kind == PARENT else self.professional


STEPS = {
    step.key: step
    for step in (
        Step("questions", "Six questions first", ""),
        Step("agreed", "", "Does the family know?"),
        Step("you", "About you", "About you"),
        Step("child", "Your child", "The child"),
        Step("family", "Your family", "The family"),
        Step("worries", "In your own words", "What you have seen"),
        Step("around", "Who else helps", "Who else helps"),
        Step("papers", "Letters and reports", "Letters and reports"),
        Step("visit", "If we come to your home", "If we come to the home"),
        Step("consent", "What you agree to", "What the family agrees to"),
    )
}
WAY = {
    PARENT: tuple(key for key in STEPS if key != "agreed"),
    PROFESSIONAL: tuple(key for key in STEPS if key != "questions"),
}
#: Pages on which nothing must be said.
OPTIONAL = ("papers",)


def way_of(kind: str) -> tuple[Step, ...]:
    """The pages that somebody passes, in order."""
    return tuple(STEPS[key] for key in WAY[kind])


def is_on_the_way(kind: str, key: str) -> bool:
    return key in WAY.get(kind, ())


def after(kind: str, key: str) -> str:
    """The page that follows one, or the last look at everything."""
    way = WAY[kind]
    place = way.index(key) + 1
    return way[place] if place < len(way) else CHECK


def before(kind: str, key: str) -> str:
    """The page before one; empty for the first."""
    way = WAY[kind]
    place = len(way) if key == CHECK else way.index(key)
    return way[place - 1] if place else ""


def missing(kind: str, done: Collection[str]) -> tuple[Step, ...]:
    """The pages that are still to be filled in before the form can be sent."""
    return tuple(step for step in way_of(kind) if step.key not in done and step.key not in OPTIONAL)


def where_to_go_on(kind: str, done: Collection[str]) -> str:
    """The page on which somebody who comes back goes on."""
    left = missing(kind, done)
    return left[0].key if left else CHECK


# What stands between two pages ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Advice:
    """Something to say before the next page; never a dead end."""

    code: str
    may_go_on: bool = True


LIKELY = Advice("likely")
UNSURE = Advice("unsure")
ELSEWHERE = Advice("elsewhere")
SPEAK_FIRST = Advice("speak_first", may_go_on=False)
TOO_OLD = Advice("too_old")


def advice_after(key: str, said: Mapping[str, str], today: date) -> Advice | None:
    """What to say once a page is filled in, if anything; ``said`` are the plain answers of that page."""
    if key == "questions":
        return _self_check(said)
    if key == "agreed" and said.get("agreed") == "no":
        return SPEAK_FIRST
    if key == "child" and (born := read_day(said.get("born_on", ""), today, earliest=date(1990, 1, 1)).day):
        return TOO_OLD if months_between(born, today) > OLDEST_MONTHS else None
    return None


def _self_check(said: Mapping[str, str]) -> Advice:
    """Six questions in plain words. A no points to other help too, and everybody may still ask us."""
    if said.get("young") == "no" or said.get("near") == "no":
        return ELSEWHERE
    signs = [said.get(sign) for sign in SIGNS]
    if signs.count("yes") >= 2 or said.get("told") == "yes":
        return LIKELY
    return UNSURE

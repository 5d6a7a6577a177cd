"""Which small steps may come next for a child, and why each: three to five suggestions, never a verdict.

Pure. What a child nearly does comes first; then what has all that often comes before it. Interests and toys
that fit lift a suggestion; nothing is hidden by them, and no norm or age is used. The order is explained in
words with each suggestion, and people choose.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .scoring import State

MOST = 5
OF_ONE_AREA = 2  # so that the first suggestions look at the whole child


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line of a checklist as this needs it; `place` is where it stands in the checklist, youngest first."""

    code: str
    area: str
    text: str
    place: int
    after: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Why:
    """One reason for a suggestion; `codes` are the lines whose observations show it."""

    text: str
    points: int
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A possible next small step with its reasons, the strongest first."""

    code: str
    area: str
    text: str
    reasons: tuple[Why, ...]
    toys: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        return sum(reason.points for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Around:
    """What else is known: interests with their words, toys in store with theirs, steps that are worked on."""

    interests: Mapping[str, frozenset[str]] = field(default_factory=dict)
    toys: Mapping[str, frozenset[str]] = field(default_factory=dict)
    worked_on: frozenset[str] = frozenset()


NOTHING_KNOWN = Around()


def suggest(
    name: str,
    candidates: Iterable[Candidate],
    states: Mapping[str, State],
    around: Around = NOTHING_KNOWN,
    *,
    most: int = MOST,
) -> tuple[Suggestion, ...]:
    """Up to `most` next steps, at most two of an area as long as other areas have any.

    Args:
        name: the child's first name, for the reasons.
        candidates: every line of the checklist.
        states: what is known of each code today.
        around: interests, toys and steps that are worked on already.
        most: how many to suggest.
    """
    lines = list(candidates)
    texts = {line.code: line.text for line in lines}
    found = [
        _suggestion(name, line, texts, states, around)
        for line in lines
        if line.code not in around.worked_on and _may_come(line, states)
    ]
    places = {line.code: line.place for line in lines}
    found.sort(key=lambda each: (-each.points, places[each.code]))
    return _spread(found, most)


def _may_come(line: Candidate, states: Mapping[str, State]) -> bool:
    """Nearly there; or not done yet, with all that often comes before it done."""
    state = states.get(line.code, State.NOT_SEEN)
    if state == State.NEARLY:
        return True
    if state in (State.CAN, State.NOT_APPLICABLE):
        return False
    fits = [code for code in line.after if states.get(code) != State.NOT_APPLICABLE]
    return bool(fits) and all(states.get(code) == State.CAN for code in fits)


def _suggestion(name, line, texts, states, around) -> Suggestion:
    reasons = []
    if states.get(line.code) == State.NEARLY:
        reasons.append(Why(f"{name} nearly does it already.", 100, (line.code,)))
    done = tuple(code for code in line.after if states.get(code) == State.CAN)
    if done:
        reasons.append(Why(f"{name} can do what often comes before: {_named(done, texts)}.", 40, done))
    for interest, tags in around.interests.items():
        if shared := sorted(tags & line.tags):
            reasons.append(Why(f"It goes with what {name} enjoys: {interest} ({shared[0]}).", 15))
    toys = tuple(toy for toy, tags in around.toys.items() if tags & line.tags)
    if toys:
        reasons.append(Why(f"In the store: {', '.join(toys[:3])}.", 5))
    return Suggestion(line.code, line.area, line.text, tuple(reasons), toys[:3])


def _named(codes, texts) -> str:
    names = [f"“{texts[code]}”" for code in codes[:2] if code in texts]
    more = len(codes) - len(names)
    return " and ".join(names) + (f" and {more} more" if more > 0 else "")


def _spread(found: list[Suggestion], most: int) -> tuple[Suggestion, ...]:
    """The strongest first, but no more than two of an area while another area has one to give."""
    taken, first, later = Counter(), [], []
    for each in found:
        taken[each.area] += 1
        (first if taken[each.area] <= OF_ONE_AREA else later).append(each)
    return tuple((first + later)[:most])

"""What a child can do that is new since a day: things seen for the first time, small steps, goals.

Only strengths, and nothing set against other children. What was there at the first look at everything was no
news then, and is none now.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from django.utils.text import capfirst

from families.ages import add_months

from .models import Assessment, Goal, Observation, Step
from .profile.known import HOW
from .scoring import State, since_in_words
from .standing import SEEN_KEY

Source = Observation.Source
SHARED = (Source.PARENT, Source.TOGETHER)  # whose notes are the family's own words
USUAL_MONTHS = 6


@dataclass(frozen=True)
class First:
    """The first time something was seen, with the family's words where it has some."""

    seen: Observation
    words: str

    @property
    def item(self):
        return self.seen.item

    @property
    def area(self):
        return self.item.area

    @property
    def text(self):
        return capfirst(self.item.text)

    @property
    def is_family_s(self):
        return self.seen.source == Source.PARENT

    @property
    def how(self):
        """ "Sofia saw it": a worker by the name the family knows, all others by what they are."""
        if self.seen.source == Source.WORKER and "portage_worker" not in self.seen.by.roles:
            return "We saw it"
        return HOW[self.seen.source].format(name=(self.seen.by.name.split() or ["Somebody"])[0])


@dataclass(frozen=True)
class Celebration:
    """All that is new since a day."""

    name: str
    since: date
    on: date
    firsts: tuple
    steps: tuple
    goals: tuple

    @property
    def is_empty(self):
        return not (self.firsts or self.steps or self.goals)

    @cached_property
    def areas(self):
        """The first times under the name of their area, in the order of the checklist."""
        ordered = sorted(self.firsts, key=lambda one: (one.area.order, one.area.pk))
        return [(area, list(rows)) for area, rows in groupby(ordered, key=lambda one: one.area)]

    @property
    def sentence(self):
        """The one happy sentence on top."""
        told = [
            _number(len(self.firsts), "new thing"),
            _number(len(self.steps), "small step") + " reached" if self.steps else "",
            _number(len(self.goals), "goal") + " reached" if self.goals else "",
        ]
        told = [words for words in told if words]
        words = " and ".join(part for part in (", ".join(told[:-1]), told[-1] if told else "") if part)
        return f"Since {since_in_words(self.since, self.on)}: {words}." if words else ""


def celebration_of(child, user, since, on):
    """What is new for a child since a day, as this person may see it. Five questions."""
    return Celebration(
        name=child.first_name,
        since=since,
        on=on,
        firsts=tuple(_firsts(child, user, since)),
        steps=tuple(steps_reached(child, user, since)),
        goals=tuple(goals_reached(child, user, since)),
    )


def usual_since(child, user, today):
    """Since when one looks if nobody chose: the last look at everything, else half a year."""
    sittings = Assessment.objects.visible_to(user).finished().filter(child=child)
    before = sittings.filter(on__lt=add_months(today, -1)).values_list("on", flat=True).first()
    return before or max(child.born_on, add_months(today, -USUAL_MONTHS))


def steps_reached(child, user, since):
    """The small steps reached since a day, the newest first."""
    reached = Step.objects.visible_to(user).filter(goal__child=child, achieved_on__gte=since)
    return reached.select_related("goal").order_by("-achieved_on", "-pk")


def goals_reached(child, user, since):
    """The goals reached since a day, the newest first."""
    reached = Goal.objects.visible_to(user).filter(child=child, status=Goal.Status.REACHED)
    return reached.filter(ended_on__gte=since).order_by("-ended_on", "-pk")


def _firsts(child, user, since):
    """What was seen for the first time since a day and can be done still, the newest first."""
    seen = Observation.objects.visible_to(user).filter(child=child).standing().annotate(key=SEEN_KEY)
    wanted = _new_keys(seen, since)
    rows = Observation.objects.visible_to(user).filter(pk__in=wanted)
    rows = list(rows.select_related("item__area__framework", "by").order_by("-on", "-pk"))
    words = _words_about(seen, rows)
    return [First(row, words.get(row.item_id, "")) for row in rows]


def _new_keys(seen, since):
    """The observations that were the first of their line, since a day, of lines that still can be done."""
    states, firsts = {}, {}
    for key, state, on, pk in seen.latest().values_list("key", "state", "on", "pk"):
        states[key] = max(states.get(key, (date.min, 0, "")), (on, pk, state))
    could = seen.filter(state=State.CAN).order_by("item_id", "on", "pk").distinct("item_id")
    for key, on, pk, kind in could.values_list("key", "on", "pk", "assessment__kind"):
        firsts[key] = min(firsts.get(key, (date.max, 0, "")), (on, pk, kind or ""))
    return [
        pk
        for key, (on, pk, kind) in firsts.items()
        if on >= since and kind != Assessment.Kind.BASELINE and states[key][2] == State.CAN
    ]


def _words_about(seen, rows):
    """What the family said of these lines, by the line: the newest word counts."""
    said = seen.filter(source__in=SHARED, item__in=[row.item_id for row in rows]).exclude(note="")
    return dict(said.order_by("on", "pk").values_list("item", "note"))


def _number(number, word):
    return f"{number} {word}{'' if number == 1 else 's'}" if number else ""

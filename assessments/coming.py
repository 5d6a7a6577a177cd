"""What may come next for one child: the suggestions with their evidence, and all the others by area.

The rule is in next_steps.py; here is what it needs to know, each thing asked once, and what a page shows of
it. A reason that comes from observations brings them along, so that everybody can look where it is from.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from . import toys
from .models import Framework, Goal, Interest, Item, Step
from .next_steps import Around, Candidate, suggest
from .profile.frames import frame_of
from .profile.known import facts_on
from .scoring import State
from .words import tags_in

EVERYTHING = 10_000
MOST_INTERESTS = 20


@dataclass(frozen=True, slots=True)
class Evidence:
    """The observation behind a reason: the line it is about, and what was seen when and by whom."""

    pk: int
    text: str
    fact: object


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason in words, with the observations that it comes from."""

    text: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Coming:
    """A line that may come next, as a page shows it. ``step`` is the one that is about it already, if any."""

    item: object
    area: str
    state: State
    reasons: tuple[Reason, ...]
    toys: tuple = ()
    step: object = None


class NextSteps:
    """What may come next for a child with one framework, as one person may see it."""

    def __init__(self, child, user, framework, on=None):
        self.child, self.user, self.framework = child, user, framework
        self.on = on or timezone.localdate()
        self.frame = frame_of(framework)

    @cached_property
    def facts(self):
        return facts_on(self.child, self.user, self.frame, self.on)

    @cached_property
    def states(self):
        return {code: fact.state for code, fact in self.facts.items()}

    @cached_property
    def items(self):
        """Every line of the framework by its code; its words for helpers are read only where they show."""
        rows = Item.objects.visible_to(self.user).filter(area__framework=self.framework)
        return {row.code: row for row in rows.only("pk", "code", "tags", "area_id")}

    @cached_property
    def tags(self):
        return frozenset(tag for item in self.items.values() for tag in tags_of(item))

    @cached_property
    def interests(self):
        """What the child enjoys now."""
        rows = Interest.objects.visible_to(self.user).filter(child=self.child)
        return list(rows.enjoyed(on=self.on)[:MOST_INTERESTS])

    @cached_property
    def store(self):
        return toys.in_store(self.child, self.user)

    @cached_property
    def worked_on(self):
        """The steps that are to do and about lines of this framework in any version, by the line’s code."""
        steps = Step.objects.visible_to(self.user).to_do().select_related("goal")
        steps = steps.filter(goal__child=self.child, goal__status__in=Goal.OPEN)
        steps = steps.filter(items__area__framework__code=self.frame.code)
        return {step.item_code: step for step in steps.annotate(item_code=F("items__code")).order_by("pk")}

    @property
    def steps_worked_on(self):
        """The same steps, each once though it may be about several lines."""
        return list({step.pk: step for step in self.worked_on.values()}.values())

    @cached_property
    def candidates(self):
        after = {}
        links = Item.after.through.objects.filter(from_item__area__framework=self.framework)
        for code, before in links.values_list("from_item__code", "to_item__code").order_by("pk"):
            after.setdefault(code, []).append(before)
        youngest_first = sorted(self.frame.items, key=lambda item: item.band)
        return [
            Candidate(
                item.code, item.area, item.text, place, tuple(after.get(item.code, ())),
                tags_of(self.items[item.code]),
            )
            for place, item in enumerate(youngest_first)
        ]  # fmt: skip

    @cached_property
    def around(self):
        return Around(
            interests={
                row.text: tags_in(", ".join(row.tags) or row.text, self.tags) for row in self.interests
            },
            toys={name: tags_in(toy.words, self.tags) for name, toy in self.store.items()},
            worked_on=frozenset(self.worked_on),
        )

    @cached_property
    def suggested(self):
        """Three to five, each with why, guidance and an example."""
        found = suggest(self.child.first_name, self.candidates, self.states, self.around)
        return self.shown(found)

    @cached_property
    def everything(self):
        """All that may come next, those that are worked on too, area by area and youngest first."""
        around = replace(self.around, worked_on=frozenset())
        name = self.child.first_name
        found = suggest(name, self.candidates, self.states, around, most=EVERYTHING)
        areas = {area.code: number for number, area in enumerate(self.frame.areas)}
        places = {line.code: line.place for line in self.candidates}
        return sorted(found, key=lambda each: (areas[each.area], places[each.code]))

    def shown(self, found):
        """Suggestions as a page shows them; their guidance and examples are read here, once for all."""
        codes = {item.code: item for item in self.frame.items}
        wanted = [codes[each.code].pk for each in found]
        items = Item.objects.visible_to(self.user).in_bulk(wanted)
        return [
            Coming(
                item=items[codes[each.code].pk],
                area=self.frame.area_names[each.area],
                state=self.states.get(each.code, State.NOT_SEEN),
                reasons=tuple(Reason(why.text, self.evidence(why.codes, codes)) for why in each.reasons),
                toys=tuple(self.store[name] for name in each.toys),
                step=self.worked_on.get(each.code),
            )
            for each in found
        ]

    def evidence(self, codes, items):
        return tuple(
            Evidence(items[code].pk, items[code].text, self.facts[code])
            for code in codes
            if code in items and code in self.facts
        )


def tags_of(item):
    """The tags of a line as words, whatever a file once brought."""
    return frozenset(tag for tag in item.tags if isinstance(tag, str)) if item.tags else frozenset()


def tags_in_use(user):
    """Every tag of the frameworks in use; by them the words of an interest find what fits."""
    in_use = Framework.objects.visible_to(user).in_use()
    rows = Item.objects.visible_to(user).filter(area__framework__in=in_use).exclude(tags=[])
    return {tag for tags in rows.order_by().values_list("tags", flat=True).distinct() for tag in tags if tag}

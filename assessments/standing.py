"""How items stand for a child: the newest observation of each that nobody took back.

A code outlives its wording, so what was seen with an earlier version of a framework still counts.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat

from .models import Item, Observation
from .scoring import State

KEY = Concat("area__framework__code", Value("/"), "code")
SEEN_KEY = Concat("item__area__framework__code", Value("/"), "item__code")


@dataclass(frozen=True, slots=True)
class Standing:
    """How one item stands: the state, the word of the scale, and the observation that says so."""

    state: str = State.NOT_SEEN
    word: str = State.NOT_SEEN
    on: date | None = None
    source: str = ""
    pk: int = 0
    assessment: int | None = None


NOTHING = Standing()


def standing_of(child, items, on):
    """How each of these items stands at the end of a day, by its primary key. Two questions."""
    rows = Item.objects.filter(pk__in=[item.pk for item in items]).annotate(key=KEY)
    keys = dict(rows.values_list("pk", "key"))
    observed = Observation.objects.filter(child=child, item__code__in={item.code for item in items})
    newest = newest_by(observed.annotate(key=SEEN_KEY), on)
    return {pk: newest.get(key, NOTHING) for pk, key in keys.items()}


def standing_in(child, framework, on, *, area=None):
    """How the items of a framework, or of one area by its code, stand, by their codes. One question.

    Only codes that were looked at are there; what was said to be not seen is there as such.
    """
    observed = Observation.objects.filter(child=child, item__area__framework__code=framework.code)
    if area is not None:
        observed = observed.filter(item__area__code=area)
    return newest_by(observed.annotate(key=F("item__code")), on)


def newest_by(observed, on):
    """The newest of these observations for each ``key``: versions of a framework share their codes."""
    rows = (
        observed.as_of(on)
        .latest()
        .values_list("key", "state", "level__code", "on", "source", "pk", "assessment")
    )
    found = {}
    for key, state, level, day, source, pk, assessment in rows:
        before = found.get(key)
        if before is None or (before.on, before.pk) < (day, pk):
            found[key] = Standing(state, level or state, day, source, pk, assessment)
    return found

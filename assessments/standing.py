"""How items stand for a child: the newest observation of each that nobody took back.

A code outlives its wording, so what was seen with an earlier version of a framework still counts.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Value
from django.db.models.functions import Concat

from .models import Item, Observation
from .scoring import State

KEY = Concat("area__framework__code", Value("/"), "code")
COLUMNS = ("state", "level__code", "on", "source", "pk", "assessment", "by", "recorded_at")
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
    by: int | None = None
    recorded_at: datetime | None = None

    @classmethod
    def of(cls, seen):
        """How an item stands by an observation that was just written."""
        word = seen.level.code if seen.level_id else seen.state
        return cls(
            seen.state, word, seen.on, seen.source, seen.pk, seen.assessment_id, seen.by_id, seen.recorded_at
        )


NOTHING = Standing()


def standing_of(child, items, on):
    """How each of these items stands at the end of a day, by its primary key. Two questions."""
    rows = Item.objects.filter(pk__in=[item.pk for item in items]).annotate(key=KEY)
    keys = dict(rows.values_list("pk", "key"))
    observed = Observation.objects.filter(child=child, item__code__in={item.code for item in items})
    newest = newest_by(observed.annotate(key=SEEN_KEY), on)
    return {pk: newest.get(key, NOTHING) for pk, key in keys.items()}


def standing_of_one(child, item, on):
    """How one item, which comes with its framework, stands at the end of a day. One question."""
    observed = Observation.objects.filter(
        child=child, item__code=item.code, item__area__framework__code=item.area.framework.code
    )
    return newest_by(observed.annotate(key=F("item__code")), on).get(item.code, NOTHING)


def standing_in(child, framework, on, *, user):
    """How the items of a framework stand, as this person may see it, by their codes. One question.

    Only codes that were looked at are there; what was said to be not seen is there as such.
    """
    observed = Observation.objects.visible_to(user).filter(
        child=child, item__area__framework__code=framework.code
    )
    return newest_by(observed.annotate(key=F("item__code")), on)


def newest_by(observed, on):
    """The newest of these observations for each ``key``: versions of a framework share their codes."""
    found = {}
    for key, state, level, day, *rest in observed.as_of(on).latest().values_list("key", *COLUMNS):
        row = Standing(state, level or state, day, *rest)
        before = found.get(key)
        if before is None or (before.on, before.pk) < (row.on, row.pk):
            found[key] = row
    return found


def lines_to_change(items, known, level):
    """Those of these lines that such a tick would change; what does not fit the child is left aside."""
    settled = (level.counts_as, State.NOT_APPLICABLE)
    return [item for item in items if known[item.pk].state not in settled]

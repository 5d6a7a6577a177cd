"""What a family and the professionals see differently of the same thing. Both may be so: it is talked about.

The newest standing word of the family stands against the newest of the professionals. What was agreed
together is the word of both, so that it settles a difference until somebody sees something new.
"""

from dataclasses import dataclass

from django.db.models import Value

from .models import Observation
from .scoring import State
from .standing import SEEN_KEY

Source = Observation.Source
FAMILY = (Source.PARENT, Source.TOGETHER)
PROFESSIONALS = (Source.WORKER, Source.SETTING, Source.THERAPIST, Source.REPORT, Source.TOGETHER)

LONG_AGO = 90  # days between two looks


@dataclass(frozen=True, slots=True)
class Pair:
    """The two observations that differ, by their primary keys."""

    family: int
    ours: int

    def __str__(self):
        return f"{self.family}-{self.ours}"


@dataclass(frozen=True)
class Difference:
    """One thing that is seen differently: what the family saw, and what somebody of us saw."""

    family: Observation
    ours: Observation

    @property
    def item(self):
        return self.family.item

    @property
    def shown(self):
        """Which two words these are, so that nothing newer is settled unread."""
        return str(Pair(self.family.pk, self.ours.pk))

    @property
    def is_long_ago(self):
        """Whether one of the two looked so long ago that it is best looked at once more."""
        return abs((self.family.on - self.ours.on).days) > LONG_AGO

    @property
    def last_on(self):
        return max(self.family.on, self.ours.on)


def pairs_of(child, user, item=None):
    """What is seen differently of a child, the newest first; of one line where it is given. One question."""
    seen = Observation.objects.visible_to(user).filter(child=child)
    if item is not None:
        seen = seen.filter(item__code=item.code, item__area__framework__code=item.area.framework.code)
    sides = [
        seen.filter(source__in=sources).latest().annotate(side=Value(side), key=SEEN_KEY)
        .values_list("side", "key", "state", "on", "pk")
        for side, sources in enumerate((FAMILY, PROFESSIONALS))
    ]  # fmt: skip
    family, ours = {}, {}
    for side, key, state, on, pk in sides[0].union(sides[1], all=True):
        newest = ours if side else family
        if key not in newest or newest[key][1:] < (on, pk):
            newest[key] = (state, on, pk)
    found = [
        (family[key], ours[key]) for key in family.keys() & ours.keys() if _differ(family[key], ours[key])
    ]
    found.sort(key=lambda two: (max(two[0][1], two[1][1]), two[0][2]), reverse=True)
    return [Pair(one[2], other[2]) for one, other in found]


def with_words(pairs, user):
    """The pairs with all there is to say of them. One question, however many they are."""
    wanted = [pk for pair in pairs for pk in (pair.family, pair.ours)]
    if not wanted:
        return []
    rows = Observation.objects.visible_to(user).filter(pk__in=wanted)
    rows = rows.select_related("item__area__framework", "level", "by").in_bulk()
    return [Difference(rows[pair.family], rows[pair.ours]) for pair in pairs]


def difference_about(child, user, item):
    """What is seen differently of one line; None if nothing is."""
    return next(iter(with_words(pairs_of(child, user, item), user)), None)


def _differ(one, other):
    """Whether two looked, and saw different things."""
    return State.NOT_SEEN not in (one[0], other[0]) and one[0] != other[0]

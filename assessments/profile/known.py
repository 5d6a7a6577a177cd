"""What is known of a child: which checklists it has, and how each item stood at the end of a day.

Every question is asked once for all items, however many there are. A code outlives its wording, so what was
seen with one version of a checklist counts in every other.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery, Value

from ..models import Assessment, Framework, Item, Observation
from ..scoring import Seen, State
from .frames import with_size

HOW = {
    Observation.Source.WORKER: "{name} saw it",
    Observation.Source.PARENT: "The family told us",
    Observation.Source.SETTING: "Seen at nursery or setting",
    Observation.Source.THERAPIST: "A therapist saw it",
    Observation.Source.REPORT: "From a report",
    Observation.Source.TOGETHER: "Agreed together",
}
FIELDS = ("item__code", "state", "on", "pk", "source", "by__name", "by__roles", "level__name", "where")


@dataclass(frozen=True, slots=True)
class Fact:
    """The observation that an item's state comes from."""

    state: State
    on: date
    pk: int
    how: str
    word: str
    where: str


def latest_of(child, user, frame, on):
    """The observation that counts for each item at the end of a day, as this person may see it.

    For each line of the checklist, in any of its versions, the index hands out the newest: however long the
    history is, that is all that is read.
    """
    seen = Observation.objects.standing().as_of(on).filter(child=child, item=OuterRef("pk"))
    newest = Subquery(seen.order_by("-on", "-pk").values("pk")[:1])
    lines = Item.objects.filter(area__framework__code=frame.code).order_by()
    return Observation.objects.visible_to(user).filter(pk__in=lines.values(newest=newest)).order_by()


def facts_on(child, user, frame, on):
    """How each item stood at the end of a day, by its code; one question."""
    return _facts(latest_of(child, user, frame, on).values_list(*FIELDS))


def facts_and_before(child, user, frame, on, since):
    """The same, and the states of an earlier day, if one is given; still one question."""
    if since is None:
        return facts_on(child, user, frame, on), None
    now, then = (
        latest_of(child, user, frame, day).annotate(day=Value(number)).values_list("day", *FIELDS)
        for number, day in enumerate((on, since))
    )
    rows = list(now.union(then, all=True))
    facts = _facts(row[1:] for row in rows if not row[0])
    earlier = _facts(row[1:] for row in rows if row[0])
    return facts, {code: fact.state for code, fact in earlier.items()}


def history_of(child, user, frame, until):
    """Every standing observation until a day, oldest first: from it any day can be told; one question."""
    seen = Observation.objects.visible_to(user).filter(child=child)
    rows = seen.filter(item__area__framework__code=frame.code).as_of(until).standing().order_by("on", "pk")
    return [Seen(*row) for row in rows.values_list("item__code", "state", "on", "pk")]


def _facts(rows):
    """What counts of each code: versions of a checklist share their codes, and the newest day wins."""
    newest = {row[0]: row for row in sorted(rows, key=lambda row: row[2:4])}
    return {code: _fact(*row[1:]) for code, row in newest.items()}


def _fact(state, on, pk, source, name, roles, word, where):
    first = name.split()[0] if name.split() else "Somebody"
    words = "{name} told us" if "parent" in roles else HOW[source]
    place = Observation.Where(where).label if where else ""
    return Fact(State(state), on, pk, words.format(name=first), word or "", place)


# Which checklists -----------------------------------------------------------------------------------


def frameworks_for(child, user):
    """The checklists to draw a child's profile with, for who is signed in; see ``frameworks_of``."""
    return frameworks_of(child) if user.is_authenticated else []


def frameworks_of(child):
    """Those in use, and those with something in them: the words of a checklist are no secret from anyone.

    Each knows ``last_code``: the code of the checklist with which something was seen last. One question. The
    child is one that whoever asks may see.
    """
    seen = Observation.objects.standing().filter(child=child)
    last = seen.order_by("-on", "-pk").values("item__area__framework__code")[:1]
    has_some = Exists(seen.filter(item__area__framework=OuterRef("pk")))
    found = Framework.objects.exclude(status=Framework.Status.DRAFT)
    found = with_size(found.filter(Q(status=Framework.Status.PUBLISHED) | has_some))
    return list(found.annotate(last_code=Subquery(last)).order_by("name", "-status", "version", "pk"))


def usual_of(frameworks):
    """The checklist a profile is drawn with unless another is chosen: that in use which was used last."""
    some = [one for one in frameworks if one.is_in_use] or frameworks
    return next((one for one in some if one.code == one.last_code), next(iter(some), None))


def sittings_of(child, user):
    """The finished looks at everything, newest first, each with its checklist."""
    found = Assessment.objects.visible_to(user).filter(child=child).finished()
    return list(found.select_related("framework"))

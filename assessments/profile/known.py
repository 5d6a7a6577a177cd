"""What is known of a child: which checklists it has, and how each item stood at the end of a day.

Every question is asked once for all items, however many there are. A code outlives its wording, so what was
seen with one version of a checklist counts in every other.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, Value

from ..models import Assessment, Framework, Observation
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


def observed_of(child, user, frame):
    """All observations of a child with any version of a checklist, as this person may see them."""
    seen = Observation.objects.visible_to(user).filter(child=child)
    return seen.filter(item__area__framework__code=frame.code)


def facts_on(child, user, frame, on):
    """How each item stood at the end of a day, by its code; one question."""
    rows = observed_of(child, user, frame).as_of(on).latest().values_list(*FIELDS)
    return _facts(rows)


def facts_and_before(child, user, frame, on, since):
    """The same, and the states of an earlier day, if one is given; still one question."""
    if since is None:
        return facts_on(child, user, frame, on), None
    seen = observed_of(child, user, frame)
    now, then = (
        seen.as_of(day).latest().annotate(day=Value(number)).values_list("day", *FIELDS)
        for number, day in enumerate((on, since))
    )
    rows = list(now.union(then, all=True))
    earlier = _facts(row[1:] for row in rows if row[0])
    return _facts(row[1:] for row in rows if not row[0]), {code: fact.state for code, fact in earlier.items()}


def history_of(child, user, frame, until):
    """Every standing observation until a day, oldest first: from it any day can be told; one question."""
    rows = observed_of(child, user, frame).as_of(until).standing().order_by("on", "pk")
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
    """The checklists to draw a child's profile with: those in use, and those with something in them.

    Each has ``last``: the newest day on which something was seen with it, or None. Two questions.
    """
    seen = Observation.objects.visible_to(user).filter(child=child).standing()
    last = dict(seen.values_list("item__area__framework").annotate(last=Max("on")).order_by())
    found = Framework.objects.visible_to(user).exclude(status=Framework.Status.DRAFT)
    found = with_size(found.filter(Q(status=Framework.Status.PUBLISHED) | Q(pk__in=last)))
    frameworks = list(found.order_by("name", "-status", "version", "pk"))
    for framework in frameworks:
        framework.last = last.get(framework.pk)
    return frameworks


def usual_of(frameworks):
    """The checklist a profile is drawn with unless another is chosen: that in use which was used last."""
    newest = {}
    for one in frameworks:
        if one.last and one.last > newest.get(one.code, date.min):
            newest[one.code] = one.last
    in_use = [one for one in frameworks if one.is_in_use] or frameworks
    return max(in_use, key=lambda one: newest.get(one.code, date.min), default=None)


def sittings_of(child, user):
    """The finished looks at everything, newest first, each with its checklist."""
    found = Assessment.objects.visible_to(user).filter(child=child).finished()
    return list(found.select_related("framework"))

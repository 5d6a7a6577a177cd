"""Writing down what was seen: append-only, one judgement an item; a wrong tick is taken back beside it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused
from families.actions import documents
from families.models import Child, Consent, Document

from ..models import Assessment, Framework, Item, Observation, Retraction
from ..standing import lines_to_change, standing_of, standing_of_one

NOBODY_WROTE = "This line is not there any more: look at the page again."


@dataclass(frozen=True)
class How:
    """On which day something was seen, how we know, and what else was to be seen of it."""

    on: date
    source: str = Observation.Source.WORKER
    help: str = ""
    where: str = ""
    is_general: bool = False
    note: str = ""

    @property
    def says_more(self):
        return bool(self.help or self.where or self.is_general or self.note)


@transaction.atomic
def record(child, states, *, by, on, source=Observation.Source.WORKER, assessment=None):
    """Write down what a child was seen to do on a day; what has not changed is not written again.

    ``states`` maps an Item to its state. What was known at the end of that day is what counts as "before", so
    that a visit written up late changes nothing that was seen since. Without ``assessment`` it belongs to the
    sitting that is open with that framework. Returns the new observations.
    """
    _refuse_impossible(child, on)
    _take_turns(child)
    known = standing_of(child, states, on)
    changed = {item: state for item, state in states.items() if known[item.pk].state != state}
    if not changed:
        return []
    sittings = {} if assessment else _open_sittings(child)
    now, frameworks = timezone.now(), _frameworks_of(changed) if sittings else {}
    written = Observation.objects.bulk_create(
        Observation(
            child=child, item=item, state=state, on=on, by=by, source=source, recorded_at=now,
            assessment=assessment or sittings.get(frameworks.get(item.pk)),
        )
        for item, state in changed.items()
    )  # fmt: skip
    _trail(
        child,
        by,
        before={item.code: str(known[item.pk].state) for item in changed},
        after={"on": on.isoformat()} | {item.code: str(state) for item, state in changed.items()},
    )
    return written


@transaction.atomic
def tick(child, item, level, *, by, how, photo=None):
    """Write down one judgement in a word of the scale. Returns it, or None if it stands so already.

    The same word is written once more where it says something new: another pair of eyes, with which help or
    where, or that it was looked at again in the sitting that is open now.
    """
    _refuse_impossible(child, how.on)
    _refuse_foreign(item, level)
    _take_turns(child)
    known = standing_of_one(child, item, how.on)
    sitting = _open_sittings(child, item.area.framework_id).get(item.area.framework_id)
    if not (how.says_more or photo) and _stands_so(known, level, how, sitting):
        return None
    seen = Observation.objects.create(
        child=child, item=item, state=level.counts_as, level=_beyond_its_state(level), by=by, on=how.on,
        source=how.source, help=how.help, where=how.where, is_general=how.is_general, note=how.note,
        photo=keep_photo(child, item, photo, by=by, on=how.on) if photo else None, assessment=sitting,
    )  # fmt: skip
    more = {name: getattr(how, name) for name in ("help", "where", "is_general") if getattr(how, name)}
    after = {"on": how.on.isoformat(), "source": str(how.source), item.code: level.code} | more
    _trail(child, by, before={item.code: str(known.word)}, after=after)
    return seen


@transaction.atomic
def tick_all(child, items, level, *, by, how, shown):
    """Write down the same judgement for several lines at once: "everything up to here".

    ``shown`` maps the primary keys of the lines that the person was told would change to how they stood.
    Raises Refused if that is not so any more.
    """
    _refuse_impossible(child, how.on)
    for item in items:
        _refuse_foreign(item, level)
    _take_turns(child)
    known = standing_of(child, items, how.on)
    changed = lines_to_change(items, known, level)
    if {item.pk: str(known[item.pk].word) for item in changed} != shown:
        raise Refused("Somebody ticked some of these lines meanwhile: look at the list once more.")
    sittings, now = _open_sittings(child), timezone.now()
    written = Observation.objects.bulk_create(
        Observation(
            child=child, item=item, state=level.counts_as, level=_beyond_its_state(level), by=by, on=how.on,
            source=how.source, recorded_at=now, assessment=sittings.get(item.area.framework_id),
        )
        for item in changed
    )  # fmt: skip
    if written:
        _trail(
            child,
            by,
            before={item.code: str(known[item.pk].word) for item in changed},
            after={"on": how.on.isoformat(), "source": str(how.source)}
            | {item.code: level.code for item in changed},
        )
    return written


@transaction.atomic
def take_back(child, wanted, *, by):
    """Take back ticks that were wrong, by their primary keys. They stay, and count no more.

    Only who wrote a tick takes it back: what others saw is answered by what one sees oneself. Raises Refused.
    """
    _take_turns(child)
    rows = Observation.objects.filter(child=child, pk__in=wanted)
    rows = list(rows.select_related("retraction", "item", "level", "by"))
    if not rows or len(rows) != len(set(wanted)):
        raise Refused(NOBODY_WROTE)
    others = next((row.by.name for row in rows if row.by_id != by.pk), None)
    if others:
        raise Refused(f"{others} wrote this down. Tick what you see yourself: both stay on record.")
    standing = [row for row in rows if not hasattr(row, "retraction")]
    if not standing:
        raise Refused("This was taken back already.")
    now = timezone.now()
    Retraction.objects.bulk_create(
        Retraction(observation=row, taken_back_at=now, taken_back_by=by) for row in standing
    )
    audit.record(
        "observation.taken_back",
        by=by,
        target=child,
        before={row.item.code: row.level.code if row.level else str(row.state) for row in standing},
    )
    return standing


def keep_photo(child, item, photo, *, by, on):
    """Keep a checked photo with the child's papers, if the family said yes to photos. Raises Refused."""
    yes = Consent.objects.filter(child=child, purpose=Consent.Purpose.PHOTO).in_force(on=timezone.localdate())
    if not yes.exists():
        raise Refused(f"{child.first_name}’s family has not said yes to photos. Ask first, then add it.")
    return documents.add(
        child,
        by=by,
        kind=Document.Kind.OTHER,
        title=f"Photo: {item.text}"[:120],
        sensitivity=Document.Sensitivity.ORDINARY,
        dated_on=on,
        paper=photo,
    )


def _take_turns(child):
    """Two who write at the same moment take turns, so that the second knows what the first wrote."""
    Child._base_manager.select_for_update(no_key=True).only("pk").get(pk=child.pk)


def _open_sittings(child, framework=None):
    """The sittings that are open for a child, by their framework."""
    found = Assessment.objects.open().filter(child=child)
    if framework is not None:
        found = found.filter(framework=framework)
    return {sitting.framework_id: sitting for sitting in found}


def _frameworks_of(items):
    rows = Item.objects.filter(pk__in=[item.pk for item in items])
    return dict(rows.values_list("pk", "area__framework"))


def _stands_so(known, level, how, sitting):
    """Whether the same word by the same kind of person stands, and needs no second look."""
    if known.word != level.code:
        return False
    if not known.pk:
        return True  # nobody has seen it, and nobody has now
    if known.source != how.source:
        return False
    return sitting is None or known.assessment == sitting.pk


def _beyond_its_state(level):
    """The level, or None where it is the plain word for what it counts as."""
    return None if level.code == level.counts_as else level


def _refuse_impossible(child, on):
    if on > timezone.localdate():
        raise Refused("This day is still to come: give the day on which it was seen.")
    if on < child.born_on:
        raise Refused(f"{child.first_name} was not born yet on this day: check the date.")
    if child.died_on and on > child.died_on:
        raise Refused(f"This day is after {child.first_name} died: check the date.")


def _refuse_foreign(item, level):
    """A tick is in a word of the item's own scale, and in a framework whose words are settled."""
    framework = item.area.framework
    if framework.status == Framework.Status.DRAFT:
        raise Refused(f"{framework} is still being written: publish it first.")
    if level.scale_id != framework.scale_id:
        raise Refused(f"“{level}” is not a word of {framework}.")


def _trail(child, by, *, before, after):
    audit.record("observation.recorded", by=by, target=child, before=before, after=after)

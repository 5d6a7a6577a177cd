"""The bar at the top of every page about a child: who it is, with whom, what to know at the door.

Rooms above add their facts (the next visit, the last) by handing a function down to ``add_fact`` when the
application starts; families asks each and knows nothing of them.
"""

from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from accounts.permissions import Permission

from .ages import ages, months_in_words
from .counting import counts_of
from .models import (
    Allocation,
    Child,
    CoverShare,
    Death,
    Episode,
    HomeNote,
    MedicalFlag,
    OpenedRecord,
    Package,
)
from .packages import progress

FACTS = []
BRINGS = []
NOTE = ("text", "tone", "icon", "review_on")
PACKAGE = ("pk", "unit", "amount", "from_on", "until_on")


def add_fact(function, *, brings=None):
    """Register ``function(child, user) -> [(label, value), …]``; a room above calls this in ready().

    ``brings(of_child)`` returns annotations by name, that the child then comes with: what the function reads
    of them it need not ask for.
    """
    FACTS.append(function)
    if brings:
        BRINGS.append(brings)
    return function


def with_header(children, user):
    """Bring along with a child all that the bar shows, in the one question that finds the child."""
    return children.annotate(**_brought(user))


def _brought(user):
    """What the bar shows, as annotations of a child."""
    today, now = timezone.localdate(), timezone.now()
    of_child = OuterRef("pk")
    worker = Allocation.objects.open().filter(episode__child=of_child).values("worker__name")[:1]
    opened = OpenedRecord.objects.running(at=now).filter(child=of_child, user=user.pk)
    opened = opened.order_by("-until_at", "-pk")
    share = CoverShare.objects.running(on=today).filter(episode__child=of_child).order_by("-pk")
    notes = HomeNote.objects.current(on=today).filter(child=of_child).order_by("pk")
    flags = MedicalFlag.objects.current().filter(child=of_child)
    packages = Package.objects.running().filter(episode__child=of_child, episode__closed_on=None)
    brought = {
        "has_place": Exists(Episode.objects.open().filter(child=of_child)),
        "worker_name": Subquery(worker),
        "covered_by": Subquery(share.values("worker__name")[:1]),
        "covered_until": Subquery(share.values("cover__until_on")[:1]),
        "opened_until": Subquery(opened.values("until_at")[:1]),
        "opened_because": Subquery(opened.values("reason")[:1]),
        "notes_brought": ArraySubquery(notes.values(row=JSONObject(**{name: name for name in NOTE}))),
        "flags_brought": ArraySubquery(flags.values("what")),
        "packages_brought": ArraySubquery(
            packages.values(row=JSONObject(**{name: name for name in PACKAGE}))[:1]
        ),
    }
    for more in BRINGS:
        brought |= more(of_child)
    return brought


def bring_along(child, user):
    """Fill in what ``with_header`` brings, if the child came by another way."""
    if not hasattr(child, "opened_until"):
        brought = _brought(user)
        row = Child.objects.filter(pk=child.pk).annotate(**brought).only("pk").get()
        for name in brought:
            setattr(child, name, getattr(row, name))


def header_of(child, user):
    """What the bar needs, as this person may see it, by the names that its template uses.

    A child that does not come as ``with_header`` brings it costs one question more.
    """
    bring_along(child, user)
    today = timezone.localdate()
    age = ages(child.born_on, child.died_on or today, child.due_on)
    notes = _notes_of(child, user)
    facts = [
        ("Worker", child.worker_name or ("No worker yet" if child.has_place else "Nobody at present")),
        _cover_of(child),
        _package_of(child, today),
    ]
    facts += [fact for function in FACTS for fact in function(child, user)]
    return {
        "child": child,
        "child_age": age,
        "child_death": _death_of(child, user),
        "child_corrected": months_in_words(age.corrected_months) if age.is_corrected else "",
        "child_alerts": [*_medical_alerts(child), *_alerts(notes, today)],
        "child_medical": SimpleLazyObject(lambda: medical_of(child, user, today)),
        "child_notes_due": any(note.is_due(today) for note in notes) and user.may(Permission.VISIT_PLAN),
        "child_opened": _opening_of(child),
        # there for every child, so that its being there tells nothing
        "child_concern_url": _concern_url(child, user),
        "child_facts": [] if child.died_on else [fact for fact in facts if fact],
    }


def _opening_of(child):
    """Until when and why this person has opened a record that is not with her or him; None if it is."""
    if not child.opened_until:
        return None
    return {"until_at": child.opened_until, "reason": child.opened_because}


def _cover_of(child):
    """Who comes while the child’s own worker is away, and until when."""
    if not child.covered_by:
        return None
    return "Covered by", f"{child.covered_by} until {child.covered_until:%-d %b}"


def _death_of(child, user):
    """Who recorded that the child has died, and what to know before any contact; None while it lives."""
    if child.died_on is None:
        return None
    return Death.objects.visible_to(user).standing().filter(child=child).select_related("recorded_by").first()


def _package_of(child, today):
    """How far the package is, if one runs; a page that has found it out brings it along."""
    if (words := getattr(child, "package_words", None)) is not None:
        return ("Package", words) if words else None
    if not child.packages_brought:
        return None
    package = Package(**_with_days(child.packages_brought[0]))
    return "Package", progress(package, counts_of([package])[package.pk], today).in_words


def _notes_of(child, user):
    """The notes at the door; never for a family: they are about going to the home safely and kindly."""
    return [] if user.is_family else [HomeNote(**_with_days(row)) for row in child.notes_brought]


def _with_days(row):
    """A row as it came along, its days as dates."""
    return {
        name: date.fromisoformat(value) if name.endswith("_on") and value else value
        for name, value in row.items()
    }


def _alerts(notes, today):
    """The notes at the door; one whose day has come says so and stays."""
    return [
        {"text": f"{note.text} (look again)" if note.is_due(today) else note.text,
         "tone": note.tone, "icon": note.icon}
        for note in notes
    ]  # fmt: skip


def medical_of(child, user, today):
    """The medical alerts that hold, with what to do; each says whether it is to be asked about again."""
    flags = list(MedicalFlag.objects.visible_to(user).current().filter(child=child))
    for flag in flags:
        flag.is_to_check_now = flag.is_to_check(today)
    return flags


def _medical_alerts(child):
    return [{"text": what, "tone": "late", "icon": "stethoscope"} for what in child.flags_brought]


def _concern_url(child, user):
    may = user.may(Permission.CONCERN_RAISE)
    return reverse("families:concern_add", args=[child.ref]) if may else ""

"""The bar at the top of every page about a child: who it is, with whom, what to know at the door.

Rooms above add their facts (the next visit, the last) by handing a function down to ``add_fact`` when the
application starts; families asks each and knows nothing of them.
"""

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission

from .ages import ages, months_in_words
from .counting import counts_of
from .models import Allocation, Child, CoverShare, Death, HomeNote, MedicalFlag, OpenedRecord, Package
from .packages import progress

FACTS = []
BROUGHT = ("worker_name", "covered_by", "covered_until", "opened_until", "opened_because")


def add_fact(function):
    """Register ``function(child, user) -> [(label, value), …]``; a room above calls this in ready()."""
    FACTS.append(function)
    return function


def with_header(children, user):
    """Bring along with a child what the bar would otherwise ask for, one question each."""
    today, now = timezone.localdate(), timezone.now()
    of_child = OuterRef("pk")
    worker = Allocation.objects.open().filter(episode__child=of_child).values("worker__name")[:1]
    opened = OpenedRecord.objects.running(at=now).filter(child=of_child, user=user.pk)
    opened = opened.order_by("-until_at", "-pk")
    share = CoverShare.objects.running(on=today).filter(episode__child=of_child).order_by("-pk")
    return children.annotate(
        worker_name=Subquery(worker),
        covered_by=Subquery(share.values("worker__name")[:1]),
        covered_until=Subquery(share.values("cover__until_on")[:1]),
        opened_until=Subquery(opened.values("until_at")[:1]),
        opened_because=Subquery(opened.values("reason")[:1]),
    )


def bring_along(child, user):
    """Fill in what ``with_header`` brings, if the child came by another way."""
    if not hasattr(child, "opened_until"):
        row = with_header(Child.objects.filter(pk=child.pk), user).only("pk").get()
        for name in BROUGHT:
            setattr(child, name, getattr(row, name))


def header_of(child, user):
    """What the bar needs, as this person may see it, by the names that its template uses.

    A child that does not come as ``with_header`` brings it costs one question more.
    """
    bring_along(child, user)
    today = timezone.localdate()
    age = ages(child.born_on, child.died_on or today, child.due_on)
    notes = HomeNote.objects.visible_to(user).current(on=today).filter(child=child)
    flags = medical_of(child, user, today)
    facts = [
        ("Worker", child.worker_name or "No worker yet"),
        _cover_of(child),
        _package_of(child, user, today),
    ]
    facts += [fact for function in FACTS for fact in function(child, user)]
    return {
        "child": child,
        "child_age": age,
        "child_death": _death_of(child, user),
        "child_corrected": months_in_words(age.corrected_months) if age.is_corrected else "",
        "child_alerts": [*_medical_alerts(flags), *_alerts(notes, today)],
        "child_medical": flags,
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


def _package_of(child, user, today):
    """How far the package is, if one runs; a page that has found it out brings it along."""
    if (words := getattr(child, "package_words", None)) is not None:
        return ("Package", words) if words else None
    rows = Package.objects.visible_to(user).running().filter(episode__child=child, episode__closed_on=None)
    package = rows.first()
    if package is None:
        return None
    return "Package", progress(package, counts_of([package])[package.pk], today).in_words


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


def _medical_alerts(flags):
    return [{"text": flag.what, "tone": "late", "icon": "stethoscope"} for flag in flags]


def _concern_url(child, user):
    may = user.may(Permission.CONCERN_RAISE)
    return reverse("families:concern_add", args=[child.ref]) if may else ""

"""The bar at the top of every page about a child: who it is, with whom, what to know at the door.

Rooms above add their facts (the next visit, the last) by handing a function down to ``add_fact`` when the
application starts; families asks each and knows nothing of them.
"""

from django.urls import reverse
from django.utils import timezone

from accounts.permissions import Permission

from .ages import ages, months_in_words
from .counting import counts_of
from .covering import opened_by, stand_ins
from .models import Allocation, Death, HomeNote, MedicalFlag, Package
from .packages import progress

FACTS = []


def add_fact(function):
    """Register ``function(child, user) -> [(label, value), …]``; a room above calls this in ready()."""
    FACTS.append(function)
    return function


def header_of(child, user):
    """What the bar needs, as this person may see it, by the names that its template uses."""
    today = timezone.localdate()
    age = ages(child.born_on, child.died_on or today, child.due_on)
    notes = HomeNote.objects.visible_to(user).current(on=today).filter(child=child)
    flags = medical_of(child, user, today)
    share = stand_ins([child], on=today).get(child.pk)
    covered = ("Covered by", f"{share.worker.name} until {share.cover.until_on:%-d %b}") if share else None
    facts = [("Worker", _worker_of(child, user)), covered, _package_of(child, user, today)]
    facts += [fact for function in FACTS for fact in function(child, user)]
    return {
        "child": child,
        "child_age": age,
        "child_death": _death_of(child, user),
        "child_corrected": months_in_words(age.corrected_months) if age.is_corrected else "",
        "child_alerts": [*_medical_alerts(flags), *_alerts(notes, today)],
        "child_medical": flags,
        "child_notes_due": any(note.is_due(today) for note in notes) and user.may(Permission.VISIT_PLAN),
        "child_opened": opened_by(user, child) if user.may(Permission.RECORD_OPEN) else None,
        # there for every child, so that its being there tells nothing
        "child_concern_url": _concern_url(child, user),
        "child_facts": [] if child.died_on else [fact for fact in facts if fact],
    }


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


def _worker_of(child, user):
    open_ones = Allocation.objects.visible_to(user).open().select_related("worker")
    allocation = open_ones.filter(episode__child=child).first()
    return allocation.worker.name if allocation else "No worker yet"

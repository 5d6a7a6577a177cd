"""The bar at the top of every page about a child: who it is, with whom, what to know at the door.

Rooms above add their facts (the next visit, the last) by handing a function down to ``add_fact`` when the
application starts; families asks each and knows nothing of them.
"""

from django.utils import timezone

from .ages import ages, months_in_words
from .models import Allocation, HomeNote

FACTS = []


def add_fact(function):
    """Register ``function(child, user) -> (label, value) or None``; a room above calls this in ready()."""
    FACTS.append(function)
    return function


def header_of(child, user):
    """What the bar needs, as this person may see it, by the names that its template uses."""
    today = timezone.localdate()
    age = ages(child.born_on, today, child.due_on)
    notes = HomeNote.objects.visible_to(user).current(on=today).filter(child=child)
    facts = [("Worker", _worker_of(child, user)), *(function(child, user) for function in FACTS)]
    return {
        "child": child,
        "child_age": age,
        "child_corrected": months_in_words(age.corrected_months) if age.is_corrected else "",
        "child_alerts": [{"text": note.text, "tone": note.tone, "icon": note.icon} for note in notes],
        "child_facts": [fact for fact in facts if fact],
    }


def _worker_of(child, user):
    open_ones = Allocation.objects.visible_to(user).open().select_related("worker")
    allocation = open_ones.filter(episode__child=child).first()
    return allocation.worker.name if allocation else "No worker yet"

"""How long it takes to find the possible records of one child among many."""

import statistics
import time
from datetime import timedelta

from families.candidates import candidates_for, person_of
from families.identity import Person
from families.models import Child

ASKED = 60


def search():
    """Milliseconds of a search for a child much like one of ours: half of the searches, and the slowest."""
    took = []
    for person in asked():
        began = time.perf_counter()
        candidates_for(person)
        took.append((time.perf_counter() - began) * 1000)
    return {"median": statistics.median(took), "slowest": max(took), "children": Child.objects.count()}


def asked():
    """Children of ours as a hurried hand would key them: a letter wrong, a day out, names turned round."""
    children = Child.objects.select_related("family").prefetch_related("carers", "family__addresses")
    step = max(1, Child.objects.count() // ASKED)
    for number, child in enumerate(children.order_by("pk")[::step]):
        known = person_of(child)
        changes = [
            {"last_name": known.last_name[:-1] + "h"},
            {"born_on": known.born_on + timedelta(days=1)},
            {"first_name": known.last_name, "last_name": known.first_name},
        ][number % 3]
        fields = {name: getattr(known, name) for name in Person.__slots__}
        yield Person(**fields | changes)

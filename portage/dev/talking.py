"""What families tell themselves: things seen alike, things seen differently, how a goal feels to them."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from assessments.actions import attainments, differences, observations
from assessments.differing import difference_about
from assessments.models import Observation
from families.models import Allocation

TOLD = 3  # children whose families tick in the portal
WORDS = (
    "With Grandad at the table, twice on one evening!",
    "When her brother does it first.",
    "In the bath. We all clapped.",
)


def tell_what_families_see(children):
    """For a few children: what their family ticked beside what the worker saw, and how a goal feels."""
    for child in children[:TOLD]:
        parent = User.objects.filter(ties__child=child, ties__access="full").first()
        worker = Allocation.objects.open().filter(episode__child=child).first()
        if parent and worker:
            tell_ticks(child, parent, worker.worker)
            tell_feeling(child, parent)


def tell_ticks(child, parent, worker):
    today = timezone.localdate()
    known = Observation.objects.filter(child=child, item__area__framework__scale__code="can-do").latest()
    known = known.select_related("item__area__framework__scale")
    found = [seen for seen in known if seen.state in ("nearly", "not_yet")]
    found = sorted(found, key=lambda seen: (seen.state, seen.pk))[:4]
    for number, seen in enumerate(found):
        can = seen.item.area.framework.scale.levels.get(code="can")
        how = observations.How(
            on=today - timedelta(days=2 + number), source=Observation.Source.PARENT, where="home",
            note=WORDS[number] if number < len(WORDS) else "",
        )  # fmt: skip
        observations.tick(child, seen.item, can, by=parent, how=how)
    if found:
        item = found[-1].item
        agree(child, item, worker, today)


def tell_feeling(child, parent):
    goal = child.goals.current().first_things_first().first()
    if goal:
        attainments.tell_feeling(goal, by=parent, value=8, words="Every breakfast now. We are so proud!")


def agree(child, item, worker, today):
    difference = difference_about(child, worker, item)
    if difference is None:
        return
    nearly = item.area.framework.scale.levels.get(code="nearly")
    note = "With us she waits for a sign; at home she does it alone. We try it both ways."
    differences.settle(child, item, nearly, by=worker, on=today, note=note, shown=difference.shown)

"""A review under way: ticked over two visits, with help, places and notes, and one tick taken back."""

from datetime import timedelta

from django.utils import timezone

from assessments.actions import assessments, observations
from assessments.actions.observations import How
from assessments.models import Assessment, Framework, Item
from families.models import Allocation

SEEN = (
    ("can", {"where": "home", "help": "alone", "note": "Three times, and laughed at it herself."}),
    ("can", {"where": "home"}),
    ("nearly", {"where": "home", "help": "words"}),
    ("can", {"where": "group", "is_general": True}),
    ("nearly", {"where": "setting", "source": "setting", "help": "showing"}),
    ("not_yet", {}),
    ("can", {"source": "parent", "note": "At Grandad’s on Sunday."}),
)


def tell_observing(children):
    """Open a review for the first child, tick some of it, and take one tick back."""
    child, today = children[0], timezone.localdate()
    worker = Allocation.objects.open().get(episode__child=child).worker
    framework = Framework.objects.in_use().first()
    assessments.start(
        child, kind=Assessment.Kind.REVIEW, framework=framework, by=worker, on=today - timedelta(days=7)
    )
    levels = {level.code: level for level in framework.scale.levels.all()}
    items = Item.objects.filter(area__framework=framework, band=24).select_related("area__framework")
    for number, item in enumerate(items.order_by("area__order", "order")[::3][: 2 * len(SEEN)]):
        word, more = SEEN[number % len(SEEN)]
        how = How(on=today - timedelta(days=7 * (number < len(SEEN))), **more)
        seen = observations.tick(child, item, levels[word], by=worker, how=how)
    observations.take_back(child, [seen.pk], by=worker)

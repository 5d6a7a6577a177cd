"""When the next report of a child is due: so many weeks after the last one shared, or after it came to us."""

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Greatest

from families.models import Episode

from .models import Report


def begun():
    """Since when a child is with us."""
    return Subquery(Episode.objects.active().filter(child=OuterRef("pk")).values("opened_on")[:1])


def since():
    """From when the next report counts: the end of the last one shared, or the begin of our time."""
    shared = Report.objects.filter(child=OuterRef("pk"), status=Report.Status.RELEASED).order_by("-period_to")
    return Greatest(begun(), Subquery(shared.values("period_to")[:1]))

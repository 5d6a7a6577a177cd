"""When a child is visited next and was seen last: for the bar of one child."""

from django.db.models import Subquery
from django.utils import timezone

from .models import Visit


def brings(of_child):
    """What a child comes with, so that its bar need not ask for it."""
    visits = Visit.objects.filter(child=of_child)
    coming = visits.planned().filter(starts_at__gte=timezone.now()).order_by("starts_at")
    return {
        "next_visit_at": Subquery(coming.values("starts_at")[:1]),
        "last_visit_at": Subquery(visits.done().order_by("-starts_at").values("starts_at")[:1]),
    }


def next_and_last(child, user):
    """The facts “Next visit” and “Last seen” in a child's bar."""
    coming, seen = child.next_visit_at, child.last_visit_at
    return [
        ("Next visit", moment_in_words(coming) if coming else "None planned"),
        ("Last seen", day_in_words(seen, timezone.localdate()) if seen else "Not yet"),
    ]


def moment_in_words(starts_at):
    """ "Tue 24 Nov, 10:30"."""
    return f"{timezone.localtime(starts_at):%a %-d %b, %H:%M}"


def day_in_words(starts_at, today):
    """ "Today", "3 Nov"."""
    on = timezone.localdate(starts_at)
    if on == today:
        return "Today"
    return f"{on:%-d %b}" if on.year == today.year else f"{on:%-d %b %Y}"

"""When a child is visited next and was seen last: for the bar of one child."""

from django.db.models import Max, Min, Q
from django.utils import timezone

from .models import Visit


def next_and_last(child, user):
    """The facts “Next visit” and “Last seen” in a child's bar; one question for both."""
    visits, now = Visit.objects.visible_to(user).filter(child=child), timezone.now()
    found = visits.aggregate(
        next=Min("starts_at", filter=Q(status=Visit.Status.PLANNED, starts_at__gte=now)),
        last=Max("starts_at", filter=Q(status=Visit.Status.DONE)),
    )
    coming, seen = found["next"], found["last"]
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

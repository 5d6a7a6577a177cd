"""When a child is visited next and was seen last: for the bar of one child, and for a list of many."""

from django.utils import timezone

from .models import Visit


def next_visit(child, user):
    """The fact “Next visit” in a child's bar."""
    visit = Visit.objects.visible_to(user).to_come(at=timezone.now()).filter(child=child).first()
    return "Next visit", _when(visit) if visit else "None planned"


def last_seen(child, user):
    """The fact “Last seen” in a child's bar."""
    visit = Visit.objects.visible_to(user).done().filter(child=child).order_by("-starts_at").first()
    return "Last seen", _day(visit) if visit else "Not yet"


def next_visits(children, user):
    """The next visit of each child on a page, asked once."""
    found = Visit.objects.visible_to(user).to_come(at=timezone.now()).filter(child__in=children)
    first = found.order_by("child_id", "starts_at", "pk").distinct("child_id")
    return {visit.child_id: _when(visit) for visit in first}


def last_visits(children, user):
    """When each child on a page was seen last, asked once."""
    found = Visit.objects.visible_to(user).done().filter(child__in=children)
    last = found.order_by("child_id", "-starts_at", "-pk").distinct("child_id")
    return {visit.child_id: _day(visit) for visit in last}


def _when(visit):
    return f"{timezone.localtime(visit.starts_at):%a %-d %b, %H:%M}"


def _day(visit):
    today, on = timezone.localdate(), timezone.localdate(visit.starts_at)
    if on == today:
        return "Today"
    return f"{on:%-d %b}" if on.year == today.year else f"{on:%-d %b %Y}"

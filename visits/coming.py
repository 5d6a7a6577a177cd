"""When a child is visited next and was seen last: for the bar of one child, and for a list of many."""

from django.utils import timezone

from .models import Visit


def next_visit(child, user):
    """The fact “Next visit” in a child's bar."""
    visit = Visit.objects.visible_to(user).to_come(at=timezone.now()).filter(child=child).first()
    return "Next visit", _when(visit.starts_at) if visit else "None planned"


def last_seen(child, user):
    """The fact “Last seen” in a child's bar."""
    visit = Visit.objects.visible_to(user).done().filter(child=child).order_by("-starts_at").first()
    return "Last seen", _day(visit.starts_at, timezone.localdate()) if visit else "Not yet"


def next_visits(children, user):
    """The next visit of each child on a page, asked once."""
    found = Visit.objects.visible_to(user).to_come(at=timezone.now()).filter(child__in=children)
    first = found.order_by("child_id", "starts_at", "pk").distinct("child_id")
    return {child: _when(starts_at) for child, starts_at in first.values_list("child_id", "starts_at")}


def last_visits(children, user):
    """When each child on a page was seen last, asked once."""
    found = Visit.objects.visible_to(user).done().filter(child__in=children)
    last = found.order_by("child_id", "-starts_at", "-pk").distinct("child_id")
    today = timezone.localdate()
    return {child: _day(starts_at, today) for child, starts_at in last.values_list("child_id", "starts_at")}


def _when(starts_at):
    return f"{timezone.localtime(starts_at):%a %-d %b, %H:%M}"


def _day(starts_at, today):
    on = timezone.localdate(starts_at)
    if on == today:
        return "Today"
    return f"{on:%-d %b}" if on.year == today.year else f"{on:%-d %b %Y}"

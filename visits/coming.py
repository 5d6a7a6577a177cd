"""When a child is visited next and was seen last: for the bar of one child."""

from django.utils import timezone

from .models import Visit


def next_visit(child, user):
    """The fact “Next visit” in a child's bar."""
    visit = Visit.objects.visible_to(user).to_come(at=timezone.now()).filter(child=child).first()
    return "Next visit", moment_in_words(visit.starts_at) if visit else "None planned"


def last_seen(child, user):
    """The fact “Last seen” in a child's bar."""
    visit = Visit.objects.visible_to(user).done().filter(child=child).order_by("-starts_at").first()
    return "Last seen", day_in_words(visit.starts_at, timezone.localdate()) if visit else "Not yet"


def moment_in_words(starts_at):
    """ "Tue 24 Nov, 10:30"."""
    return f"{timezone.localtime(starts_at):%a %-d %b, %H:%M}"


def day_in_words(starts_at, today):
    """ "Today", "3 Nov"."""
    on = timezone.localdate(starts_at)
    if on == today:
        return "Today"
    return f"{on:%-d %b}" if on.year == today.year else f"{on:%-d %b %Y}"

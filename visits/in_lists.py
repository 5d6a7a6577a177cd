"""What the diary adds to the list of children: visits to write up, who was not seen, who has no next one."""

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from families.listing import Cell, add_annotations, add_column, add_filter, add_open, add_order
from families.models import Allocation, Episode

from . import coming
from .models import Visit


def of_each_child(user, policy):
    """What the diary wants to know of each child of a page: the next visit, the last, what is not written."""
    now = timezone.now()
    visits = Visit.objects.filter(child=OuterRef("pk"))
    unwritten = visits.unwritten(at=now).order_by().values("child").annotate(number=Count("pk"))
    return {
        "next_at": Subquery(visits.to_come(at=now).values("starts_at")[:1]),
        "seen_at": Subquery(visits.done().order_by("-starts_at").values("starts_at")[:1]),
        "unwritten": Subquery(unwritten.values("number")),
    }


def next_visits(children, user, policy):
    return {child.pk: coming.moment_in_words(child.next_at) for child in children if child.next_at}


def last_visits(children, user, policy):
    today = timezone.localdate()
    return {child.pk: coming.day_in_words(child.seen_at, today) for child in children if child.seen_at}


def open_records(children, user, policy):
    """Visits whose time has passed and that nobody has written up."""
    return {
        child.pk: Cell(f"{child.unwritten} to write up", "soon", "pencil")
        for child in children
        if child.unwritten
    }


def to_write_up(user, policy):
    """Children with such a visit."""
    now = timezone.now()
    return Exists(Visit.objects.unwritten(at=now).filter(child=OuterRef("pk")))


def not_seen(user, policy):
    """Children who are visited, have been with us for so many days, and were seen in none of them."""
    now = timezone.now()
    since = now - timedelta(days=policy.unseen_days)
    held = Allocation.objects.filter(episode__child=OuterRef("pk"), from_at__lt=since)
    held = held.filter(episode__status=Episode.Status.ACTIVE)
    seen = Visit.objects.done().filter(child=OuterRef("pk"), starts_at__gte=since)
    return Q(Exists(held)) & ~Q(Exists(seen))


def without_next(user, policy):
    """Children who are visited and have no visit planned."""
    active = Episode.objects.active().filter(child=OuterRef("pk"))
    planned = Visit.objects.to_come(at=timezone.now()).filter(child=OuterRef("pk"))
    return Q(Exists(active)) & ~Q(Exists(planned))


def hand_down():
    """Give families the columns, orders and filters of the diary."""
    add_annotations(of_each_child)
    add_column("Next visit", next_visits, order="next")
    add_column("Last seen", last_visits, order="seen")
    add_order("next", [F("next_at").asc(nulls_last=True)])
    add_order("seen", [F("seen_at").asc(nulls_first=True)])
    add_open(open_records)
    add_filter("not-seen", "not seen for {unseen_days} days", not_seen, icon="eye-off", tone="late")
    add_filter("to-write-up", "with a visit to write up", to_write_up, icon="pencil")
    add_filter("no-next", "with no visit planned", without_next, icon="calendar-x")

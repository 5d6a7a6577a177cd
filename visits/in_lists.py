"""What the diary adds to the list of children: visits to write up, who was not seen, who has no next one."""

from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone

from families.listing import Cell, add_column, add_filter, add_open, add_order
from families.models import Allocation, Episode

from . import coming
from .models import Visit


def open_records(children, user, policy):
    """Visits whose time has passed and that nobody has written up."""
    rows = Visit.objects.visible_to(user).unwritten(at=timezone.now()).filter(child__in=children)
    counted = rows.order_by().values("child").annotate(number=Count("pk"))
    return {row["child"]: Cell(f"{row['number']} to write up", "soon", "pencil") for row in counted}


def to_write_up(user, policy):
    """Children with such a visit."""
    now = timezone.now()
    return Exists(Visit.objects.visible_to(user).unwritten(at=now).filter(child=OuterRef("pk")))


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


def by_next(user):
    """The next visit first; who has none last."""
    planned = Visit.objects.visible_to(user).to_come(at=timezone.now()).filter(child=OuterRef("pk"))
    return [Subquery(planned.values("starts_at")[:1]).asc(nulls_last=True)]


def by_last(user):
    """Who was seen longest ago first; who was never seen before all."""
    done = Visit.objects.visible_to(user).done().filter(child=OuterRef("pk")).order_by("-starts_at")
    return [Subquery(done.values("starts_at")[:1]).asc(nulls_first=True)]


def hand_down():
    """Give families the columns, orders and filters of the diary."""
    add_column("Next visit", coming.next_visits, order="next")
    add_column("Last seen", coming.last_visits, order="seen")
    add_order("next", by_next)
    add_order("seen", by_last)
    add_open(open_records)
    add_filter("not-seen", "not seen for {unseen_days} days", not_seen, icon="eye-off", tone="late")
    add_filter("to-write-up", "with a visit to write up", to_write_up, icon="pencil")
    add_filter("no-next", "with no visit planned", without_next, icon="calendar-x")

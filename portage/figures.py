"""The figures of a team's home. One rule each, in one place: the number, its list and its words agree.

A figure is a queryset in scope. The tile counts it, the card shows its beginning, the list shows it whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db.models import (
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Subquery,
    Value,
    Window,
)
from django.utils import timezone

from equipment.models import Loan
from families.models import Allocation, Episode
from reports.models import Report
from visits.models import Visit


@dataclass(frozen=True)
class Figure:
    """One number that asks a lead for attention, with the rows that it counts."""

    key: str
    words: str
    title: str
    none: str
    rule: str
    icon: str
    tone: str
    row: str  # the template of one line
    rows: Callable
    is_tile: bool = True


@dataclass(frozen=True)
class Counted:
    """A figure with its number and the first of its rows."""

    figure: Figure
    number: int
    rows: list

    @property
    def tone(self):
        return self.figure.tone if self.number else ""

    @property
    def left(self):
        """How many rows are not shown here."""
        return self.number - len(self.rows)


def counted(figure, user, *, now, most=5):
    """The first rows of a figure and how many there are in all, in one question to the database."""
    rows = list(figure.rows(user, now).annotate(of_all=Window(Count("pk")))[:most])
    return Counted(figure, rows[0].of_all if rows else 0, rows)


def not_seen(user, now, *, days):
    """Children who are visited, have been with us for so many days, and were not seen in any of them."""
    since = now - timedelta(days=days)
    seen = Visit.objects.visible_to(user).done().filter(child=OuterRef("child"))
    planned = Visit.objects.visible_to(user).to_come(at=now).filter(child=OuterRef("child"))
    held = Allocation.objects.visible_to(user).filter(episode=OuterRef("pk"))
    active = Episode.objects.visible_to(user).active().select_related("child")
    missed = active.filter(Exists(held.filter(from_at__lt=since)), ~Exists(seen.filter(starts_at__gte=since)))
    return missed.annotate(
        seen_at=Subquery(seen.order_by("-starts_at").values("starts_at")[:1]),
        unseen_for=ExpressionWrapper(Value(now) - F("seen_at"), DurationField()),
        next_at=Subquery(planned.values("starts_at")[:1]),
        worker_name=Subquery(held.open().values("worker__name")[:1]),
    ).order_by(F("seen_at").asc(nulls_first=True), "pk")


def unwritten(user, now):
    """Visits whose time has passed and that have no record."""
    rows = Visit.objects.visible_to(user).unwritten(at=now).select_related("child", "worker")
    return rows.order_by("starts_at", "pk")


def to_approve(user, now):
    """Reports that are ready for a second pair of eyes: never one’s own."""
    rows = Report.objects.visible_to(user).to_approve().without_facts().exclude(requested_by=user)
    return rows.select_related("child", "requested_by").order_by("requested_at", "pk")


def without_worker(user, now):
    """Children who have a place and wait for a worker."""
    rows = Episode.objects.visible_to(user).waiting().select_related("child", "team")
    return rows.order_by("opened_on", "pk")


def overdue_loans(user, now):
    """Toys that should have come back."""
    rows = Loan.objects.visible_to(user).overdue(on=timezone.localdate(now))
    return rows.select_related("child", "equipment").order_by("due_on", "pk")


def figures_for(policy):
    """The figures by key, counted and worded by the service's own numbers."""
    figures = [unseen(policy.unseen_days), *FIGURES]
    return {figure.key: figure for figure in figures}


def unseen(days):
    """The figure of the children whom nobody has seen for so many days."""
    return Figure(
        "not-seen",
        f"not seen for {days} days",
        f"Not seen for {days} days",
        f"Every family has had a visit in the last {days} days.",
        f"Children being visited, with us for {days} days or more, "
        f"and no visit that took place in the last {days} days.",
        "eye-off",
        "late",
        "portage/_row_not_seen.html",
        partial(not_seen, days=days),
    )


FIGURES = [
    Figure(
        "to-write-up",
        "visits to write up",
        "Visits to write up",
        "Every visit has its record.",
        "Visits whose time has passed, that were not cancelled and have no signed record.",
        "pencil",
        "soon",
        "portage/_row_unwritten.html",
        unwritten,
    ),
    Figure(
        "to-approve",
        "reports to approve",
        "Reports to approve",
        "No report waits for you.",
        "Reports that are ready and were asked for by somebody other than you.",
        "file-text",
        "soon",
        "portage/_row_report.html",
        to_approve,
    ),
    Figure(
        "without-worker",
        "waiting for a worker",
        "Waiting for a worker",
        "Every child with a place has a worker.",
        "Children who have a place and are on nobody’s caseload.",
        "hourglass",
        "soon",
        "portage/_row_waiting.html",
        without_worker,
    ),
    Figure(
        "toys-overdue",
        "toys overdue",
        "Toys overdue",
        "Every toy is where it should be.",
        "Toys with a family whose day to come back has passed.",
        "toy-brick",
        "soon",
        "portage/_row_loan.html",
        overdue_loans,
        is_tile=False,  # four tiles in a row: toys can wait longest, and stand in a card below
    ),
]

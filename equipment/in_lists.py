"""What the storeroom adds to the list of children: toys that are out, and those that should be back."""

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from accounts.permissions import Permission
from families.listing import Cell, add_filter, add_open

from .models import Loan


def open_loans(children, user, policy):
    """Toys that are with each family, asked once."""
    if not user.may(Permission.EQUIPMENT_VIEW):
        return {}
    late = Count("pk", filter=Q(due_on__lt=timezone.localdate()))
    rows = Loan.objects.open().filter(child__in=children).order_by().values("child")
    return {row["child"]: _cell(row) for row in rows.annotate(out=Count("pk"), late=late)}


def _cell(row):
    noun = "1 toy out" if row["out"] == 1 else f"{row['out']} toys out"
    if row["late"]:
        return Cell(f"{noun}, {row['late']} overdue", "soon", "toy-brick")
    return Cell(noun, icon="toy-brick")


def toys_overdue(user, policy):
    """Children with a toy that should be back."""
    return Exists(Loan.objects.overdue(on=timezone.localdate()).filter(child=OuterRef("pk")))


def hand_down():
    """Give families what is open in the storeroom, and its filter."""
    may = Permission.EQUIPMENT_VIEW
    add_open(open_loans)
    add_filter("toys-overdue", "with a toy overdue", toys_overdue, icon="toy-brick", may=may)

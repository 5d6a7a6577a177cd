"""What the storeroom adds to the list of children: toys that are out, and those that should be back."""

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

from accounts.permissions import Permission
from families.listing import Cell, add_annotations, add_filter, add_open

from .models import Loan


def of_each_child(user, policy):
    """What the storeroom wants to know of each child of a page: how many toys are out, and overdue."""
    if not user.may(Permission.EQUIPMENT_VIEW):
        return {}
    today = timezone.localdate()
    out = Loan.objects.open().filter(child=OuterRef("pk")).order_by().values("child")
    return {
        "toys_out": Subquery(out.annotate(number=Count("pk")).values("number")),
        "toys_late": Subquery(out.filter(due_on__lt=today).annotate(number=Count("pk")).values("number")),
    }


def open_loans(children, user, policy):
    """Toys that are with each family."""
    return {child.pk: _cell(child) for child in children if getattr(child, "toys_out", None)}


def _cell(child):
    noun = "1 toy out" if child.toys_out == 1 else f"{child.toys_out} toys out"
    if child.toys_late:
        return Cell(f"{noun}, {child.toys_late} overdue", "soon", "toy-brick")
    return Cell(noun, icon="toy-brick")


def toys_overdue(user, policy):
    """Children with a toy that should be back."""
    return Exists(Loan.objects.overdue(on=timezone.localdate()).filter(child=OuterRef("pk")))


def hand_down():
    """Give families what is open in the storeroom, and its filter."""
    may = Permission.EQUIPMENT_VIEW
    add_annotations(of_each_child)
    add_open(open_loans)
    add_filter("toys-overdue", "with a toy overdue", toys_overdue, icon="toy-brick", may=may)

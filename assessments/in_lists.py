"""What assessments adds to the list of children: whose goals are to be looked at again."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from accounts.permissions import Permission
from families.listing import Cell, add_annotations, add_filter, add_open

from .models import PlanReview

AHEAD = timedelta(days=14)


def of_each_child(user, policy):
    """When the goals of each child of a page are looked at again."""
    if not user.may(Permission.ASSESSMENT_VIEW):
        return {}
    return {"review_on": Subquery(soon().values("due_on")[:1])}


def open_reviews(children, user, policy):
    """Children whose review is due, or will be within two weeks; nothing is due once a child has died."""
    return {
        child.pk: Cell(in_words(child.review_on), "soon", "clipboard-check")
        for child in children
        if getattr(child, "review_on", None) and child.place and not child.died_on
    }


def in_words(day):
    """ "Review due", or "Review by 3 Dec"."""
    if day <= timezone.localdate():
        return "Review due"
    return f"Review by {day.day} {day:%b}"


def with_review_due(user, policy):
    """Children with such a review."""
    return Exists(soon().filter(child__died_on=None))


def soon():
    until = timezone.localdate() + AHEAD
    return PlanReview.objects.to_come().filter(child=OuterRef("pk"), due_on__lte=until)


def hand_down():
    """Give families the mark and the filter."""
    add_annotations(of_each_child)
    add_open(open_reviews)
    may = Permission.ASSESSMENT_VIEW
    add_filter("review-due", "with a review of goals due", with_review_due, icon="clipboard-check", may=may)

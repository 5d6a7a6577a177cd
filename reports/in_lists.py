"""What reports adds to the list of children: a report on its way, one that is due by the service's rhythm.

A report is due so many weeks after the end of the last one that was shared, or after the child came to us.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.lookups import IsNull, LessThanOrEqual
from django.utils import timezone

from accounts.permissions import Permission
from families.listing import Cell, add_annotations, add_filter, add_open

from .models import Report
from .rhythm import begun, since


def of_each_child(user, policy):
    """What reports wants to know of each child of a page: since when one counts, and what is on its way."""
    if not user.may(Permission.REPORT_VIEW):
        return {}
    return {
        "report_begun": begun(),
        "report_since": since(),
        "report_on_the_way": Exists(_unfinished()),
    }


def open_reports(children, user, policy):
    """For each child on a page a report that is due, or one on its way."""
    today, rhythm = timezone.localdate(), timedelta(weeks=policy.review_weeks)
    found = {}
    for child in children if user.may(Permission.REPORT_VIEW) else ():
        if child.report_on_the_way:
            found[child.pk] = Cell("Report on its way", icon="file-text")
        elif child.report_begun and child.report_since + rhythm <= today:
            due = child.report_since + rhythm
            since = f"{due:%-d %b}" if due.year == today.year else f"{due:%-d %b %Y}"
            found[child.pk] = Cell(f"Report due since {since}", "soon", "file-clock")
    return found


def report_due(user, policy):
    """Children whose report is due, and none is on its way."""
    last = timezone.localdate() - timedelta(weeks=policy.review_weeks)
    # Asked of the children of the list alone: a condition of its own would be worked out for all there are.
    return Q(~Exists(_unfinished()), IsNull(begun(), False), LessThanOrEqual(since(), last))


def _unfinished():
    return Report.objects.filter(child=OuterRef("pk")).exclude(status=Report.Status.RELEASED)


def hand_down():
    """Give families what is open among the reports, and its filter."""
    may = Permission.REPORT_VIEW
    add_annotations(of_each_child)
    add_open(open_reports)
    add_filter("report-due", "with a report due", report_due, icon="file-clock", may=may)

"""What the first page about a child reads, each table once, though several parts of the page show it.

Everything is asked for in scope; whether a person may see a kind at all is asked by who shows it.
"""

from datetime import datetime, time, timedelta
from functools import cached_property

from django.db.models import Count, OuterRef, Prefetch, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.permissions import Permission
from assessments.models import Goal, Step
from assessments.profiles import growth_of
from equipment.models import Loan
from families.models import Allocation, Referral
from reports.models import Report
from visits.models import Practice, Visit, VisitRecord

MOST = 60  # of one kind at a time: more than a page of the timeline and its longest day together
MOST_TRIES = 7 * MOST


class Life:
    """One child’s life with us until a moment, for one person."""

    def __init__(self, child, user, *, until):
        self.child, self.user, self.until = child, user, until
        self.reads_notes = user.may(Permission.VISIT_VIEW)

    @cached_property
    def visits(self):
        """The newest visits, with the newest version of each record for who may read it."""
        rows = Visit.objects.visible_to(self.user).filter(child=self.child, starts_at__lt=self.until)
        if self.reads_notes:
            records = VisitRecord.objects.visible_to(self.user).filter(visit=OuterRef("pk"))
            words = JSONObject(saw="saw", play="play", practice="practice", number="number")
            newest = records.order_by("-number").values(words=words)[:1]
            rows = rows.annotate(record=Subquery(newest), ticks=Count("observations"))
        return list(rows.select_related("worker").order_by("-starts_at", "-pk")[:MOST])

    @cached_property
    def goals(self):
        """Every goal with its steps."""
        steps = Step.objects.visible_to(self.user).select_related("achieved_by").order_by("order", "pk")
        goals = Goal.objects.visible_to(self.user).filter(child=self.child)
        return list(goals.prefetch_related(Prefetch("steps", queryset=steps)))

    @cached_property
    def practices(self):
        """The newest marks and words of the family about practising at home."""
        rows = Practice.objects.visible_to(self.user)
        rows = rows.filter(activity__child=self.child, on__lt=day_of(self.until))
        return list(rows.select_related("activity", "by").order_by("-on", "-pk")[:MOST_TRIES])

    @cached_property
    def loans(self):
        """Every toy that went out, the newest first."""
        rows = Loan.objects.visible_to(self.user).filter(child=self.child)
        rows = rows.select_related("equipment", "lent_by", "returned_by")
        return list(rows.order_by("-lent_on", "-pk"))

    @cached_property
    def reports(self):
        """The newest reports."""
        rows = Report.objects.visible_to(self.user).filter(child=self.child, requested_at__lt=self.until)
        rows = rows.without_facts().select_related("requested_by")
        return list(rows.order_by("-requested_at", "-pk")[:MOST])

    @cached_property
    def referrals(self):
        """The newest referrals."""
        rows = Referral.objects.visible_to(self.user).filter(child=self.child)
        rows = rows.filter(received_on__lt=day_of(self.until)).select_related("decided_by")
        return list(rows.order_by("-received_on", "-pk")[:MOST])

    @cached_property
    def allocations(self):
        """Everyone on whose caseload the child is or was, the newest first."""
        rows = Allocation.objects.visible_to(self.user).filter(episode__child=self.child)
        rows = rows.select_related("episode", "worker", "allocated_by")
        return list(rows.order_by("-from_at", "-pk"))

    @cached_property
    def growth(self):
        """One sentence about what the child can do more than at the last review; empty before the first."""
        return growth_of(self.child, self.user, timezone.localdate())


def start_of(on):
    """The first moment of a day; for things with a day and no time, their place in the order."""
    return timezone.make_aware(datetime.combine(on, time.min))


def end_of_today():
    """The first moment that is not today any more."""
    return start_of(timezone.localdate() + timedelta(days=1))


def day_of(moment):
    """The day of a moment on the clock in the kitchen."""
    return timezone.localtime(moment).date()

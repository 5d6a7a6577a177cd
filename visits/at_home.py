"""What the diary tells a child's plan: what is practised for each step, and how last week went."""

from collections import defaultdict
from datetime import timedelta

from django.urls import reverse

from accounts.permissions import Permission
from assessments.at_home import AtHome, Day

from .models import Activity, Practice

MARKS = {"did": "can", "help": "nearly", "not_yet": "not_yet", "not_tried": "unseen"}


def of_steps(child, user, steps, on):
    """The newest activity of each of these steps with its last seven days; two questions, however many."""
    if not steps or not user.may(Permission.VISIT_VIEW):
        return {}
    activities = Activity.objects.visible_to(user).filter(child=child, step__in=steps, from_on__lte=on)
    newest = activities.select_related("visit").order_by("step_id", "-from_on", "-pk").distinct("step_id")
    newest = list(newest)
    practices = Practice.objects.visible_to(user).filter(
        activity__in=[activity.pk for activity in newest], on__gt=on - timedelta(days=7), on__lte=on
    )
    days = defaultdict(list)
    for practice in practices.order_by("on", "pk"):
        days[practice.activity_id].append(
            Day(practice.on, MARKS[practice.went], practice.get_went_display(), practice.comment)
        )
    return {
        activity.step_id: AtHome(
            what=activity.what, how=activity.how, from_on=activity.from_on, days=days[activity.pk],
            url=reverse("visits:visit_detail", args=[activity.visit.ref]) if activity.visit else "",
        )
        for activity in newest
    }  # fmt: skip

"""The first page about a child: where we stand, what happened, who is there."""

from datetime import date

from django.urls import reverse
from django.views.generic import TemplateView

from accounts.permissions import Permission
from families.guards import AboutChild
from families.header import bring_along
from visits.models import Visit

from .glance import glance_at
from .life import Life, end_of_today, start_of
from .timeline import timeline_of


class ChildOverview(AboutChild, TemplateView):
    """A child's overview: goals now, the timeline, and the child at a glance, each part by right."""

    permission = Permission.CHILD_VIEW
    tab = "overview"
    template_name = "portage/child_overview.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        before = day_in(asked.get("before", ""))
        life = Life(self.child, user, until=start_of(before) if before else end_of_today())
        sees_goals = user.may(Permission.ASSESSMENT_VIEW)
        return super().get_context_data(
            **kwargs,
            timeline=timeline_of(life, kind=asked.get("kind", ""), before=before),
            glance=glance_at(life),
            goals=[goal for goal in life.goals if goal.is_current] if sees_goals else None,
            growth=life.growth if sees_goals else "",
            may_reveal=user.may(Permission.ADDRESS_REVEAL),
            child_action=action_for(life, is_newest=before is None),
        )


def day_in(text):
    """A day in an address, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def action_for(life, *, is_newest):
    """The one button of the page: write up the visit of today or the last unwritten one, else plan one."""
    if life.user.may(Permission.VISIT_RECORD):
        visit = visit_to_record(life, is_newest=is_newest)
        if visit:
            url = reverse("visits:visit_write_up", args=[visit.ref])
            return {"text": "Record a visit", "url": url, "icon": "pencil"}
    bring_along(life.child, life.user)
    if life.child.has_place and life.user.may(Permission.VISIT_PLAN):
        url = reverse("visits:visit_plan", args=[life.child.ref])
        return {"text": "Plan a visit", "url": url, "icon": "calendar-plus"}
    return None


def visit_to_record(life, *, is_newest):
    """The newest visit up to today that has no record; an earlier page of the timeline looks for it."""
    if is_newest:
        return next((visit for visit in life.visits if visit.status == Visit.Status.PLANNED), None)
    planned = Visit.objects.visible_to(life.user).planned()
    planned = planned.filter(child=life.child, starts_at__lt=end_of_today())
    return planned.order_by("-starts_at", "-pk").first()

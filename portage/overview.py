"""The first page about a child: where we stand, what happened, who is there."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.permissions import Permission
from families.guards import AboutChild
from visits.models import Visit

from .day import bounds
from .glance import glance_at, goals_now, growth_of
from .timeline import timeline_of


class ChildOverview(AboutChild, TemplateView):
    """A child's overview: goals now, the timeline, and the child at a glance, each part by right."""

    permission = Permission.CHILD_VIEW
    tab = "overview"
    template_name = "portage/child_overview.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        sees_goals = user.may(Permission.ASSESSMENT_VIEW)
        return super().get_context_data(
            **kwargs,
            timeline=timeline_of(
                self.child, user, kind=asked.get("kind", ""), before=day_in(asked.get("before", ""))
            ),
            glance=glance_at(self.child, user),
            goals=goals_now(self.child, user) if sees_goals else None,
            growth=growth_of(self.child, user) if sees_goals else "",
            may_reveal=user.may(Permission.ADDRESS_REVEAL),
            child_action=action_for(self.child, user),
        )


def day_in(text):
    """A day in an address, or None."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def action_for(child, user):
    """The one button of the page: write up the visit of today or the last unwritten one, else plan one."""
    if user.may(Permission.VISIT_RECORD):
        _start, midnight = bounds(timezone.localdate())
        planned = Visit.objects.visible_to(user).planned().filter(child=child, starts_at__lt=midnight)
        visit = planned.order_by("-starts_at", "-pk").first()
        if visit:
            url = reverse("visits:visit_write_up", args=[visit.ref])
            return {"text": "Record a visit", "url": url, "icon": "pencil"}
    if user.may(Permission.VISIT_PLAN):
        return {
            "text": "Plan a visit",
            "url": reverse("visits:visit_plan", args=[child.ref]),
            "icon": "calendar-plus",
        }
    return None

"""The door of the house, and the day of who visits."""

from datetime import date, timedelta

from django.shortcuts import redirect
from django.utils import timezone
from django.views import View
from django.views.generic import TemplateView

from accounts.guards import Guarded
from accounts.permissions import Permission

from . import day

# Who visits begins with the day, who leads with the team, who takes in with what has come in.
START_PAGES = [
    (Permission.PORTAL_USE, "portal:home"),
    (Permission.DAY_VIEW, "portage:my_day"),
    (Permission.TEAM_VIEW, "portage:team_home"),
    (Permission.REFERRAL_ADD, "families:referral_list"),
    (Permission.CONCERN_DECIDE, "families:concern_list"),
    (Permission.CHILD_VIEW, "families:child_list"),
    (Permission.AUDIT_VIEW, "accounts:audit_list"),
]


class Home(Guarded, View):
    """The bare address of the service: everyone is sent on to the page that her day begins with."""

    permission = Permission.ACCOUNT_OWN

    def get(self, request):
        return redirect(start_page(request.user))


def start_page(user):
    """The name of the page that a person's day begins with."""
    return next((name for permission, name in START_PAGES if user.may(permission)), "accounts:me")


class MyDay(Guarded, TemplateView):
    """One day of a worker: its visits in order, and what is still to finish."""

    permission = Permission.DAY_VIEW
    seen_event = "day.seen"
    template_name = "portage/my_day.html"

    def get_context_data(self, **kwargs):
        now = timezone.now()
        today = timezone.localdate(now)
        on = day_asked(self.request.GET.get("day", ""), otherwise=today)
        return super().get_context_data(
            **kwargs,
            day=day.day_of(self.request.user, on=on, now=now),
            today=today,
            before=on - timedelta(days=1),
            after=on + timedelta(days=1),
        )


def day_asked(text, *, otherwise):
    """The day in the address; a day that is none is read as today, so that no old link breaks."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return asked if abs((asked - otherwise).days) < 3650 else otherwise

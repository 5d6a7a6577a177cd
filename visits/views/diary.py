from datetime import datetime, time, timedelta

from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import Guarded
from accounts.models import User
from accounts.permissions import Permission
from accounts.roles import Scope
from families.when import LONDON

from ..models import Visit

MOST = 200  # visits on one page; beyond that one worker's week is chosen


class DiaryWeek(Guarded, TemplateView):
    """A week of visits: one's own; for a lead her team's; for who sees all, a worker's at a time."""

    permission = Permission.DIARY_VIEW
    template_name = "visits/diary_week.html"

    def get_context_data(self, **kwargs):
        monday, user = self.monday(), self.request.user
        workers = self.workers()
        chosen = next((worker for worker in workers if str(worker.pk) == self.request.GET.get("who")), None)
        found = list(self.visits(monday, chosen)[: MOST + 1])
        today = timezone.localdate()
        return super().get_context_data(
            **kwargs,
            monday=monday,
            sunday=monday + timedelta(days=6),
            this_week=monday <= today <= monday + timedelta(days=6),
            before=monday - timedelta(days=7),
            after=monday + timedelta(days=7),
            days=days_of(monday, found[:MOST], today),
            count=len(found[:MOST]),
            is_cut=len(found) > MOST,
            workers=workers,
            chosen=chosen,
            shows_names=chosen is None and self.sees_others(),
            reads=user.may(Permission.VISIT_VIEW),
            now=timezone.now(),
        )

    def monday(self):
        """The week that the address names, else this one; a date that is none is this one too."""
        try:
            asked = datetime.strptime(self.request.GET.get("week", "")[:10], "%Y-%m-%d").date()
        except ValueError:
            asked = timezone.localdate()
        if abs(asked - timezone.localdate()) > timedelta(days=3660):
            asked = timezone.localdate()
        return asked - timedelta(days=asked.weekday())

    def sees_others(self):
        return bool({Scope.ALL, Scope.TEAM} & set(self.request.user.scopes_for(self.permission)))

    def workers(self):
        """Whose diaries this person may choose from; nobody else's for a worker."""
        user, today = self.request.user, timezone.localdate()
        scopes = user.scopes_for(self.permission)
        if Scope.ALL in scopes:
            return list(User.objects.visible_to(user).staff().active().with_role("portage_worker"))
        if Scope.TEAM in scopes:
            return list(
                User.objects.visible_to(user).staff().active().in_teams(user.teams_on(today), on=today)
            )
        return []

    def visits(self, monday, worker):
        user = self.request.user
        start = datetime.combine(monday, time.min, LONDON)
        end = datetime.combine(monday + timedelta(days=7), time.min, LONDON)
        found = Visit.objects.visible_to(user).between(start, end).select_related("child", "worker")
        if worker is not None:
            found = found.of_worker(worker)
        elif Scope.CASELOAD in user.scopes_for(self.permission) and not self.workers():
            found = found.of_worker(user)
        return found.order_by("starts_at", "pk")


def days_of(monday, visits, today):
    """Monday to Friday, and the weekend if anything is in it: each day with its visits in order."""
    days = []
    for number in range(7):
        on = monday + timedelta(days=number)
        theirs = [visit for visit in visits if timezone.localdate(visit.starts_at) == on]
        days.append({"on": on, "visits": theirs, "is_today": on == today})
    has_weekend = any(day["visits"] or day["is_today"] for day in days[5:])
    return days if has_weekend else days[:5]

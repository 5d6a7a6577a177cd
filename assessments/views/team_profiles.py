"""What the children in reach can do, at a glance: a row for each, with its newest profile as small bars."""

from django.utils import timezone
from django.views.generic import ListView

from accounts.guards import Guarded
from accounts.permissions import Permission
from accounts.roles import Scope
from families import load
from families.models import Child
from families.teams import teams_of
from families.views.children import number_in

from ..profile.frames import framework_named
from ..profile.team import frameworks_in_use, glances_of, last_reviews


class TeamProfiles(Guarded, ListView):
    """The children one may see who are with us now, each with its newest profile."""

    permission = Permission.ASSESSMENT_VIEW
    seen_event = "profile.list_seen"
    model = Child
    template_name = "assessments/team_profiles.html"
    paginate_by = 50

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.team, self.worker = (number_in(request.GET.get(name, "")) for name in ("team", "worker"))

    def get_queryset(self):
        found = super().get_queryset().placed(status="active", team=self.team, worker=self.worker)
        return found.with_place().defer("search_key", "sounds").order_by("family_name", "given_name", "pk")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, children = self.request.user, list(context["page_obj"])
        frameworks = frameworks_in_use(user)
        chosen = framework_named(frameworks, self.request.GET.get("framework", ""))
        glances = glances_of(children, [chosen] if chosen else frameworks, timezone.localdate())
        reviews = last_reviews(children, user)
        lines = [(child, glances.get(child.pk), reviews.get(child.pk)) for child in children]
        more = {"lines": lines, "frameworks": frameworks, "chosen": chosen}
        return context | more | self.filters()

    def filters(self):
        """By which team and which worker the list may be narrowed; a caseload of one’s own needs neither."""
        user = self.request.user
        if user.scopes == {Scope.CASELOAD}:
            return {"only_own": True, "teams": [], "workers": [], "team": 0, "worker": 0}
        today = timezone.localdate()
        teams = list(teams_of(user, on=today))
        narrowed = [team for team in teams if team.pk == self.team]
        workers = load.workers_of(narrowed or teams, on=today).only("name")
        return {
            "only_own": False,
            "teams": teams,
            "workers": workers,
            "team": self.team,
            "worker": self.worker,
        }

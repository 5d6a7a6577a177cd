"""How a team is doing: who carries how much, who has not been seen, what waits for a decision."""

from decimal import Decimal

from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView, TemplateView

from accounts.guards import Guarded
from accounts.models import Team
from accounts.permissions import Permission
from accounts.roles import Scope
from families.load import loads_of, workers_of
from families.models import Policy

from .figures import counted, figures_for

MOST_WORKERS = 25
BEYOND = Decimal("1.2")  # so that the line of what a worker can carry stands inside the bar


class TeamHome(Guarded, TemplateView):
    """The start page of who leads: figures, each with the beginning of its list, and every worker's load."""

    permission = Permission.TEAM_VIEW
    template_name = "portage/team_home.html"

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        today = timezone.localdate(now)
        policy = Policy.on(today)
        figures = {key: counted(figure, user, now=now) for key, figure in figures_for(policy).items()}
        loads = loads_of(workers_of(teams_led_by(user, on=today), on=today), on=today, policy=policy)
        return super().get_context_data(
            **kwargs,
            today=today,
            greeting=greeting_at(timezone.localtime(now).hour),
            figures=list(figures.values()),
            first=figures["to-approve"],
            pairs=[
                [figures["not-seen"], figures["to-write-up"]],
                [figures["without-worker"], figures["toys-overdue"]],
            ],
            loads=fullest(loads),
            workers=len(loads),
            scale=scale_of(loads),
            children=sum(load.children for load in loads),
            full_caseload=policy.full_caseload,
            may_allocate=user.may(Permission.EPISODE_ALLOCATE),
        )


class TeamList(Guarded, ListView):
    """The whole list behind one figure of the team's home."""

    permission = Permission.TEAM_VIEW
    template_name = "portage/team_list.html"
    paginate_by = 50

    def get(self, request, *args, **kwargs):
        self.figure = figures_for(Policy.on(timezone.localdate())).get(kwargs["key"])
        if self.figure is None:  # a figure that was renamed: an old link is no dead end
            return redirect("portage:team_home")
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        return self.figure.rows(self.request.user, timezone.now())

    def get_context_data(self, **kwargs):
        may_allocate = self.request.user.may(Permission.EPISODE_ALLOCATE)
        return super().get_context_data(
            **kwargs, figure=self.figure, may_allocate=may_allocate, today=timezone.localdate()
        )


def teams_led_by(user, *, on):
    """The teams whose people a lead sees; every team for who answers for the whole service."""
    teams = Team.objects.visible_to(user)
    if Scope.ALL in user.scopes_for(Permission.TEAM_VIEW):
        return teams
    return teams.filter(pk__in=user.teams_on(on))


def fullest(loads):
    """Every worker by name; of a very large service those who carry most, the fullest first."""
    if len(loads) <= MOST_WORKERS:
        return loads
    return sorted(loads, key=lambda load: load.percent, reverse=True)[:MOST_WORKERS]


def scale_of(loads):
    """How many weighted families the whole length of a bar stands for: a little more than anyone carries."""
    most = max([load.capacity for load in loads] + [load.weight for load in loads], default=1)
    return most * BEYOND


def greeting_at(hour):
    """“Good morning” before noon, and so on."""
    return "Good morning" if hour < 12 else "Good afternoon" if hour < 18 else "Good evening"

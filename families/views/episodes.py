"""The team's caseloads, and a child's way onto one and from one to another."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import ActionForm, Guarded
from accounts.permissions import Permission

from .. import load, weighing
from ..actions import episodes
from ..forms.episodes import AllocateSinceForm
from ..guards import AboutChild
from ..models import Allocation, Episode, Policy
from ..teams import teams_of

MOST_TEAMS = 4
MOST_WAITING = 50


class CaseloadList(Guarded, TemplateView):
    """Each worker of a team with the load carried, and the children who wait for one."""

    permission = Permission.CASELOAD_VIEW
    template_name = "families/caseload_list.html"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        policy = Policy.on(today)
        teams = list(teams_of(self.request.user, on=today))
        chosen = [team for team in teams if str(team.pk) == self.request.GET.get("team", "")]
        shown = chosen or teams[:MOST_TEAMS]
        groups = load.loads_by_team(shown, on=today, policy=policy)
        made = load.made_of([one for _team, loads in groups for one in loads], self.request.user)
        waiting = Episode.objects.visible_to(self.request.user).waiting().filter(team__in=shown)
        return super().get_context_data(
            **kwargs,
            teams=teams,
            chosen=chosen[0] if chosen else None,
            groups=[(team, [(one, made.get(one.worker.pk, ())) for one in loads]) for team, loads in groups],
            waiting=waiting.select_related("child", "team").order_by("opened_on", "pk")[:MOST_WAITING],
            waiting_count=waiting.count(),
            policy=policy,
            may_place=self.request.user.may(Permission.EPISODE_ALLOCATE),
            may_move=self.request.user.may(Permission.CASELOAD_MOVE),
        )


class Placing(AboutChild, ActionForm):
    """What allocating and handing over share: one child's open episode, the workers of its team, a choice."""

    permission = Permission.EPISODE_ALLOCATE
    tab = "family"
    episode = None

    def find_child(self, ref):
        child = super().find_child(ref)
        self.episode = child.episodes.open().select_related("team").first()
        return child

    @property
    def now(self):
        return self.episode.allocations.open().select_related("worker").first() if self.episode else None

    def get_form_kwargs(self):
        today = timezone.localdate()
        policy = Policy.on(today)
        teams = [self.episode.team] if self.episode else []
        workers = load.workers_of(teams, on=today)
        if now := self.now:
            workers = workers.exclude(pk=now.worker_id)
        weight = load.weight_of(self.episode, policy) if self.episode else 0
        loads = load.loads_of(workers, on=today, policy=policy)
        return {**super().get_form_kwargs(), "loads": loads, "weight": weight}

    def get_context_data(self, **kwargs):
        history = Allocation.objects.visible_to(self.request.user).filter(episode__child=self.child)
        people = ("worker", "allocated_by", "ended_by")
        return super().get_context_data(
            **kwargs,
            episode=self.episode,
            now=self.now,
            history=history.select_related(*people),
            parts=self.parts(),
        )

    def parts(self):
        """How the child’s weight is made, in words."""
        if self.episode is None:
            return []
        knows = self.request.user.may(Permission.SOCIAL_CARE_VIEW)
        found = weighing.parts_of(self.episode, Policy.on(timezone.localdate()))
        return [(part.in_words(knows_social_care=knows), load.plain(part.weight)) for part in found]


class EpisodeAllocate(Placing):
    """Give a child that waits for a worker to one."""

    form_class = AllocateSinceForm
    template_name = "families/episode_allocate.html"

    def get(self, request, *args, **kwargs):
        if self.now is not None:
            return redirect("families:episode_hand_over", self.child.ref)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        worker = form.cleaned_data["worker"]
        said = {name: form.cleaned_data[name] for name in ("reason", "from_on")}
        episodes.allocate(self.episode, to=worker, by=self.request.user, **said)
        messages.success(self.request, f"{self.child.first_name} is with {worker.name} now.")
        return redirect("families:child_family", self.child.ref)

"""A child's time with us ends, begins again; and a death is written down, or taken back."""

from django.shortcuts import redirect
from django.utils import timezone

from accounts.guards import ActionForm
from accounts.permissions import Permission

from .. import closing, load
from ..actions import closures, deaths
from ..forms.closures import CloseForm, DeathForm, DeathUndoForm, ReopenForm
from ..guards import AboutChild
from ..models import Closure, Death, Policy
from .support_base import AroundEpisode, RowForm


class EpisodeClose(AroundEpisode):
    """End a child's time with us: the checklist first, then why and where to."""

    permission = Permission.EPISODE_CLOSE
    form_class = CloseForm
    template_name = "families/episode_close.html"
    answers = None

    def checklist(self):
        """What each room says now; asked once for one page."""
        if self.answers is None:
            self.answers = closing.ask_all(self.episode, self.request.user) if self.episode else []
        return self.answers

    @property
    def now(self):
        return self.episode.allocations.open().select_related("worker").first() if self.episode else None

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "answers": self.checklist()}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not form.is_bound:
            form.initial["expected"] = self.now.pk if self.now else 0
        return form

    def get_context_data(self, **kwargs):
        answers = self.checklist()
        blocked = any(answer.blocks for answer in answers)
        return super().get_context_data(**kwargs, answers=answers, blocked=blocked, now=self.now)

    def form_valid(self, form):
        names = ("on", "reason", "destination", "destination_name", "survey", "note", "expected")
        said = {name: form.cleaned_data[name] for name in names}
        closures.close(self.episode, by=self.request.user, why_on=form.reasons(), **said)
        return self.done(f"{self.child.first_name}’s time with us has ended.")


class WithLoads:
    """Who could visit the child from now on, with what each carries."""

    def loads(self, episode):
        today = timezone.localdate()
        workers = load.workers_of([episode.team] if episode else [], on=today)
        return load.loads_of(workers, on=today, policy=Policy.on(today))

    def worker_before(self, closure):
        """Who visited when the episode was closed."""
        pk = closure.done.get("allocation") if closure else None
        row = closure.episode.allocations.filter(pk=pk).first() if pk else None
        return row.worker_id if row else None


class EpisodeReopen(WithLoads, AboutChild, ActionForm):
    """Open a closed episode again; what closing ended comes back."""

    permission = Permission.EPISODE_CLOSE
    form_class = ReopenForm
    template_name = "families/episode_reopen.html"
    tab = "support"
    closure = None

    def find_child(self, ref):
        child = super().find_child(ref)
        rows = Closure.objects.visible_to(self.request.user).standing().filter(episode__child=child)
        self.closure = rows.select_related("episode__team", "episode__child", "closed_by").first()
        return child

    def get(self, request, *args, **kwargs):
        if self.closure is None or self.child.died_on:
            return redirect("families:episode_detail", self.child.ref)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        loads = self.loads(self.closure.episode if self.closure else None)
        before = self.worker_before(self.closure)
        return {**super().get_form_kwargs(), "loads": loads, "before": before}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, closure=self.closure)

    def form_valid(self, form):
        if self.closure is None:
            return redirect("families:episode_detail", self.child.ref)
        data = form.cleaned_data
        closures.reopen(
            self.closure.episode,
            by=self.request.user,
            reason=data["reason"],
            to=form.to,
            over_reason=data["over_reason"],
        )
        return AroundEpisode.done(self, f"{self.child.first_name} is with us again.")


class DeathAdd(AboutChild, ActionForm):
    """Write down that a child has died."""

    permission = Permission.DEATH_RECORD
    form_class = DeathForm
    template_name = "families/death_add.html"
    tab = "support"

    def get(self, request, *args, **kwargs):
        if self.child.died_on:
            return redirect("families:episode_detail", self.child.ref)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        deaths.record(self.child, by=self.request.user, **form.action_fields())
        return AroundEpisode.done(self, "This is recorded. Nothing is sent by itself any more.")


class DeathUndo(WithLoads, RowForm):
    """Take back a record of a death that was made in error."""

    permission = Permission.DEATH_RECORD
    model = Death
    related = ("child", "closure__episode__team", "recorded_by")
    form_class = DeathUndoForm
    template_name = "families/death_undo.html"

    def get_form_kwargs(self):
        closure = self.row.closure
        loads = self.loads(closure.episode) if closure else []
        return {**super().get_form_kwargs(), "loads": loads, "before": self.worker_before(closure)}

    def form_valid(self, form):
        to = form.to if "worker" in form.cleaned_data else None
        deaths.undo(self.row, by=self.request.user, reason=form.cleaned_data["reason"], to=to)
        return self.done("The record was taken back.")

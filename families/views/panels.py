"""Panels: planned, prepared, minuted on one screen, closed; and what somebody took away to do."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission

from ..actions import panels
from ..forms.panels import AgendaForm, MinutesForm, PanelForm, members_as_lines, services_for
from ..forms.referrals import NothingForm, ReasonForm
from ..letters import papers_about
from ..models import Panel, PanelAction, PanelCase, Referral
from ..stages import PANEL
from ..waiting import TONES

PARTS = ("held_on", "starts_at", "place", "chair", "minute_taker")


class PanelList(Guarded, ListView):
    """Panels to come first, then those that were held."""

    permission = Permission.PANEL_VIEW
    model = Panel
    template_name = "families/panel_list.html"
    context_object_name = "panels"
    paginate_by = 50

    def get_queryset(self):
        counted = super().get_queryset().annotate(case_count=Count("cases", distinct=True))
        return counted.order_by("-held_on", "-pk")

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        to_do = PanelAction.objects.visible_to(user).to_do()
        return super().get_context_data(
            **kwargs,
            may_run=user.may(Permission.PANEL_RUN),
            waiting=on_no_agenda(user).count(),
            to_do=to_do.count(),
            overdue=to_do.overdue(on=today).count(),
        )


class PanelAdd(ActionForm):
    """Plan a panel; who sat on the last one is filled in."""

    permission = Permission.PANEL_RUN
    form_class = PanelForm
    template_name = "families/panel_add.html"

    def get_initial(self):
        last = Panel.objects.visible_to(self.request.user).order_by("-held_on", "-pk").first()
        known = {"members": members_as_lines(last), "place": last.place, "chair": last.chair} if last else {}
        return {**super().get_initial(), **known}

    def form_valid(self, form):
        panel = panels.plan(by=self.request.user, **form.cleaned_data)
        return redirect("families:panel_agenda", panel.ref)


class OfPanel(ActionView):
    """What the pages that change a panel share."""

    permission = Permission.PANEL_RUN
    seen_event = "panel.seen"
    model = Panel
    done = ""

    def form_valid(self, form):
        self.act(form)
        messages.success(self.request, self.done)
        return redirect("families:panel_detail", self.object.ref)


class PanelEdit(OfPanel):
    """Change when, where and who."""

    form_class = PanelForm
    template_name = "families/panel_edit.html"
    done = "The panel is changed."

    def get_initial(self):
        known = {name: getattr(self.object, name) for name in PARTS}
        return {**super().get_initial(), **known, "members": members_as_lines(self.object)}

    def act(self, form):
        panels.change(self.object, by=self.request.user, **form.cleaned_data)


class PanelAgenda(OfPanel):
    """Which children come to a panel, in which order."""

    form_class = AgendaForm
    template_name = "families/panel_agenda.html"
    done = "The agenda is saved."

    def get_form_kwargs(self):
        cases = list(cases_of(self.object, self.request.user))
        candidates = on_no_agenda(self.request.user)
        return {**super().get_form_kwargs(), "cases": cases, "candidates": candidates}

    def act(self, form):
        add = form.cleaned_data.get("add", ())
        panels.set_agenda(self.object, by=self.request.user, order=form.order(), add=add)


class PanelMinutes(OfPanel):
    """The minutes as they are taken: kept by themselves, saved in between, closed at the end."""

    form_class = MinutesForm
    template_name = "families/panel_minutes.html"

    def get_queryset(self):
        return super().get_queryset().filter(status=Panel.Status.PLANNED)

    def get_form_kwargs(self):
        cases = list(cases_of(self.object, self.request.user).prefetch_related("actions"))
        services = services_for(self.request.user)
        return {**super().get_form_kwargs(), "panel": self.object, "cases": cases, "services": services}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, hide_optional=True)  # nothing is due before the close

    def form_valid(self, form):
        user = self.request.user
        panels.capture(self.object, by=user, **form.said())
        if "close" not in self.request.POST:
            messages.success(self.request, "Saved so far. Nothing is decided before you close the panel.")
            return redirect("families:panel_minutes", self.object.ref)
        panels.close(self.object, by=user)
        messages.success(self.request, "The panel is closed and its decisions are carried out.")
        return redirect("families:panel_detail", self.object.ref)


class PanelCancel(OfPanel):
    """Say that a panel is not held."""

    form_class = ReasonForm
    template_name = "families/panel_cancel.html"
    done = "The panel is cancelled. Its children wait for the next one."

    def act(self, form):
        panels.cancel(self.object, by=self.request.user, reason=form.cleaned_data["reason"])


class PanelDetail(Guarded, DetailView):
    """One panel: its agenda, its members, its papers, what was decided and who does what."""

    permission = Permission.PANEL_VIEW
    seen_event = "panel.seen"
    model = Panel
    slug_field = slug_url_kwarg = "ref"
    template_name = "families/panel_detail.html"

    def get_context_data(self, **kwargs):
        user, panel = self.request.user, self.object
        cases = list(cases_of(panel, user))
        for case in cases:
            case.tone = TONES.get(case.referral.band, "idle")
        return super().get_context_data(
            **kwargs,
            cases=cases,
            members=panel.members.all(),
            actions=panel.actions.select_related("case__referral__child").order_by("due_on", "pk"),
            papers=papers_about(panel, user),
            may_run=user.may(Permission.PANEL_RUN),
            today=timezone.localdate(),
        )


class PanelActionList(Guarded, ListView):
    """What panels gave people to do: what is overdue first."""

    permission = Permission.PANEL_VIEW
    model = PanelAction
    template_name = "families/panel_action_list.html"
    context_object_name = "actions"
    paginate_by = 50

    def get_queryset(self):
        found = super().get_queryset().select_related("panel", "case__referral__child", "done_by")
        if self.request.GET.get("done") == "1":
            return found.exclude(done_on=None).order_by("-done_on", "-pk")
        return found.to_do().order_by("due_on", "pk")

    def get_context_data(self, **kwargs):
        everything = PanelAction.objects.visible_to(self.request.user).order_by()
        today = timezone.localdate()
        counts = everything.aggregate(
            to_do=Count("pk", filter=Q(done_on=None)),
            overdue=Count("pk", filter=Q(done_on=None, due_on__lt=today)),
            done=Count("pk", filter=~Q(done_on=None)),
        )
        return super().get_context_data(
            **kwargs,
            counts=counts,
            is_done=self.request.GET.get("done") == "1",
            today=today,
            may_run=self.request.user.may(Permission.PANEL_RUN),
        )


class PanelActionDone(ActionView):
    """Say that an action is done."""

    permission = Permission.PANEL_RUN
    model = PanelAction
    form_class = NothingForm
    template_name = "families/panel_action_done.html"
    seen_event = "panel.action_seen"

    def get_queryset(self):
        return super().get_queryset().select_related("panel", "case__referral__child")

    def form_valid(self, form):
        panels.finish(self.object, by=self.request.user)
        messages.success(self.request, "Done: thank you.")
        return redirect("families:panel_action_list")


def cases_of(panel, user):
    """The agenda with the children on it."""
    rows = PanelCase.objects.visible_to(user).filter(panel=panel)
    return rows.select_related("referral__child").defer("referral__facts").order_by("order", "pk")


def on_no_agenda(user):
    """Referrals that are for the panel, and on no agenda yet: the longest wait first."""
    mine = Referral.objects.visible_to(user).triaged().filter(stage=PANEL)
    taken = PanelCase.objects.visible_to(user).open().values("referral")
    return mine.exclude(pk__in=taken).select_related("child").order_by("stage_since", "pk")

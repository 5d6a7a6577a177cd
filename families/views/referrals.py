"""The queue of referrals, one referral, and the decisions about it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import ListView

from accounts.guards import ActionView, Guarded
from accounts.permissions import Permission

from .. import stages
from ..actions import decisions, referrals
from ..ages import ages
from ..forms import decisions as ways
from ..forms.decisions import BandForm, DecideForm, StageForm
from ..forms.facts import FactsForm, initial_facts
from ..forms.referrals import ReferralAcceptForm
from ..models import Child, LocalService, Panel, Policy, Referral
from ..referral_page import page_of
from ..referral_queue import Queue
from ..teams import teams_of
from ..telling import at_the_door

SETTLING = {"may_merge": Permission.RECORD_MERGE, "may_tell_apart": Permission.REFERRAL_ADD}


class ReferralList(Guarded, ListView):
    """Referrals by stage, as a board or as a list; the filters are in the address."""

    permission = Permission.REFERRAL_VIEW
    model = Referral
    template_name = "families/referral_list.html"
    paginate_by = 50

    def get_queryset(self):
        self.queue = Queue(self.request.GET, super().get_queryset(), on=timezone.localdate())
        return self.queue.rows()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        lines = self.queue.lines(context["page_obj"])
        return {
            **context,
            "queue": self.queue,
            "lines": lines,
            "columns": self.queue.columns(lines) if self.queue.is_board else [],
            "incoming": at_the_door(self.request.user),
            "may_log": self.request.user.may(Permission.NOTIFICATION_LOG),
            "may_add": self.request.user.may(Permission.REFERRAL_ADD),
            "may_run_panels": self.request.user.may(Permission.PANEL_VIEW),
            "may_edit_rules": self.request.user.may(Permission.RULES_EDIT),
        }


class OfReferral(ActionView):
    """What pages about one referral share: found in scope, decided on by whoever may decide."""

    permission = Permission.REFERRAL_DECIDE
    seen_event = "referral.seen"
    model = Referral
    template_name = "families/_referral_decide.html"
    heading = question = done = button = ""

    def get_queryset(self):
        return super().get_queryset().select_related("child")

    def get_context_data(self, **kwargs):
        name = self.object.child.first_name
        words = {"heading": self.heading.format(name=name), "question": self.question.format(name=name)}
        return super().get_context_data(**{**words, "button": self.button, **kwargs})

    def form_valid(self, form):
        self.act(form.cleaned_data)
        messages.success(self.request, self.done.format(name=self.object.child.first_name))
        return redirect("families:referral_detail", self.object.ref)


class ReferralDetail(OfReferral):
    """All that we were told about one referral, how its score is made, and what can be decided now."""

    permission = Permission.REFERRAL_VIEW
    form_class = DecideForm
    template_name = "families/referral_detail.html"
    done = {
        ways.WAIT: "{name} is on the waiting list. The letters can go now.",
        ways.PANEL: "{name} goes to the panel.",
        ways.ASK: "We wait for more. The letters can go now.",
        ways.DECLINE: "The referral of {name} is declined. The letters can go now.",
        ways.WITHDRAW: "The referral of {name} is taken back.",
    }

    def get_queryset(self):
        people = ("child__family", "triaged_by", "decided_by")
        return super().get_queryset().select_related(*people)

    def get_form_kwargs(self):
        user, today = self.request.user, timezone.localdate()
        child = self.object.child
        services = LocalService.objects.visible_to(user).current()
        services = services.for_age(ages(child.born_on, today).real_months).order_by("name", "pk")
        fitting = services.values("pk")[: ways.MOST_SERVICES]
        return {
            **super().get_form_kwargs(),
            "referral": self.object,
            "panels": Panel.objects.visible_to(user).to_come(on=today),
            "services": services.filter(pk__in=fitting),
        }

    def get_context_data(self, **kwargs):
        page = page_of(self.object, self.request.user, on=timezone.localdate())
        may_decide = self.request.user.may(Permission.REFERRAL_DECIDE)
        words = {"heading": "", "question": "", "may_decide": may_decide}
        return ActionView.get_context_data(self, **{**page, **words, **self.ways_on(page), **kwargs})

    def ways_on(self, page):
        """What of the child and of records like it this person may open and settle: a team comes later."""
        user, child = self.request.user, self.object.child
        named = [child.pk, *(one.child.pk for one in page["candidates"])]
        reach = set(Child.objects.visible_to(user).filter(pk__in=named).values_list("pk", flat=True))
        family = reverse("families:child_family", args=[child.ref]) if child.pk in reach else ""
        may_settle = {name: child.pk in reach and user.may(what) for name, what in SETTLING.items()}
        return {"in_reach": reach, "family_url": family, **may_settle}

    def form_valid(self, form):
        if not self.request.user.may(Permission.REFERRAL_DECIDE):
            raise PermissionDenied
        data, by = form.cleaned_data, self.request.user
        self.decide(data["verdict"], data, by)
        name = self.object.child.first_name
        messages.success(self.request, self.done[data["verdict"]].format(name=name))
        return redirect("families:referral_detail", self.object.ref)

    def decide(self, verdict, data, by):
        referral, reason = self.object, data["reason"]
        match verdict:
            case ways.WAIT:
                referrals.put_on_list(referral, by=by, reason=reason)
            case ways.PANEL:
                panel = data["panel"] or self.get_form_kwargs()["panels"].first()
                decisions.take_to_panel(referral, by=by, reason=reason, panel=panel)
            case ways.ASK:
                decisions.ask_for_more(referral, by=by, reason=reason, kinds=data["kinds"])
            case ways.DECLINE:
                named = data.get("signposts") or ()
                referrals.decline(referral, by=by, reason=reason, signposts=named)
            case ways.WITHDRAW:
                referrals.withdraw(referral, by=by, reason=reason)


class ReferralTriage(OfReferral):
    """Take down the facts; the score follows, line by line."""

    form_class = FactsForm
    template_name = "families/referral_triage.html"
    done = "The score is worked out. You decide what happens next."

    def get_initial(self):
        return {**super().get_initial(), **initial_facts(self.object.facts)}

    def form_valid(self, form):
        form.cleaned_data = {"facts": form.facts()}
        return super().form_valid(form)

    def act(self, data):
        referrals.triage(self.object, by=self.request.user, facts=data["facts"])


class ReferralStage(OfReferral):
    """Move a referral to another stage of its state."""

    form_class = StageForm
    heading = "Move {name} to another stage"
    question = "The clock of the new stage begins today."
    done = "{name} is in another stage now."

    def get_form_kwargs(self):
        listed = stages.stages_of(Policy.on(timezone.localdate()))
        return {**super().get_form_kwargs(), "stages": stages.next_steps(self.object, listed)}

    def act(self, data):
        referrals.move_to_stage(self.object, by=self.request.user, stage=data["stage"])


class ReferralBand(OfReferral):
    """Choose another band than the score gives, with a reason that stands beside it."""

    form_class = BandForm
    heading = "Choose the band of {name}"
    question = "The score stays as it is. The waiting list goes by the band you choose."
    done = "The band of {name} is chosen, and your reason is kept."

    def get_initial(self):
        return {**super().get_initial(), "band": self.object.band}

    def act(self, data):
        decisions.choose_band(self.object, by=self.request.user, **data)


class ReferralAccept(OfReferral):
    """Give a child on the waiting list a place in a team."""

    form_class = ReferralAcceptForm
    heading = "Give {name} a place"
    question = "{name} then waits for a worker of that team; its lead is told."
    done = "{name} has a place. The team lead now chooses a worker."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "teams": teams_of(self.request.user, on=timezone.localdate())}

    def act(self, data):
        referrals.accept(self.object, by=self.request.user, **data)

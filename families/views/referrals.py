"""The queue of referrals, one referral, and the decisions about it."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts.guards import ActionView, Guarded
from accounts.permissions import Permission

from .. import facts as told
from ..actions import referrals
from ..forms.facts import FactsForm, initial_facts
from ..forms.referrals import NothingForm, ReasonForm, ReferralAcceptForm
from ..models import Referral
from ..referral_page import page_of
from ..teams import teams_of

QUEUES = {
    "received": ("To be triaged", Q(status=Referral.Status.RECEIVED)),
    "triaged": ("Triaged, to be decided", Q(status=Referral.Status.TRIAGED)),
    "waiting": ("On the waiting list", Q(status=Referral.Status.WAITING)),
    "decided": ("Decided", Q(status__in=Referral.DECIDED)),
}


class ReferralList(Guarded, ListView):
    """Referrals by where they stand; those that need somebody first."""

    permission = Permission.REFERRAL_VIEW
    model = Referral
    template_name = "families/referral_list.html"
    paginate_by = 50

    @property
    def queue(self):
        asked = self.request.GET.get("stage", "")
        return asked if asked in QUEUES else "received"

    def get_queryset(self):
        order = ("-decided_at", "-pk") if self.queue == "decided" else ("received_on", "pk")
        _label, condition = QUEUES[self.queue]
        return super().get_queryset().filter(condition).select_related("child").order_by(*order)

    def get_context_data(self, **kwargs):
        everything = Referral.objects.visible_to(self.request.user).order_by()
        counts = everything.aggregate(
            **{key: Count("pk", filter=condition) for key, (_label, condition) in QUEUES.items()}
        )
        stages = [
            {"key": key, "label": label, "count": counts[key], "current": key == self.queue}
            for key, (label, _condition) in QUEUES.items()
        ]
        return super().get_context_data(
            **kwargs,
            stages=stages,
            stage=self.queue,
            may_add=self.request.user.may(Permission.REFERRAL_ADD),
            today=timezone.localdate(),
        )


class ReferralDetail(Guarded, DetailView):
    """All that we were told about one referral, how its score is made, and what can be decided now."""

    permission = Permission.REFERRAL_VIEW
    seen_event = "referral.seen"
    model = Referral
    slug_field = slug_url_kwarg = "ref"
    template_name = "families/referral_detail.html"

    def get_queryset(self):
        people = ("child__family", "triaged_by", "decided_by")
        return super().get_queryset().select_related(*people)

    def get_context_data(self, **kwargs):
        page = page_of(self.object, self.request.user, on=timezone.localdate())
        may_decide = self.request.user.may(Permission.REFERRAL_DECIDE)
        return super().get_context_data(**kwargs, **page, may_decide=may_decide)


class Decision(ActionView):
    """What the decisions share: one referral, one verb, back to its page with a sentence."""

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


class ReferralTriage(Decision):
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


class ReferralWait(Decision):
    """Put a triaged child on the waiting list."""

    form_class = NothingForm
    template_name = "families/referral_wait.html"
    heading = "Put {name} on the waiting list?"
    done = "{name} is on the waiting list."

    def get_context_data(self, **kwargs):
        known = {}
        if self.object.status == Referral.Status.TRIAGED:
            known["eligibility"] = told.eligibility_of(self.object)
        return super().get_context_data(**{"eligibility": None, **known, **kwargs})

    def act(self, data):
        referrals.put_on_list(self.object, by=self.request.user)


class ReferralAccept(Decision):
    """Give a child on the waiting list a place in a team."""

    form_class = ReferralAcceptForm
    heading = "Give {name} a place"
    question = "{name} then waits for a worker of that team; its lead is told."
    done = "{name} has a place. The team lead now chooses a worker."

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "teams": teams_of(self.request.user, on=timezone.localdate())}

    def act(self, data):
        referrals.accept(self.object, by=self.request.user, **data)


class ReferralDecline(Decision):
    """Say that this is not for us, and where else help may be found."""

    form_class = ReasonForm
    heading = "Not for us: {name}"
    question = "Say why, and where else the family may find help."
    button = "Decline this referral"
    done = "The referral of {name} is declined."

    def act(self, data):
        referrals.decline(self.object, by=self.request.user, **data)


class ReferralWithdraw(Decision):
    """Take the referral back, as the family or the referrer wishes."""

    form_class = ReasonForm
    heading = "Take back the referral of {name}"
    question = "Who wishes it, and why?"
    button = "Take it back"
    done = "The referral of {name} is taken back."

    def act(self, data):
        referrals.withdraw(self.object, by=self.request.user, **data)

"""Help from others for one child: what was spotted, asked, referred on and chased, and how it came out."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission

from ..actions import outward_referrals
from ..forms import outward_referrals as forms
from ..guards import AboutChild
from ..models import OutwardReferral, Policy
from .waiting import WaitingAction


def usual_next(on):
    """The day that a form proposes for the next step: as soon as we promise to tell a family something."""
    return on + timedelta(days=Policy.on(on).promises.get("tell_family", 14))


class OutwardList(AboutChild, ListView):
    """All the help from others that a child’s family needed, has or had."""

    permission = Permission.DIRECTORY_VIEW
    seen_event = "outward.list_seen"
    model = OutwardReferral
    template_name = "families/outward_list.html"
    paginate_by = 50
    tab = "family"

    def get_queryset(self):
        found = super().get_queryset().filter(child=self.child)
        return found.select_related("service").order_by("ended_on", "due_on", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, today=timezone.localdate())


class OutwardOverdue(Guarded, ListView):
    """What is past its day among the children one sees: the soonest due first."""

    permission = Permission.DIRECTORY_VIEW
    model = OutwardReferral
    template_name = "families/outward_overdue.html"
    paginate_by = 50

    def get_queryset(self):
        found = super().get_queryset().open().select_related("child", "service")
        return found.order_by("due_on", "pk")

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        late = super().get_queryset().overdue(on=today).count()
        return super().get_context_data(**kwargs, today=today, late=late)


class NeedIsWritten:
    """Writing down a need, whoever the child is found by."""

    form_class = forms.NeedForm

    def get_initial(self):
        today = timezone.localdate()
        return {**super().get_initial(), "spotted_on": today, "due_on": usual_next(today)}

    def form_valid(self, form):
        outward = outward_referrals.spot(self.child, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Written down. Next: ask the family.")
        return redirect("families:outward_detail", outward.ref)


class OutwardAdd(NeedIsWritten, AboutChild, ActionForm):
    """A need of a family that one visits."""

    permission = Permission.DIRECTORY_VIEW
    template_name = "families/outward_add.html"
    tab = "family"


class WaitingHelpAdd(NeedIsWritten, WaitingAction):
    """A need of a family that waits for us."""

    permission = Permission.WAITING_CONTACT
    heading = "What does {name}’s family need from others?"
    lede = "Help from another service need not wait for ours."


class OutwardDetail(Guarded, DetailView):
    """One need: where it stands, what comes next, each step so far."""

    permission = Permission.DIRECTORY_VIEW
    seen_event = "outward.seen"
    model = OutwardReferral
    slug_field = slug_url_kwarg = "ref"
    context_object_name = "outward"
    template_name = "families/outward_detail.html"

    def get_queryset(self):
        people = ("child", "service", "permission_of", "spotted_by")
        return super().get_queryset().select_related(*people)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs,
            child=self.object.child,
            steps=self.object.steps.select_related("by"),
            today=timezone.localdate(),
            next_words=NEXT.get(self.object.status, ""),
            verbs=VERBS.get(self.object.status, []) if self.object.child.died_on is None else [],
        )


class OutwardStepView(ActionView):
    """What the steps share: one need, one verb, back to its page."""

    permission = Permission.DIRECTORY_VIEW
    seen_event = "outward.seen"
    model = OutwardReferral
    context_object_name = "outward"
    template_name = "families/_outward_step.html"
    heading = ""
    act = None

    def get_queryset(self):
        return super().get_queryset().select_related("child", "service", "permission_of")

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "outward": self.object}

    def get_initial(self):
        today = timezone.localdate()
        known = {"on": today, "due_on": usual_next(today), "service": self.object.service}
        return {**super().get_initial(), **known}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, child=self.object.child, heading=self.heading)

    def form_valid(self, form):
        type(self).act(self.object, by=self.request.user, **form.cleaned_data)
        messages.success(self.request, "Written down.")
        return redirect("families:outward_detail", self.object.ref)


class OutwardAsk(OutwardStepView):
    form_class, act, heading = forms.AskForm, outward_referrals.ask, "The family was asked"


class OutwardPermit(OutwardStepView):
    form_class, act, heading = forms.PermitForm, outward_referrals.permit, "The family said yes"


class OutwardRefuse(OutwardStepView):
    form_class, act, heading = forms.RefuseForm, outward_referrals.refuse, "The family said no"


class OutwardSend(OutwardStepView):
    form_class, act, heading = forms.SendForm, outward_referrals.send, "Refer the family on"


class OutwardChase(OutwardStepView):
    form_class, act, heading = forms.ChaseForm, outward_referrals.chase, "We asked how it stands"


class OutwardEnd(OutwardStepView):
    form_class, act, heading = forms.EndForm, outward_referrals.end, "How did it come out?"


class OutwardDrop(OutwardStepView):
    form_class, act, heading = forms.DropForm, outward_referrals.drop, "The help is no longer needed"


Status = OutwardReferral.Status
NEXT = {
    Status.SPOTTED: "Ask the family",
    Status.ASKED: "Get the family’s answer",
    Status.AGREED: "Refer the family on",
    Status.SENT: "Ask the service how it stands",
}
#: What can be done from each state: (words, name of the address); the first is the usual one.
VERBS = {
    Status.SPOTTED: [
        ("The family said yes", "families:outward_permit"),
        ("The family was asked", "families:outward_ask"),
        ("The family said no", "families:outward_refuse"),
        ("Refer without permission", "families:outward_send"),
        ("It is no longer needed", "families:outward_drop"),
    ],
    Status.ASKED: [
        ("The family said yes", "families:outward_permit"),
        ("The family said no", "families:outward_refuse"),
        ("Refer without permission", "families:outward_send"),
        ("It is no longer needed", "families:outward_drop"),
    ],
    Status.AGREED: [
        ("Refer the family on", "families:outward_send"),
        ("The family takes its yes back", "families:outward_refuse"),
        ("It is no longer needed", "families:outward_drop"),
    ],
    Status.REFUSED: [("The family says yes after all", "families:outward_permit")],
    Status.SENT: [
        ("We know the outcome", "families:outward_end"),
        ("We asked how it stands", "families:outward_chase"),
        ("It is no longer needed", "families:outward_drop"),
    ],
}

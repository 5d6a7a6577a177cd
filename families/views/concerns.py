"""Concerns: written by whoever works with the child, read by its author and the safeguarding leads alone.

Every page that a colleague could compare is the same whether there is a concern or not: the form to write one
is there for every child, and an address that names none of one’s own answers as if there were none.
"""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts import drafts
from accounts.guards import ActionForm, ActionView, Guarded
from accounts.models import Service
from accounts.permissions import Permission

from ..actions import concerns
from ..ages import age_in_words
from ..body import SIDES, place
from ..forms.concerns import (
    ConcernAdditionForm,
    ConcernCloseForm,
    ConcernDecideForm,
    ConcernForm,
    ConcernReferForm,
    ConcernReopenForm,
)
from ..guards import AboutChild
from ..models import Carer, Concern


def named_people():
    """The safeguarding leads, with the telephone to call first; the service’s own where one gave none."""
    phone = Service.current().phone
    return [{"name": lead.name, "first_name": lead.first_name, "phone": lead.phone or phone}
            for lead in concerns.leads()]  # fmt: skip


class ConcernAdd(AboutChild, ActionForm):
    """Write down a concern about a child and send it to the safeguarding lead."""

    permission = Permission.CONCERN_RAISE
    form_class = ConcernForm
    template_name = "families/concern_add.html"

    def get_initial(self):
        return {"happened_on": timezone.localdate(), **super().get_initial()}

    def get_context_data(self, **kwargs):
        carers = Carer.objects.visible_to(self.request.user).filter(child=self.child)
        people = [self.child.first_name, *(str(carer) for carer in carers)]
        return super().get_context_data(**kwargs, leads=named_people(), people=people)

    def form_valid(self, form):
        given = {"facts": form.facts_given, "sayings": form.sayings, "marks": form.marks}
        concern = concerns.raise_concern(self.child, by=self.request.user, **given)
        messages.success(self.request, "It is sent. You can add to it here, not change it.")
        return redirect("families:concern_detail", concern.ref)


class ConcernList(Guarded, ListView):
    """The concerns one wrote; for a safeguarding lead all, those that wait for an answer first."""

    permission = Permission.CONCERN_RAISE
    model = Concern
    template_name = "families/concern_list.html"
    paginate_by = 50
    seen_event = "concern.list_seen"

    def what_was_seen(self):
        return {"restricted": True}

    def get_queryset(self):
        found = super().get_queryset().select_related("child", "raised_by")
        self.shown = self.request.GET.get("show", "open")
        if self.shown == "closed":
            return found.filter(status=Concern.Status.CLOSED).order_by("-closed_at", "-pk")
        return found.open().order_by("due_on", "pk")

    def get_context_data(self, **kwargs):
        today, user = timezone.localdate(), self.request.user
        context = super().get_context_data(**kwargs)
        mine = Concern.objects.visible_to(user)
        rows = [(concern, tone_of(concern, today)) for concern in context["object_list"]]
        return context | {
            "rows": rows,
            "shown": self.shown,
            "decides": user.may(Permission.CONCERN_DECIDE),
            "unread": mine.filter(status=Concern.Status.SENT).count(),
            "overdue": mine.overdue(on=today).count(),
        }


def tone_of(concern, today):
    """How urgent a concern looks: (tone, words)."""
    if concern.status == Concern.Status.CLOSED:
        return "idle", "Closed"
    if concern.is_overdue(today):
        return "late", "Overdue"
    return ("soon" if concern.status == Concern.Status.SENT else "private"), concern.get_status_display()


class AboutConcern:
    """A page under /concerns/<ref>/. Its looks and changes leave lines that few may read."""

    model = Concern
    slug_field = slug_url_kwarg = "ref"
    context_object_name = "concern"
    seen_event = "concern.seen"

    def get_queryset(self):
        people = ("child", "raised_by", "read_by", "decided_by", "closed_by")
        return super().get_queryset().select_related(*people)

    def what_was_seen(self):
        return {"target": self.object, "child": self.object.child, "restricted": True}


class ConcernDetail(AboutConcern, Guarded, DetailView):
    """One concern: facts, exact words and opinion apart; what was decided, when, by whom and why."""

    permission = Permission.CONCERN_RAISE
    template_name = "families/concern_detail.html"

    def get_context_data(self, **kwargs):
        concern, user, today = self.object, self.request.user, timezone.localdate()
        marks = [
            (number, place(mark.place), mark) for number, mark in enumerate(concern.marks.all(), start=1)
        ]
        return super().get_context_data(
            **kwargs,
            child=concern.child,
            child_age=age_in_words(concern.child.born_on, concern.happened_on),
            state=tone_of(concern, today),
            sayings=concern.sayings.all(),
            marks=marks,
            sides=[(side, [one for one in marks if one[1].side == side]) for side in SIDES],
            additions=concern.additions.select_related("added_by"),
            steps=concern.steps.select_related("taken_by"),
            referrals=concern.referrals.select_related("referred_by"),
            decides=user.may(Permission.CONCERN_DECIDE),
            may=[status.value for status in Concern.TRANSITIONS[concern.status]],
            leads=named_people(),
            draft_found=drafts.find(user, "families:concern_addition", concern.ref),
        )


class ConcernAddition(AboutConcern, ActionView):
    """Add to a concern that was sent."""

    permission = Permission.CONCERN_RAISE
    form_class = ConcernAdditionForm
    template_name = "families/concern_addition.html"

    def form_valid(self, form):
        concerns.add(self.object, by=self.request.user, text=form.cleaned_data["text"])
        messages.success(self.request, "It is added.")
        return redirect("families:concern_detail", self.object.ref)


class Deciding(AboutConcern, ActionView):
    """What the pages share on which a safeguarding lead takes a step with a concern."""

    permission = Permission.CONCERN_DECIDE
    template_name = "families/_concern_step.html"
    heading = done = ""
    from_states = ()

    def get(self, request, *args, **kwargs):
        if self.object.status not in self.from_states:
            messages.warning(request, f"This concern is “{self.object.get_status_display().lower()}”.")
            return redirect("families:concern_detail", self.object.ref)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, heading=self.heading, child=self.object.child)

    def form_valid(self, form):
        self.take(self.object, by=self.request.user, **self.given(form))
        messages.success(self.request, self.done)
        return redirect("families:concern_detail", self.object.ref)

    def given(self, form):
        return form.cleaned_data


class ConcernRead(Deciding):
    """Say that one has read a concern and looks into it."""

    http_method_names = ["post"]
    take = staticmethod(concerns.read)
    done = "You are looking into it. Call whoever wrote it."

    def post(self, request, *args, **kwargs):
        if self.object.status == Concern.Status.SENT:
            concerns.read(self.object, by=request.user)
            messages.success(request, self.done)
        return redirect("families:concern_detail", self.object.ref)


class ConcernDecide(Deciding):
    """Write down what is done about a concern, and why."""

    form_class = ConcernDecideForm
    take = staticmethod(concerns.decide)
    heading, done = "What is done about it", "Your decision is written down."
    from_states = (Concern.Status.READ, Concern.Status.DECIDED, Concern.Status.REFERRED)


class ConcernRefer(Deciding):
    """Write down to whom a concern was referred on."""

    form_class = ConcernReferForm
    take = staticmethod(concerns.refer_on)
    heading, done = "Referred on", "The referral is written down."
    from_states = (Concern.Status.DECIDED, Concern.Status.REFERRED)

    def given(self, form):
        names = ("to", "at", "reference", "said", "follow_up_on")
        return {name: form.cleaned_data[name] for name in names}


class ConcernClose(Deciding):
    """Bring a concern to its end."""

    form_class = ConcernCloseForm
    take = staticmethod(concerns.close)
    heading, done = "How it ended", "The concern is closed."
    from_states = (Concern.Status.DECIDED, Concern.Status.REFERRED)


class ConcernReopen(Deciding):
    """Look into a closed concern again."""

    form_class = ConcernReopenForm
    take = staticmethod(concerns.reopen)
    heading, done = "Open it again", "The concern is open again."
    from_states = (Concern.Status.CLOSED,)

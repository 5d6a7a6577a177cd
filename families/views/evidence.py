"""Papers we like to have before we decide: asking for one, saying it is here, deciding without it."""

from django.contrib import messages
from django.shortcuts import redirect

from accounts.guards import ActionView
from accounts.permissions import Permission

from ..actions import papers
from ..forms.evidence import EvidenceAskForm, EvidenceReceiveForm, EvidenceWaiveForm
from ..models import Document, Evidence
from .referrals import OfReferral


class EvidenceAsk(OfReferral):
    """Ask for one more paper."""

    form_class = EvidenceAskForm
    heading = "Ask for a paper about {name}"
    question = "It is chased by itself, and after its day we decide without it."
    done = "The paper is asked for."

    def act(self, data):
        papers.ask(self.object, by=self.request.user, **data)


class OfPaper(ActionView):
    """What the pages about one paper share."""

    permission = Permission.REFERRAL_DECIDE
    seen_event = "evidence.seen"
    model = Evidence
    template_name = "families/_evidence_step.html"
    heading = done = ""

    def get_queryset(self):
        return super().get_queryset().select_related("referral__child")

    @property
    def child(self):
        return self.object.referral.child

    def get_context_data(self, **kwargs):
        heading = self.heading.format(paper=self.object)
        words = {"paper": self.object, "referral": self.object.referral, "heading": heading}
        return super().get_context_data(**{**words, **kwargs})

    def form_valid(self, form):
        self.act(form.cleaned_data)
        messages.success(self.request, self.done.format(paper=self.object))
        return redirect("families:referral_detail", self.object.referral.ref)


class EvidenceReceive(OfPaper):
    """A paper came."""

    form_class = EvidenceReceiveForm
    heading = "{paper}: it is here"
    done = "{paper}: noted as here."

    def get_form_kwargs(self):
        mine = Document.objects.visible_to(self.request.user).readable().filter(child=self.child)
        return {**super().get_form_kwargs(), "documents": mine.order_by("-came_at", "-pk")}

    def act(self, data):
        papers.receive(self.object, by=self.request.user, **data)


class EvidenceWaive(OfPaper):
    """We decide without a paper."""

    form_class = EvidenceWaiveForm
    heading = "{paper}: decide without it"
    done = "{paper}: we decide without it."

    def act(self, data):
        papers.waive(self.object, by=self.request.user, **data)

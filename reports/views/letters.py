from django.contrib import messages
from django.shortcuts import redirect

from accounts.guards import ActionView
from accounts.permissions import Permission
from families.models import Decision, Panel

from ..actions import letters
from ..forms.papers import LetterForm


class LetterAdd(ActionView):
    """Every letter of one decision, in one click."""

    permission = Permission.REFERRAL_DECIDE
    seen_event = "letter.seen"
    model = Decision
    form_class = LetterForm
    template_name = "reports/letter_add.html"

    def get_queryset(self):
        return super().get_queryset().select_related("referral__child__family")

    @property
    def child(self):
        return self.object.referral.child

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, child=self.child)

    def form_valid(self, form):
        made = letters.write(self.object, by=self.request.user)
        names = ", ".join(paper.to_name for paper in made)
        messages.success(self.request, f"The letters are being made: to {names}.")
        if not letters.reaches_family(made):
            said = letters.NOBODY.format(name=self.child.first_name)
            messages.warning(self.request, f"Only the referrer is written to. {said}")
        return redirect("families:referral_detail", self.object.referral.ref)


class PanelPaperAdd(ActionView):
    """What the papers of a panel share."""

    permission = Permission.PANEL_RUN
    seen_event = "panel.seen"
    model = Panel
    form_class = LetterForm
    template_name = "reports/_panel_paper.html"
    kind = paper = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, paper=self.paper)

    def form_valid(self, form):
        paper = letters.write_panel(self.object, self.kind, by=self.request.user)
        return redirect("reports:paper_detail", paper.ref)


class PanelAgendaAdd(PanelPaperAdd):
    """The agenda, to be sent round before."""

    kind, paper = "agenda", "agenda"


class PanelPackAdd(PanelPaperAdd):
    """One page for each child."""

    kind, paper = "pack", "pages about each child"


class PanelMinutesAdd(PanelPaperAdd):
    """The minutes of a panel that is closed."""

    kind, paper = "minutes", "minutes"

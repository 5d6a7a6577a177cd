"""A page to give to a family: what is new since a day, on A4."""

from django.shortcuts import redirect
from django.utils import timezone

from accounts.guards import ActionForm
from accounts.permissions import Permission
from accounts.refusals import Refused
from assessments.celebrating import celebration_of, usual_since
from assessments.forms.celebration import SinceForm
from families.guards import AboutChild

from ..actions import papers
from ..forms.papers import CelebrationPrintForm
from ..kinds.celebration import edition


class CelebrationPrint(AboutChild, ActionForm):
    """Ask for the paper. The same asked for twice is one paper; more seen since makes a new one."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "celebration.seen"
    tab = "profile"
    template_name = "reports/celebration_print.html"
    form_class = CelebrationPrintForm

    @property
    def since(self):
        usual = usual_since(self.child, self.request.user, timezone.localdate())
        return SinceForm(self.request.GET, child=self.child, usual=usual).day

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, since=self.since)

    def form_valid(self, form):
        user, since = self.request.user, self.since
        if self.child.died_on:
            raise Refused("This page is not made after a child has died.")
        if celebration_of(self.child, user, since, timezone.localdate()).is_empty:
            raise Refused("Nothing is new since that day: choose an earlier one.")
        chosen = {
            "since": since.isoformat(),
            "words": "yes" if form.cleaned_data["words"] else "no",
            "edition": edition(self.child, user),
            "on": timezone.localdate().isoformat(),
        }
        paper = papers.ask("celebration", self.child, by=user, child=self.child, **chosen)
        return redirect("reports:paper_detail", paper.ref)

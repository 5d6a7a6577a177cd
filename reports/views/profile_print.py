"""A copy of a child's profile on paper: as it is looked at, on A4 or A3."""

from django.shortcuts import redirect

from accounts.guards import ActionForm
from accounts.permissions import Permission
from assessments.forms import CompareForm
from assessments.profile.known import frameworks_for, sittings_of
from families.guards import AboutChild

from ..actions import papers
from ..forms.papers import ProfilePrintForm
from ..kinds.profile import edition_of


class ProfilePrint(AboutChild, ActionForm):
    """Ask for the paper. The same picture asked for twice is one paper; more seen since makes a new one."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "profile.seen"
    tab = "profile"
    template_name = "reports/profile_print.html"
    form_class = ProfilePrintForm

    def asked(self):
        """Which picture, as its page was looking at it."""
        user = self.request.user
        frameworks, sittings = frameworks_for(self.child, user), sittings_of(self.child, user)
        form = CompareForm(self.request.GET, frameworks=frameworks, sittings=sittings)
        form.is_valid()
        return form

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, asked=self.asked())

    def form_valid(self, form):
        user, asked = self.request.user, self.asked()
        chosen = {
            "size": form.cleaned_data["size"],
            "framework": asked.chosen.ref if asked.chosen else "",
            "on": asked.on_day.isoformat(),
            "since": asked.since_day.isoformat() if asked.since_day else "",
            "age": asked.age_asked,
            "edition": edition_of(self.child, user),
        }
        paper = papers.ask("profile", self.child, by=user, child=self.child, **chosen)
        return redirect("reports:paper_detail", paper.ref)

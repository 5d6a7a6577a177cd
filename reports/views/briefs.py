"""Asking for the briefs of a move of many children: one file for all of them."""

from django.shortcuts import redirect
from django.utils import timezone

from accounts.guards import ActionView
from accounts.models import User
from accounts.permissions import Permission
from families.models import Reallocation

from ..actions import papers
from ..forms.papers import BriefsForm
from ..models import Paper

MOST_PAGES = 100  # of one file


class BriefAdd(ActionView):
    """Have one page made about each child that moved. Asked for twice on one day, they are the same file."""

    permission = Permission.CASELOAD_MOVE
    model = Reallocation
    form_class = BriefsForm
    template_name = "reports/brief_add.html"

    def get_context_data(self, **kwargs):
        made = Paper.objects.visible_to(self.request.user).about(self.object).without_data()
        return super().get_context_data(**kwargs, plan=self.object, papers=made)

    def form_valid(self, form):
        """One file; one for each worker where a single file would be too thick to be made."""
        user, moved = self.request.user, self.object.moves.moved()
        edition = f"{timezone.localdate():%Y%m%d}-{moved.count()}"
        if moved.count() <= MOST_PAGES:
            paper = papers.ask("brief", self.object, by=user, edition=edition)
            return redirect("reports:paper_detail", paper.ref)
        for worker in User.objects.visible_to(user).filter(moves__in=moved).distinct():
            papers.ask("brief", self.object, by=user, to_name=worker.name, edition=edition, worker=worker.pk)
        return redirect("reports:brief_add", self.object.ref)

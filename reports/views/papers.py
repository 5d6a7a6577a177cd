from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import DetailView
from django.views.generic.base import View
from django.views.generic.detail import SingleObjectMixin

from accounts.guards import ActionView, Guarded
from accounts.permissions import Permission
from families.models import Decision, Panel, Referral

from ..actions import papers
from ..forms.papers import PaperRetryForm
from ..models import Paper
from ..sending import paper_response


class AboutPaper:
    """A page under /papers/<ref>/. Goes before Guarded and a view of one object."""

    permission = Permission.PAPER_MAKE
    model = Paper
    slug_field = slug_url_kwarg = "ref"
    context_object_name = "paper"

    def get_queryset(self):
        return super().get_queryset().without_data().select_related("child", "asked_by")

    @property
    def child(self):
        return self.object.child if getattr(self, "object", None) else None


class PaperDetail(AboutPaper, Guarded, DetailView):
    """Where a paper is on its way, and its pages."""

    seen_event = "paper.seen"
    template_name = "reports/paper_detail.html"

    def get_context_data(self, **kwargs):
        back_url, back_words = where_it_was_asked(self.object, self.request.user)
        return super().get_context_data(**kwargs, back_url=back_url, back_words=back_words)


class PaperStatus(AboutPaper, Guarded, DetailView):
    """The part of the page that changes while the paper is being made; asked for every two seconds."""

    template_name = "reports/paper_status.html"


class PaperFile(AboutPaper, Guarded, SingleObjectMixin, View):
    """The pages themselves. Each time they are opened leaves a read line."""

    seen_event = "paper.opened"

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not self.object.can_be_read:
            raise Http404("The pages are not there yet.")
        return paper_response(self.object)


class PaperRetry(AboutPaper, ActionView):
    """Have a paper made that could not be made."""

    seen_event = "paper.seen"
    form_class = PaperRetryForm
    template_name = "reports/paper_retry.html"

    def form_valid(self, form):
        papers.make_again(self.object, by=self.request.user)
        return redirect("reports:paper_detail", self.object.ref)


def where_it_was_asked(paper, user):
    """The page of what a paper is about, and what its link says; for others the start."""
    if paper.about_type == Decision._meta.label:
        found = Referral.objects.visible_to(user).filter(decisions=paper.about_pk).first()
        if found:
            return reverse("families:referral_detail", args=[found.ref]), "Referral"
    if paper.about_type == Panel._meta.label:
        found = Panel.objects.visible_to(user).filter(pk=paper.about_pk).first()
        if found:
            return reverse("families:panel_detail", args=[found.ref]), "The panel"
    if paper.kind == "profile" and paper.child:
        return reverse("assessments:profile_detail", args=[paper.child.ref]), "Profile"
    if paper.kind == "celebration" and paper.child:
        return reverse("assessments:celebration", args=[paper.child.ref]), "What is new"
    return reverse("portage:home"), "Start"

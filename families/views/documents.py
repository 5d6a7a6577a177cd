"""The papers of a child: listed, added, opened as a download. A restricted one is not there for others."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.generic import DetailView, ListView

from accounts.guards import ActionForm, Guarded
from accounts.permissions import Permission

from ..actions import documents
from ..forms.documents import DocumentForm
from ..guards import AboutChild
from ..models import Document
from .incoming import paper_response


class DocumentList(AboutChild, ListView):
    """The papers of a child, the newest first."""

    permission = Permission.DOCUMENT_VIEW
    seen_event = "document.list_seen"
    model = Document
    template_name = "families/document_list.html"
    paginate_by = 50
    tab = "family"

    def get_queryset(self):
        return super().get_queryset().filter(child=self.child).select_related("added_by")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, may_add=self.request.user.may(Permission.DOCUMENT_ADD))


class DocumentAdd(AboutChild, ActionForm):
    """Add a photo or PDF of a paper; it is checked before anybody can open it."""

    permission = Permission.DOCUMENT_ADD
    form_class = DocumentForm
    template_name = "families/document_add.html"
    tab = "family"

    def form_valid(self, form):
        document = documents.add(self.child, by=self.request.user, **form.cleaned_data)
        waits = document.state == Document.State.PENDING
        told = "It is being checked, and can be opened in a moment." if waits else "It can be opened now."
        messages.success(self.request, f"Added: {document.title}. {told}")
        return redirect("families:document_list", self.child.ref)


class DocumentOpen(Guarded, DetailView):
    """One paper as a download; the look is written down."""

    permission = Permission.DOCUMENT_VIEW
    seen_event = "document.opened"
    model = Document
    slug_field = slug_url_kwarg = "ref"

    def get_queryset(self):
        return super().get_queryset().readable().select_related("child")

    def what_was_seen(self):
        hidden = self.object.sensitivity == Document.Sensitivity.RESTRICTED
        return {**super().what_was_seen(), "restricted": hidden}

    def render_to_response(self, context, **kwargs):
        return paper_response(self.object, on=self.object.came_at)

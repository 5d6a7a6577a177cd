from django.http import Http404
from django.views.generic import ListView

from accounts.guards import Guarded
from accounts.permissions import Permission
from families.header import header_of

from ..models import RestrictedNote


class NoteRead(Guarded, ListView):
    """The restricted notes on a visit, for the few who may; every look is recorded. For others: not there."""

    permission = Permission.NOTE_READ
    seen_event = "note.seen"
    model = RestrictedNote
    template_name = "visits/note_read.html"
    context_object_name = "notes"

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission) and not self.get_queryset().exists():
            raise Http404("No note in reach.")
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        on_visit = super().get_queryset().filter(visit__ref=self.kwargs["ref"])
        return on_visit.select_related("visit__child__family", "visit__worker", "by")

    def what_was_seen(self):
        note = self.object_list[0]
        return {"target": note, "child": note.child}

    def get_context_data(self, **kwargs):
        visit = self.object_list[0].visit
        header = header_of(visit.child, self.request.user)
        return super().get_context_data(**{**header, "visit": visit, "tab": "visits", **kwargs})

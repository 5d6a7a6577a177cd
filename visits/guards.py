"""The guards of pages about one visit: found in scope, shown under its child's header, still planned."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from families.header import header_of, medical_of

from .models import Visit


class AboutVisit:
    """A page under /visits/<ref>/. Goes before ActionView, or before Guarded and a view of one object.

    The visit is found through ``visible_to``; its child is what the read line and the header are about.
    """

    model = Visit
    slug_field = slug_url_kwarg = "ref"
    context_object_name = "visit"
    seen_event = "visit.seen"
    tab = "visits"
    has_header = True

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):  # who may not learns nothing about what is there
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().select_related("child__family", "worker")

    def get_object(self, queryset=None):
        """The visit, looked for once."""
        return getattr(self, "object", None) or super().get_object(queryset)

    @property
    def child(self):
        return self.object.child if getattr(self, "object", None) else None

    def get_context_data(self, **kwargs):
        user = self.request.user
        if self.has_header:
            header = header_of(self.child, user)
        else:  # what to do in an emergency is there all the same
            medical = medical_of(self.child, user, timezone.localdate())
            header = {"child": self.child, "child_medical": medical}
        return super().get_context_data(**{"tab": self.tab, **header, **kwargs})


class StillPlanned:
    """A form about a visit that is planned; if it is not any more, back to the visit with the reason."""

    def get(self, request, *args, **kwargs):
        return self.turn_away() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.turn_away() or super().post(request, *args, **kwargs)

    def turn_away(self):
        if self.object.status == Visit.Status.PLANNED:
            return None
        messages.warning(self.request, f"This visit is “{self.object.get_status_display().lower()}” already.")
        return redirect("visits:visit_detail", self.object.ref)

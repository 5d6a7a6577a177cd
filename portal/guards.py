"""The guard of the family's pages: one's own child, as far as the tie to it allows today, or not there."""

from django.http import Http404
from django.shortcuts import redirect

from accounts.guards import Guarded
from accounts.permissions import Permission
from families.models import Child


class AboutMyChild(Guarded):
    """A page under /family/<ref>/. A child that the tie does not show is as if it were not there."""

    permission = Permission.PORTAL_USE
    child = None
    seen_event = "child.seen"
    tab = ""
    stays_after_death = False  # whether the page is still there, quietly, once the child has died

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):
            self.child = self.find_child(kwargs["ref"])
            if self.child.died_on and not self.stays_after_death:
                return redirect("portal:child_home", self.child.ref)
        return super().dispatch(request, *args, **kwargs)

    def find_child(self, ref):
        child = Child.objects.visible_to(self.request.user).filter(ref=ref).first()
        if child is None:
            raise Http404("No such child in reach.")
        return child

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"tab": self.tab, "child": self.child, **kwargs})

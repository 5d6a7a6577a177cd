"""The guard of every page about one child: found in scope, or not there."""

from django.http import Http404

from accounts.guards import Guarded

from .header import header_of, with_header
from .models import Child


class AboutChild(Guarded):
    """A page under /children/<ref>/: finds the child in scope or answers 404, and shows its header.

    The child is looked for before the page's own work, so that a page about a child that one may not see says
    nothing about what else is there.
    """

    child = None
    seen_event = "child.seen"
    tab = ""
    brings = ("family",)  # what is read of the child with the child itself

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):
            self.child = self.find_child(kwargs["ref"])
        return super().dispatch(request, *args, **kwargs)

    def find_child(self, ref):
        """The child; by the ref of a record that was put together with this one too, as in an old letter."""
        children = with_header(Child.objects.visible_to(self.request.user), self.request.user)
        children = children.select_related(*self.brings)
        child = children.filter(ref=ref).first() or children.filter(merged__ref=ref).first()
        if child is None:
            raise Http404("No such child in reach.")
        return child

    def get_context_data(self, **kwargs):
        header = header_of(self.child, self.request.user)
        return super().get_context_data(**{"tab": self.tab, **header, **kwargs})

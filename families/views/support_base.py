"""What pages around a child's time with us share: the open episode, or one row that the address names."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from accounts.guards import ActionForm

from ..guards import AboutChild


class AroundEpisode(AboutChild, ActionForm):
    """A form about a child's open episode; without one there is nothing to say, and the page says so."""

    tab = "support"
    episode = None

    def find_child(self, ref):
        child = super().find_child(ref)
        self.episode = child.episodes.open().select_related("team").first()
        return child

    def get(self, request, *args, **kwargs):
        if self.episode is None:
            messages.info(request, f"{self.child.first_name} has no open time with us now.")
            return redirect("families:episode_detail", self.child.ref)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"episode": self.episode, **kwargs})

    def done(self, sentence):
        """Say what was done, and go back to how the child is supported."""
        messages.success(self.request, sentence)
        return redirect("families:episode_detail", self.child.ref)


class AboutRow(AboutChild):
    """A page about one row of a child's, named by its own ref: found in scope, or not there."""

    tab = "support"
    model = None
    related = ()
    row = None

    def find_child(self, ref):
        rows = self.model.objects.visible_to(self.request.user).select_related(*self.related)
        self.row = rows.filter(ref=ref).first()
        if self.row is None:
            raise Http404("No such thing in reach.")
        return super().find_child(self.row.child.ref)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"row": self.row, **kwargs})

    def what_was_seen(self):
        return {"target": self.row, "child": self.child}


class RowForm(AboutRow, ActionForm):
    """A form about one row."""

    def done(self, sentence):
        messages.success(self.request, sentence)
        return redirect("families:episode_detail", self.child.ref)

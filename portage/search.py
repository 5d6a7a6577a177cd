"""One box: each room answers for its own and in scope; the roof puts the answers together.

What is typed is a name, so it comes by POST and never stands in an address, a log or a history.
"""

from django.views.generic import FormView

from accounts.guards import Guarded
from accounts.permissions import Permission
from equipment.search import results as toys
from families.search import results as people

from .forms import SearchForm

ROOMS = (people, toys)


class Search(Guarded, FormView):
    """Find a child, an adult or a toy, among what this person may see."""

    permission = Permission.CHILD_SEARCH
    form_class = SearchForm
    template_name = "portage/search.html"

    def form_valid(self, form):
        words = form.cleaned_data["q"]
        groups = found(self.request.user, words)
        return self.render_to_response(self.get_context_data(form=form, words=words, groups=groups))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"words": "", "groups": {}, **kwargs})


def found(user, words):
    """What every room knows of these words, by kind, in the order of the rooms."""
    groups = {}
    for results in ROOMS:
        for hit in results(user, words):
            groups.setdefault(hit.kind, []).append(hit)
    return groups

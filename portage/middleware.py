"""The roof's own surroundings: health answers, and no page without a row in the policy."""

from django.http import Http404

from . import health
from .policy import find_row


class Health:
    """Answer /healthz and /readyz inside the network, before redirects, hosts or sessions matter."""

    ANSWERS = {"/healthz": health.healthz, "/readyz": health.readyz}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.ANSWERS.get(request.path_info)
        return answer(request) if answer else self.get_response(request)


class Policy:
    """A URL that nobody has said who may use is not there (TRUST.md §0.6)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if find_row(request.resolver_match.view_name) is None:
            raise Http404("This address has no row in the policy.")

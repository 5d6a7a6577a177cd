"""The doors that answer in the same time whatever they find (ASVS 6.3.8).

Equal work comes first: each door does for a stranger what it does for somebody it knows. What is left of a
difference, a row more or less, disappears behind a shortest time.
"""

import time
from functools import wraps

from django.conf import settings


def same_time(view):
    """Answer a posted form no sooner than after DOOR_SECONDS; who is signed in by it need not wait."""
    return paced(view, waits=lambda user: not user.is_authenticated)


def same_time_inside(view):
    """The same for a door inside the house, where people are signed in and look for somebody."""
    return paced(view, waits=lambda user: True)


def paced(view, *, waits):
    """Let the answer to a posted form, as it is then shown, wait for its time."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if request.method != "POST":
            return view(request, *args, **kwargs)
        began = time.monotonic()
        response = view(request, *args, **kwargs)
        if hasattr(response, "render") and not response.is_rendered:
            response.render()
        if waits(request.user):
            time.sleep(max(0, settings.DOOR_SECONDS - (time.monotonic() - began)))
        return response

    return answer

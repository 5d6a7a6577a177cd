"""Lines of the trail for signing in and out: Django's and allauth's own signals, the only ones we hear."""

from django.contrib.auth.signals import user_logged_in, user_logged_out

from . import audit


def connect():
    """Hear of sign-ins and sign-outs."""
    user_logged_in.connect(_signed_in, dispatch_uid="trail-in")
    user_logged_out.connect(_signed_out, dispatch_uid="trail-out")


def _signed_in(sender, request, user, **kwargs):
    audit.record("person.signed_in", by=user, target=user)


def _signed_out(sender, request, user, **kwargs):
    if user is not None:
        audit.record("person.signed_out", by=user, target=user)

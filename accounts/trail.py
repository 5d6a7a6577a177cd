"""Lines of the trail for signing in and out: Django's and allauth's own signals, the only ones we hear.

A sign-in that fails names the account, if there is one. The address that was typed is not kept: people
type passwords there. A keyed mark stands for it, the same for the same address, so that tries can be seen
together.
"""

from allauth.account.signals import login_code_rejected
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.utils.crypto import salted_hmac

from . import audit


def connect():
    """Hear of sign-ins, sign-outs and sign-ins that failed."""
    user_logged_in.connect(_signed_in, dispatch_uid="trail-in")
    user_logged_out.connect(_signed_out, dispatch_uid="trail-out")
    user_login_failed.connect(_password_refused, dispatch_uid="trail-password")
    login_code_rejected.connect(_code_refused, dispatch_uid="trail-code")
    authentication_failed.connect(_second_step_refused, dispatch_uid="trail-second-step")


def _signed_in(sender, request, user, **kwargs):
    audit.record("person.signed_in", by=user, target=user)


def _signed_out(sender, request, user, **kwargs):
    if user is not None:
        request.signed_out = True  # the headers then tell the browser to forget what it keeps
        audit.record("person.signed_out", by=user, target=user)


def _password_refused(sender, credentials, request=None, **kwargs):
    from .models import User  # signals are connected before models are ready

    address = str(credentials.get("email", "")).lower()
    account = User.objects.filter(email=address).first()
    mark = "address " + salted_hmac("trail.address", address, algorithm="sha256").hexdigest()[:12]
    audit.knocked("sign_in.refused", account=account, mark=mark)


def _code_refused(sender, request, user, **kwargs):
    audit.knocked("sign_in.code_refused", account=user)


def _second_step_refused(sender, request, user, **kwargs):
    audit.knocked("sign_in.second_step_refused", account=user)

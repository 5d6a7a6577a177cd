"""How allauth does what it does here: mail by our own notices, seeds encrypted, codes for families only."""

import secrets
import time
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse

from . import work
from .fields import decrypt, encrypt
from .models import Service, User
from .notifications import PasswordReset, SignInChanged, SignInCode, tell
from .paths import is_own_path

WRONG = "The e-mail address or the password is not right. Please try again."
TOO_MANY = "That was too many tries. Please wait a few minutes, then try again."


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: people are added by those who know them."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "incorrect_code": "That is not the code. Please type the newest 6 numbers.",
        "incorrect_password": "That is not your password. Please try again.",
        "enter_current_password": "That is not your password of today. Please try again.",
        "invalid_password_reset": "This link has been used, or is too old. Please ask for a new one.",
    }

    def is_open_for_signup(self, request):
        return False

    def is_safe_url(self, url):
        return is_own_path(url)

    def generate_login_code(self):
        """Six numbers, as chance has it: easy to read over the telephone and to type with one thumb."""
        return f"{secrets.randbelow(1_000_000):06}"

    def respond_user_inactive(self, request, user):
        return HttpResponseRedirect(reverse("account_login"))

    def get_password_change_redirect_url(self, request):
        return reverse("accounts:me")

    def send_mail(self, template_prefix, email, context):
        """Mail about signing in leaves as every mail does: a notice, delivered after commit, once."""
        if template_prefix == "account/email/login_code":
            parent = User.objects.active().with_role("parent").filter(email=email.lower()).first()
            if parent is not None:
                tell(SignInCode, to=parent, secret=context["code"])
        elif template_prefix == "account/email/password_reset_key":
            link = urlsplit(context["password_reset_url"])
            tell(PasswordReset, to=context["user"], secret=link.path)
        else:
            raise ValueError(f"There is no message for {template_prefix}.")

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        tell(SignInChanged, to=user)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Who signed in a moment ago is not asked again: setting up the first factor is one short way."""
        records = get_authentication_records(self.request, self.request.user)
        if records and time.time() - records[-1].get("at", 0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def add_message(
        self, request, level, message_template=None, message_context=None, extra_tags="", message=None
    ):
        """Say only what is worth saying: allauth would greet each sign-in and sign-out."""
        said = message or SAID.get(message_template)
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)


SAID = {
    "account/messages/password_changed.txt": "Your new password is set.",
    "account/messages/password_set.txt": "Your password is set.",
    "mfa/messages/totp_activated.txt": "Your app is set up.",
    "mfa/messages/totp_deactivated.txt": "The app is no longer used for signing in.",
    "mfa/messages/webauthn_added.txt": "Your passkey is added.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
    "usersessions/messages/sessions_logged_out.txt": "You are signed out everywhere else.",
}


def work_for_a_stranger():
    """Do for an address that nobody has what is done for one that somebody has: ask for a delivery."""
    work.ask("notice.to_nobody", key=f"nobody:{secrets.token_hex(16)}")


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth keeps seeds and recovery codes in clear unless told otherwise."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code did not work. Please type the newest 6 numbers from your app.",
        "rate_limited": TOO_MANY,
        "cannot_delete_authenticator": "This is your only second step. Set up another before removing it.",
    }

    def encrypt(self, text):
        return encrypt(text)

    def decrypt(self, encrypted_text):
        return decrypt(encrypted_text)

    def generate_authenticator_name(self, user, type):
        return "My passkey"

    def can_delete_authenticator(self, authenticator):
        """Staff keep a second factor: the last one cannot be removed, only replaced."""
        factors = Authenticator.objects.filter(user_id=authenticator.user_id)
        return factors.exclude(type="recovery_codes").exclude(pk=authenticator.pk).exists()

    def get_public_key_credential_rp_entity(self):
        """The passkey belongs to the address that mails name, whatever the request says."""
        return {"id": self._host(), "name": Service.current().name}

    def _host(self):
        host = urlsplit(settings.SITE_URL).hostname
        return host if host not in {"127.0.0.1", "::1"} else context.request.get_host().partition(":")[0]

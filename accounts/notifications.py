"""What accounts tells people, each once. The sign-in code is the only mail that carries what it is about."""

import secrets
from datetime import timedelta

from .notify import Message, notify


class SignInCode(Message):
    """Six numbers for a parent who wants to sign in; of no use after ten minutes."""

    name = "accounts.SignInCode"
    template = "accounts/sign_in_code"
    useful_for = timedelta(minutes=10)
    needs_secret = True
    can_be_disabled = False

    @classmethod
    def should_send(cls, about, to):
        return to.is_active and to.is_family

    @classmethod
    def path(cls, about, to):
        return "/account/code/confirm/"


class PasswordReset(Message):
    """A link with which a member of staff chooses a new password; the second factor stays."""

    name = "accounts.PasswordReset"
    template = "accounts/password_reset"
    useful_for = timedelta(days=1)
    needs_secret = True
    can_be_disabled = False

    @classmethod
    def should_send(cls, about, to):
        return to.is_active and to.is_staff_member

    @classmethod
    def path(cls, about, to):
        return ""  # the whole path is the notice's secret


class SignInChanged(Message):
    """Something about how a person signs in has changed: if it was not her, she should ring."""

    name = "accounts.SignInChanged"
    template = "accounts/sign_in_changed"
    can_be_disabled = False

    @classmethod
    def path(cls, about, to):
        return "/me/"


def tell(message, *, to, secret=""):
    """Tell a person something that may happen many times; each time is a message of its own."""
    return notify(message, to=to, key=f"{message.name}:{to.pk}:{secrets.token_hex(12)}", secret=secret)

"""The forms by which people come in. allauth checks; these say it in our words and our look."""

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as factor
from allauth.mfa.recovery_codes import forms as recovery
from allauth.mfa.totp import forms as totp
from allauth.usersessions import forms as sessions

from ..models import User
from .base import HouseForm

GOOD_PASSWORD = "At least 12 letters. Three odd words are easy to remember and hard to guess."
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "class": "app-code", "spellcheck": "false"}


class DoorForm(HouseForm):
    """Labels, hints and widgets in our words; allauth's placeholders are dropped."""

    labels = {}
    hints = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if name == "code":
                field.widget.attrs.update(CODE)


class SignIn(DoorForm, account.LoginForm):
    button = "Sign in"
    labels = {"login": "E-mail address", "password": "Password"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs.update(autocomplete="username", spellcheck="false")
        self.fields["login"].error_messages["required"] = "Type your e-mail address."
        self.fields["password"].error_messages["required"] = "Type your password."


class RequestCode(DoorForm, account.RequestLoginCodeForm):
    """A family asks for a code. Staff never get one: they have two factors."""

    button = "Send me a code"
    labels = {"email": "Your e-mail address"}

    def clean_email(self):
        email = super().clean_email()
        self._user = User.objects.active().with_role("parent").filter(email=email).first() if email else None
        return email


class ConfirmCode(DoorForm, account.ConfirmLoginCodeForm):
    """The six numbers. Five tries for each, counted outside the session too: a flood does not help."""

    button = "Go to my family page"
    labels = {"code": "Your 6 numbers"}
    hints = {"code": "You can copy and paste them."}

    def __init__(self, *args, tries_of="", **kwargs):
        super().__init__(*args, **kwargs)
        self.tries_of = tries_of
        self.fields["code"].error_messages["required"] = "Type the 6 numbers from the e-mail."

    def clean_code(self):
        if not ratelimit.consume(context.request, action="confirm_login_code", key=self.tries_of):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()


class ForgottenPassword(DoorForm, account.ResetPasswordForm):
    """Staff only: families have no password, and hear nothing."""

    button = "Send me a link"
    labels = {"email": "Your work e-mail address"}

    def clean_email(self):
        email = super().clean_email()
        self.users = [user for user in self.users if user.is_staff_member]
        return email


class NewPassword(DoorForm, account.ResetPasswordKeyForm):
    button = "Set my new password"
    labels = {"password1": "New password", "password2": "The same again"}
    hints = {"password1": GOOD_PASSWORD}


class ChangePassword(DoorForm, account.ChangePasswordForm):
    button = "Change my password"
    labels = {
        "oldpassword": "Your password of today",
        "password1": "New password",
        "password2": "The new one again",
    }
    hints = {"password1": GOOD_PASSWORD}


class ConfirmPassword(DoorForm, account.ReauthenticateForm):
    button = "Go on"
    labels = {"password": "Your password"}


class SecondStep(DoorForm, factor.AuthenticateForm):
    button = "Continue"
    labels = {"code": "Code from your authenticator app"}
    hints = {"code": "Or one of your recovery codes."}


class SecondStepAgain(DoorForm, factor.ReauthenticateForm):
    button = "Continue"
    labels = {"code": "Code from your authenticator app"}
    hints = {"code": "Or one of your recovery codes."}


class SetUpApp(DoorForm, totp.ActivateTOTPForm):
    button = "Finish"
    labels = {"code": "The 6 numbers that the app shows now"}


class RemoveApp(DoorForm, totp.DeactivateTOTPForm):
    button = "Remove the app"


class NewRecoveryCodes(DoorForm, recovery.GenerateRecoveryCodesForm):
    button = "Make new codes"


class EndSessions(DoorForm, sessions.ManageUserSessionsForm):
    button = "Sign me out everywhere else"

"""The forms of passkeys: a browser sends a key’s answer; what anybody else sends is refused kindly."""

from allauth.mfa.webauthn import forms as passkey
from django import forms
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from .doors import DoorForm

NEEDS_SCRIPT = "Signing in with a passkey needs JavaScript. You can use your password instead."


class KeyAnswer(forms.JSONField):
    """A key’s answer as the browser passes it on; ``shape`` is the class that can read it."""

    widget = forms.HiddenInput
    default_error_messages = {"shape": "That is not an answer of a passkey. Please try again."}

    def __init__(self, *, shape, **kwargs):
        super().__init__(**kwargs)
        self.shape = shape

    def to_python(self, value):
        value = super().to_python(value)
        if value in self.empty_values:
            return value
        try:
            self.shape.from_dict(value)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise forms.ValidationError(self.error_messages["shape"], code="shape") from error
        return value


class AddPasskey(DoorForm, passkey.AddWebAuthnForm):
    """A passkey that asks for a finger, a face or a PIN signs in alone; any other key is a second step."""

    credential = KeyAnswer(shape=RegistrationResponse)
    labels = {
        "name": "What shall we call it?",
        "passwordless": "It asks for my finger, face or PIN, and then signs me in without a password",
    }
    hints = {"name": "For example “work phone” or “laptop”."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskey(DoorForm, passkey.EditWebAuthnForm):
    labels = {"name": "What shall we call it?"}


class PasskeySignIn(DoorForm, passkey.LoginWebAuthnForm):
    credential = KeyAnswer(shape=AuthenticationResponse, error_messages={"required": NEEDS_SCRIPT})


class PasskeySecondStep(DoorForm, passkey.AuthenticateWebAuthnForm):
    credential = KeyAnswer(shape=AuthenticationResponse)


class PasskeyAgain(DoorForm, passkey.ReauthenticateWebAuthnForm):
    credential = KeyAnswer(shape=AuthenticationResponse)

"""The doors: allauth's views, with what allauth leaves open. Each change of a factor is recorded and told."""

from allauth.account import views as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import Login
from allauth.mfa.adapter import get_adapter as get_factor_adapter
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from allauth.mfa.webauthn.internal import flows
from allauth.usersessions.internal.flows.sessions import end_other_sessions
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import redirect

from .. import audit
from ..adapters import work_for_a_stranger
from ..middleware import AFTER_SET_UP
from ..paths import is_own_path


def staff_only(view):
    """Second factors and passwords are for staff; families sign in by code."""

    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated and request.user.is_family:
            raise PermissionDenied("Families sign in with a code by e-mail, and need no password.")
        return view(request, *args, **kwargs)

    guarded.login_required = getattr(view, "login_required", True)
    return guarded


class Recorded:
    """A change of how one signs in: in one transaction with its line, and every other session ends."""

    audit_event = ""

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        user = self.request.user
        audit.record(self.audit_event, by=user, target=user)
        end_other_sessions(self.request, user)
        return response


class Proven(Recorded):
    """Setting up a factor proves that one has it: this session counts as begun with both."""

    factor = ""

    def form_valid(self, form):
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, method="mfa", type=self.factor)
        return response


class RequestCode(account.RequestLoginCodeView):
    """A family asks for a code; a stranger meets the same page, and the same work is done."""

    def form_valid(self, form):
        if form._user is None:
            work_for_a_stranger()
        return super().form_valid(form)


class ConfirmCode(account.ConfirmLoginCodeView):
    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        if self._action == "verify":
            state = self._process.state
            kwargs["tries_of"] = f"{state.get('email')}:{state['at']}"
        return kwargs


class ForgottenPassword(account.PasswordResetView):
    def form_valid(self, form):
        if not form.users:
            work_for_a_stranger()
        return super().form_valid(form)


class NewPassword(account.PasswordResetFromKeyView):
    """A new password by a link: it ends every session, and signs nobody in."""

    @transaction.atomic
    def form_valid(self, form):
        response = super().form_valid(form)
        audit.record("password.reset", by=self.reset_user, target=self.reset_user)
        return response


class ChangePassword(Recorded, account.PasswordChangeView):
    audit_event = "password.changed"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_usable_password():  # signs in by passkey alone
            return redirect("account_reset_password")
        return super().dispatch(request, *args, **kwargs)


class SetUpApp(Proven, totp.ActivateTOTPView):
    audit_event = "second_factor.added"
    factor = "totp"


class RemoveApp(Recorded, totp.DeactivateTOTPView):
    audit_event = "second_factor.removed"


class RecoveryCodes(recovery.ViewRecoveryCodesView):
    """The codes, shown once; and then on to where one wanted to go when we asked for a second factor."""

    def get_context_data(self, **kwargs):
        wanted = self.request.session.get(AFTER_SET_UP, "/")
        return super().get_context_data(**kwargs, go_on=wanted if is_own_path(wanted) else "/")


class NewRecoveryCodes(Recorded, recovery.GenerateRecoveryCodesView):
    audit_event = "recovery_codes.made"


class AddPasskey(Proven, passkey.AddWebAuthnView):
    audit_event = "second_factor.added"
    factor = "webauthn"


class RemovePasskey(passkey.RemoveWebAuthnView):
    @transaction.atomic
    def form_valid(self, form):
        adapter = get_factor_adapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, adapter.error_messages["cannot_delete_authenticator"])
            return redirect("mfa_list_webauthn")
        response = super().form_valid(form)
        audit.record("second_factor.removed", by=self.request.user, target=self.request.user)
        end_other_sessions(self.request, self.request.user)
        return response


class PasskeySignIn(passkey.LoginWebAuthnView):
    """Sign in by passkey alone, and go where one wanted to go."""

    def form_valid(self, form):
        authenticator = form.cleaned_data["credential"]
        if not (authenticator.user.is_active and authenticator.user.is_staff_member):
            messages.error(self.request, get_adapter().error_messages["email_password_mismatch"])
            return redirect("account_login")
        wanted = self.request.POST.get("next", "")
        login = Login(user=authenticator.user, redirect_url=wanted if is_own_path(wanted) else None)
        return flows.perform_passwordless_login(self.request, authenticator, login)

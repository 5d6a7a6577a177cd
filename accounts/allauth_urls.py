"""The addresses of allauth that we use, and no others: nobody signs up, and there are no social accounts."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.webauthn import views as passkey
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from .pace import same_time
from .views import doors
from .views.doors import staff_only

urlpatterns = [
    path("sign-in/", same_time(account.login), name="account_login"),
    path("sign-in/passkey/", doors.PasskeySignIn.as_view(), name="mfa_login_webauthn"),
    path("sign-in/second-step/", factor.authenticate, name="mfa_authenticate"),
    path("sign-out/", account.logout, name="account_logout"),
    path("code/", same_time(doors.RequestCode.as_view()), name="account_request_login_code"),
    path("code/confirm/", doors.ConfirmCode.as_view(), name="account_confirm_login_code"),
    path("confirm-it-is-you/", staff_only(account.reauthenticate), name="account_reauthenticate"),
    path("confirm-it-is-you/second-step/", staff_only(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirm-it-is-you/passkey/",
        staff_only(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("password/change/", staff_only(doors.ChangePassword.as_view()), name="account_change_password"),
    path("password/forgotten/", same_time(doors.ForgottenPassword.as_view()), name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        doors.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("two-steps/", staff_only(factor.index), name="mfa_index"),
    path("two-steps/app/", staff_only(doors.SetUpApp.as_view()), name="mfa_activate_totp"),
    path("two-steps/app/remove/", staff_only(doors.RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("two-steps/codes/", staff_only(doors.RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "two-steps/codes/new/",
        staff_only(doors.NewRecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    path("two-steps/passkeys/", staff_only(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("two-steps/passkeys/add/", staff_only(doors.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path("two-steps/passkeys/<int:pk>/", staff_only(passkey.edit_webauthn), name="mfa_edit_webauthn"),
    path(
        "two-steps/passkeys/<int:pk>/remove/",
        staff_only(doors.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("sessions/", sessions.list_usersessions, name="usersessions_list"),
]

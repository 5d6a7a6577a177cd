"""The addresses of allauth that we use, and no others: nobody signs up, and there are no social accounts."""

from allauth.account import views as account
from django.urls import include, path

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("code/", account.request_login_code, name="account_request_login_code"),
    path("code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("confirm-it-is-you/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]

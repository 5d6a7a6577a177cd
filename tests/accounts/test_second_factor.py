"""Setting up the second step, and what is closed until then."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.urls import reverse

from accounts.models import AuditEvent
from tests.factories.accounts import UserFactory
from tests.people import TWO_FACTORS, sign_in

PASSWORD = "otter kettle lantern"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counted_tries():
    cache.clear()


@pytest.fixture
def newcomer():
    user = UserFactory(name="Sofia Marsh", email="sofia@example.org", worker=True)
    user.set_password(PASSWORD)
    user.save()
    return user


def knock(client):
    return client.post(reverse("account_login"), {"login": "sofia@example.org", "password": PASSWORD})


def number_for(seed):
    return format_hotp_value(hotp_value(seed, next(iter(yield_hotp_counters_from_time()))))


def set_up_app(client):
    page = client.get(reverse("mfa_activate_totp"))
    assert 'src="data:image/svg+xml;base64,' in page.text
    return client.post(reverse("mfa_activate_totp"), {"code": number_for(page.context["form"].secret)})


def test_a_newcomer_sets_up_an_app_prints_codes_and_goes_on(client, newcomer):
    knock(client)
    assert client.get("/me/").headers["Location"] == reverse("mfa_index")
    assert "One thing before you start" in client.get(reverse("mfa_index")).text
    assert set_up_app(client).headers["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(reverse("mfa_view_recovery_codes"))
    assert "These are shown only now" in codes.text
    assert 'href="/me/"' in codes.text
    assert "These are shown only now" not in client.get(reverse("mfa_view_recovery_codes")).text
    assert client.get("/me/").status_code == 200
    assert AuditEvent.objects.get(what="second_factor.added").by_pk == newcomer.pk


def test_the_seed_that_was_set_up_lies_encrypted(client, newcomer):
    knock(client)
    set_up_app(client)
    stored = Authenticator.objects.get(user=newcomer, type="totp").data["secret"]
    assert stored.startswith("gAAAA")


@pytest.mark.parametrize(
    "name",
    [
        "accounts:me",
        "usersessions_list",
        "account_change_password",
        "mfa_deactivate_totp",
        "mfa_list_webauthn",
        "mfa_generate_recovery_codes",
        "mfa_view_recovery_codes",
        "accounts:draft_save",
        "accounts:session_keep",
    ],
)
def test_staff_without_a_second_factor_reach_nothing_else(client, newcomer, name):
    knock(client)
    for ask in (client.get, client.post):
        assert ask(reverse(name)).headers["Location"] == reverse("mfa_index")


def test_a_session_begun_before_the_factor_cannot_add_its_own(client, newcomer):
    knock(client)
    TOTP.activate(newcomer, SEED)  # in another browser, meanwhile
    assert client.get(reverse("mfa_add_webauthn")).headers["Location"] == reverse("account_login")
    assert "_auth_user_id" not in client.session


def test_setting_up_a_factor_ends_the_other_sessions(client, newcomer):
    other = type(client)()
    knock(other)
    session = other.session
    session["account_authentication_methods"] = TWO_FACTORS
    session.save()
    assert other.get("/me/").status_code == 200
    knock(client)
    set_up_app(client)
    assert other.get("/me/").headers["Location"].startswith(reverse("account_login"))


def test_the_last_factor_cannot_be_removed(client, newcomer):
    knock(client)
    set_up_app(client)
    page = client.post(reverse("mfa_deactivate_totp"))
    assert "This is your only second step." in page.text
    assert Authenticator.objects.filter(user=newcomer, type="totp").exists()


def test_families_have_no_business_with_second_factors(client):
    client.force_login(UserFactory(parent=True))
    for name in ("mfa_index", "mfa_activate_totp", "account_change_password", "mfa_add_webauthn"):
        assert client.get(reverse(name)).status_code == 403


def test_a_changed_password_ends_every_other_session(client, newcomer, settings):
    TOTP.activate(newcomer, SEED)
    other = type(client)()
    sign_in(other, newcomer)
    sign_in(client, newcomer)
    new = "harbour thimble oak"
    page = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new}
    )
    assert page.headers["Location"] == reverse("accounts:me")
    assert client.get("/me/").status_code == 200
    assert other.get("/me/").status_code == 302
    assert AuditEvent.objects.filter(what="password.changed").count() == 1


@pytest.mark.parametrize(
    "password", ["short", "password1234", "Portage-Portage", "sofia@example.org", "steppingstones1"]
)
def test_passwords_that_anyone_would_guess_are_refused_in_words(client, newcomer, password):
    TOTP.activate(newcomer, SEED)
    sign_in(client, newcomer)
    page = client.post(
        reverse("account_change_password"),
        {"oldpassword": PASSWORD, "password1": password, "password2": password},
    )
    assert page.status_code == 200
    assert page.context["form"].errors["password1"]

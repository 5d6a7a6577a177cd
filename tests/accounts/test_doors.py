"""Coming in: staff by password and second step, families by a code."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from accounts.models import AuditEvent, Notice
from tests.factories.accounts import UserFactory

PASSWORD = "otter kettle lantern"
SEED = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counted_tries():
    cache.clear()


@pytest.fixture
def sofia():
    user = UserFactory(name="Sofia Marsh", email="sofia@example.org", worker=True)
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, SEED)
    RecoveryCodes.activate(user)
    return user


@pytest.fixture
def nadia():
    return UserFactory(name="Nadia Khan", email="nadia@example.org", parent=True)


def number_now():
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(SEED, counter))


def knock(client, email="sofia@example.org", password=PASSWORD, **more):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def ask_for_code(client, email, **more):
    return client.post(reverse("account_request_login_code"), {"email": email, **more})


def code_in_mail():
    return re.search(r"\b(\d{6})\b", mail.outbox[-1].body).group(1)


def test_staff_sign_in_with_password_and_second_step(client, sofia):
    assert knock(client, next="/me/").headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/me/").status_code == 302
    answer = client.post(reverse("mfa_authenticate"), {"code": number_now()})
    assert answer.headers["Location"] == "/me/"
    assert client.get("/me/").status_code == 200
    assert AuditEvent.objects.filter(what="person.signed_in", by_pk=sofia.pk).exists()


def test_a_recovery_code_works_once(client, sofia):
    code = Authenticator.objects.get(user=sofia, type="recovery_codes").wrap().get_unused_codes()[0]
    for expected in (302, 200):
        knock(client)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected
        client.logout()


def test_a_wrong_second_step_is_refused_and_written_down(client, sofia):
    knock(client)
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert page.status_code == 200
    assert "That code did not work" in page.text
    assert AuditEvent.objects.get(what="sign_in.second_step_refused").target_name == "Sofia Marsh"


def test_the_database_holds_no_clear_seed_or_recovery_code(sofia):
    stored = " ".join(str(factor.data) for factor in Authenticator.objects.filter(user=sofia))
    assert SEED not in stored
    wrapped = Authenticator.objects.get(user=sofia, type="recovery_codes")
    assert wrapped.data["seed"] not in (wrapped.wrap().get_unused_codes())
    assert stored.count("gAAAA") >= 2


@pytest.mark.parametrize(
    "email", ["nobody@example.org", "sofia@example.org", "left@example.org", "nadia@example.org"]
)
def test_a_refused_password_says_the_same_to_everyone(client, sofia, nadia, email):
    UserFactory(email="left@example.org", is_active=False, worker=True)
    page = knock(client, email=email, password="not the password")
    assert page.status_code == 200
    assert "The e-mail address or the password is not right." in page.text
    assert AuditEvent.objects.filter(what="sign_in.refused").count() == 1


def test_an_account_that_is_closed_is_refused_like_a_wrong_password(client, sofia):
    sofia.is_active = False
    sofia.save()
    assert "is not right" in knock(client).text


def test_a_failed_sign_in_keeps_no_address(client):
    knock(client, email="my.password.by.mistake@example.org")
    line = AuditEvent.objects.get(what="sign_in.refused")
    assert "mistake" not in f"{line.target_name} {line.by_name} {line.reason}"
    assert line.target_name.startswith("address ")


def test_a_family_signs_in_with_the_mailed_code(client, nadia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = ask_for_code(client, "Nadia@Example.org", next="/me/")
    assert answer.headers["Location"] == "/account/code/confirm/?next=%2Fme%2F"
    assert mail.outbox[0].to == ["nadia@example.org"]
    assert code_in_mail() not in mail.outbox[0].subject  # it would show on a locked telephone
    answer = client.post(answer.headers["Location"], {"code": code_in_mail(), "next": "/me/"})
    assert answer.headers["Location"] == "/me/"
    assert client.get("/me/").status_code == 200


def test_the_code_is_wiped_once_it_is_sent(client, nadia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_code(client, nadia.email)
    notice = Notice.objects.get()
    assert (notice.state, notice.secret) == ("sent", "")


def test_strangers_and_staff_get_the_same_page_and_no_mail(
    client, nadia, sofia, django_capture_on_commit_callbacks
):
    UserFactory(email="left@example.org", is_active=False, parent=True)
    pages = []
    for email in ("nadia@example.org", "sofia@example.org", "nobody@example.org", "left@example.org"):
        mail.outbox.clear()
        client.cookies.clear()
        with django_capture_on_commit_callbacks(execute=True):
            answer = ask_for_code(client, email)
        page = client.get(answer.headers["Location"]).text.replace(email, "…")
        pages.append((answer.status_code, re.sub(r'value="\w{64}"|nonce-\S+|"[\w-]{22}"', "", page)))
        assert len(mail.outbox) == (1 if email == "nadia@example.org" else 0)
    assert pages[0] == pages[1] == pages[2] == pages[3]


def test_five_wrong_codes_and_the_code_is_dead(client, nadia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_code(client, nadia.email)
    right = code_in_mail()
    wrong = "000000" if right != "000000" else "111111"
    answers = [
        client.post(reverse("account_confirm_login_code"), {"code": wrong}).status_code for _ in range(5)
    ]
    assert answers == [200, 200, 200, 200, 302]
    assert client.post(reverse("account_confirm_login_code"), {"code": right}).status_code == 302
    assert client.get("/me/").status_code == 302
    assert AuditEvent.objects.filter(what="sign_in.code_refused").count() == 5


def test_a_flood_with_one_session_gets_no_more_than_five_tries(
    client, nadia, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_code(client, nadia.email)
    right, session = code_in_mail(), client.session
    before = dict(session.items())
    for _ in range(5):  # each try sees the session as it was, as if all had come at once
        client.post(reverse("account_confirm_login_code"), {"code": "000000"})
        session = client.session
        session.clear()
        session.update(before)
        session.save()
    page = client.post(reverse("account_confirm_login_code"), {"code": right})
    assert page.status_code == 200
    assert "too many tries" in page.text


def test_staff_never_come_in_by_code_alone(client, sofia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ask_for_code(client, sofia.email)
    assert "'code':" not in str(dict(client.session.items()))  # none was made, so none can be guessed
    assert client.post(reverse("account_confirm_login_code"), {"code": "000000"}).status_code == 200
    assert mail.outbox == []


def test_families_never_come_in_by_password(client, nadia):
    nadia.set_password(PASSWORD)
    nadia.save()
    assert "is not right" in knock(client, email=nadia.email).text


def test_the_sixth_wrong_password_has_to_wait(client, sofia):
    for _ in range(5):
        knock(client, password="not the password")
    page = knock(client)
    assert "too many tries" in page.text


def test_the_fourth_code_in_a_minute_has_to_wait(client, nadia):
    for _ in range(3):
        ask_for_code(client, nadia.email)
        client.cookies.clear()
    assert "too many tries" in ask_for_code(client, nadia.email).text


def test_too_many_requests_for_a_link_get_a_friendly_page(client, sofia):
    for _ in range(3):
        client.post(reverse("account_reset_password"), {"email": sofia.email})
    page = client.post(reverse("account_reset_password"), {"email": sofia.email})
    assert page.status_code == 429
    assert "That was too many tries" in page.text


def link_in_mail():
    return re.search(r"http://[^/]+(/account/password/new/\S+)", mail.outbox[-1].body).group(1)


def test_a_new_password_by_link_never_goes_round_the_second_step(
    client, sofia, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": sofia.email})
    form = client.get(link_in_mail(), follow=True)
    assert form.status_code == 200
    new = "harbour thimble oak"
    done = client.post(form.request["PATH_INFO"], {"password1": new, "password2": new})
    assert done.headers["Location"] == reverse("account_reset_password_from_key_done")
    assert client.get("/me/").status_code == 302
    assert knock(client, password=new).headers["Location"] == reverse("mfa_authenticate")
    assert AuditEvent.objects.filter(what="password.reset", by_pk=sofia.pk).exists()


def test_a_used_link_says_so(client, sofia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("account_reset_password"), {"email": sofia.email})
    link = link_in_mail()
    sofia.set_password("something else now")
    sofia.save()
    assert "does not work any more" in client.get(link, follow=True).text


@pytest.mark.parametrize("email", ["nadia@example.org", "nobody@example.org"])
def test_families_and_strangers_hear_nothing_of_passwords(
    client, nadia, email, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("account_reset_password"), {"email": email})
    assert answer.headers["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_a_poisoned_host_changes_no_link(client, sofia, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            reverse("account_reset_password"),
            {"email": sofia.email},
            headers={"X-Forwarded-Host": "evil.example.org"},
        )
    assert "http://127.0.0.1:8000/account/password/new/" in mail.outbox[-1].body
    assert "evil" not in mail.outbox[-1].body


NOT_OURS = [
    "//evil.example",
    "https://evil.example",
    "http:evil.example",
    "http:///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\\/evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "///evil.example",
    "////evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    " https://evil.example",
    "https:/evil.example",
    "https:evil.example",
    "//evil.example/%2f..",
    "///evil.example/%2f..",
    "//127.0.0.1:8000@evil.example",
    "/\x00/evil.example",
    "http://127.0.0.1:8000.evil.example",
    "http://testserver",
    "https://testserver/me/",
    "//testserver/me/",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "evil.example",
    "me/",
    "",
    "?x",
    "#x",
    "/\r\nLocation: //evil",
    "//evil.example\\@testserver",
    "/\\\\evil.example",
    "\x01//evil.example",
    "blob:https://evil.example",
]


@pytest.mark.parametrize("next_", NOT_OURS)
def test_after_signing_in_nobody_is_sent_away_from_us(client, sofia, next_):
    knock(client, next=next_)
    answer = client.post(reverse("mfa_authenticate"), {"code": number_now()})
    assert answer.headers["Location"] == "/"


def test_nobody_signs_up_and_what_we_do_not_use_is_not_there(client):
    for path in ("signup/", "email/", "inactive/", "password/set/", "social/", "confirm-email/"):
        assert client.get(f"/account/{path}").status_code in (302, 404)


def test_a_passkey_login_without_a_credential_says_what_to_do(client):
    page = client.post(reverse("mfa_login_webauthn"), {"credential": ""}, follow=True)
    assert "You can use your password instead." in page.text

"""Staff come in by password and a second step: an app, a recovery code, a passkey."""

import base64
import hmac
import re
import struct
import time

import pytest
from playwright.sync_api import expect

from .screens import DESK, PHONE

PASSWORD = "seven small stones over a stream"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_new_colleague_signs_in_with_an_app_and_with_a_recovery_code(town, arrive, scripts):
    email = f"app{scripts}@example.org".lower()
    vic = arrive(PHONE, scripts=scripts)
    when_a_password_is_chosen(vic, given_a_new_colleague(town, email))
    when_signing_in_by_password(vic, email, password="not this one")
    vic.sees("The e-mail")
    vic.look()
    when_signing_in_by_password(vic, email)
    secret, codes = when_an_app_is_set_up(vic)
    then_the_work_begins(vic)

    vic.sign_out()
    when_signing_in_by_password(vic, email)
    vic.at("One more step")
    vic.page.get_by_role("textbox").first.fill("123456" if code_of(secret) != "123456" else "654321")
    vic.page.locator("form button[type=submit]").first.click()
    expect(vic.page.locator(".govuk-error-message").first).to_be_visible()
    vic.look()
    vic.page.get_by_role("textbox").first.fill(code_of(secret, ahead=1))  # each number works once
    vic.page.locator("form button[type=submit]").first.click()
    then_the_work_begins(vic)

    for works in (True, False):
        vic.sign_out()
        when_signing_in_by_password(vic, email)
        vic.page.get_by_role("textbox").first.fill(codes[0])
        vic.page.locator("form button[type=submit]").first.click()
        if works:
            then_the_work_begins(vic)
        else:
            expect(vic.page.locator(".govuk-error-message").first).to_be_visible()


def test_a_new_colleague_signs_in_with_a_passkey(town, arrive):
    email = "passkey@example.org"
    vic = arrive(DESK)
    on_a_name(vic)
    with_a_passkey(vic)
    when_a_password_is_chosen(vic, given_a_new_colleague(town, email))
    when_signing_in_by_password(vic, email)
    vic.at("One thing before you start")
    vic.follow("Use a passkey")
    vic.at("Add a passkey")
    vic.page.get_by_role("textbox").first.fill("My laptop")
    vic.press("Add this passkey")
    vic.at("Your recovery codes")
    vic.page.get_by_role("link", name="go on").click()
    then_the_work_begins(vic)

    vic.sign_out()
    vic.open("/account/sign-in/")
    vic.press("Sign in with a passkey")
    then_the_work_begins(vic)
    vic.open("/me/")
    vic.look()


def given_a_new_colleague(town, email):
    """Somebody is added from the command line; returns the link that is printed for her."""
    said = town.manage("add_person", email, "Vic Stone")
    return re.search(r"/account/\S+", said).group(0)


def when_a_password_is_chosen(vic, link):
    vic.open(link)
    vic.at("Choose a new password")
    for field in vic.page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    vic.page.locator("form button[type=submit]").last.click()
    vic.at("Your new password is set")


def when_signing_in_by_password(vic, email, *, password=PASSWORD):
    vic.open("/account/sign-in/")
    vic.at("Staff sign in")
    vic.write("E-mail address", email)
    vic.page.locator("input[type=password]").fill(password)
    vic.press("Sign in")
    vic.page.wait_for_load_state()


def when_an_app_is_set_up(vic):
    """Returns the secret that the app keeps, and the recovery codes that go on paper."""
    vic.at("One thing before you start")
    vic.follow("Use an app")
    vic.at("Set up an app")
    secret = vic.page.locator(".app-secret").text_content().strip()
    vic.page.locator("main input[type=text]").last.fill(code_of(secret))
    vic.page.locator("main form button[type=submit]").last.click()
    vic.at("Your recovery codes")
    codes = vic.page.locator(".app-codes code").all_inner_texts()
    vic.page.get_by_role("link", name="go on").click()
    return secret, codes


def then_the_work_begins(vic):
    vic.page.wait_for_url(lambda url: "/account/" not in url)
    expect(vic.page.locator("main h1")).to_be_visible()
    vic.look()


def code_of(secret, *, ahead=0):
    """The six numbers that an authenticator app shows now (RFC 6238), or some half minutes ahead."""
    key = base64.b32decode(secret.replace(" ", ""))
    counter = struct.pack(">Q", int(time.time()) // 30 + ahead)
    digest = hmac.digest(key, counter, "sha1")
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def on_a_name(visitor):
    """A passkey belongs to a name, and an address of numbers is none."""
    visitor.home = visitor.town.url.replace("127.0.0.1", "localhost")


def with_a_passkey(visitor):
    """Give the browser an authenticator of its own, as a laptop with a finger reader has."""
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})

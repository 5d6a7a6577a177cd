"""The whole demo with its invented people: everyone on the sign-in page gets in with one click."""

import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from portage.dev import places
from portage.dev.personas import PERSONAS

from .demo import Demo

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    base = tmp_path_factory.mktemp("people") / "demo"
    demo = Demo(base, empty=False).start().until_ready()
    yield demo
    demo.interrupt()
    places.remove(base)


def test_the_start_says_who_can_sign_in(demo):
    for persona in PERSONAS:
        assert f"{persona.name} ({persona.email})" in demo.said


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.role)
def test_everyone_gets_in_with_one_click(demo, persona):
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    address = f"http://127.0.0.1:{demo.port}"
    door = browser.open(f"{address}/account/sign-in/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', door).group(1)
    click = urlencode({"csrfmiddlewaretoken": token, "email": persona.email}).encode()

    page = browser.open(Request(f"{address}/demo/sign-in/", data=click))

    assert page.status == 200
    assert "/account/" not in page.url
    assert persona.name.split()[0] in page.read().decode()

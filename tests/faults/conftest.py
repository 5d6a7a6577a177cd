"""A town to break: real Postgres, Redis, worker, clock, mail and web server, in a folder of its own."""

import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request

import pytest

from tests.town import Town


def pytest_collection_modifyitems(items):
    for item in items:
        if "faults" in item.path.parts:
            item.add_marker(pytest.mark.fault)


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    town = Town(tmp_path_factory.mktemp("faults")).start()
    yield town
    town.stop()


class Client:
    """A browser without a screen: keeps cookies, sends forms."""

    def __init__(self, town):
        self.town, self.jar = town, http.cookiejar.CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self.opener = urllib.request.build_opener(cookies)

    def get(self, path):
        try:
            with self.opener.open(self.town.url + path, timeout=20) as response:
                return response.read().decode()
        except urllib.error.HTTPError as error:
            error.close()  # an error page is an answer too, with a socket of its own
            raise

    def post(self, path, **fields):
        """Send a form with the token of the page it stands on; returns the status, keeps the answer."""
        page = self.get(fields.pop("on", path))
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **fields}).encode()
        request = urllib.request.Request(self.town.url + path, body, headers={"Referer": self.town.url})
        try:
            with self.opener.open(request, timeout=20) as response:
                self.answer = response.read().decode()
                return response.status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code

    def sign_in(self, email):
        """Come in by one of the demo's one-click doors."""
        return self.post("/demo/sign-in/", on="/account/sign-in/", email=email)


@pytest.fixture
def visitor(town):
    return lambda: Client(town)

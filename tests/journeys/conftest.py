"""A browser, the town that it walks through, and a look at every page for accessibility."""

import re
import warnings
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.town import Town

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from axe_playwright_python.sync_playwright import Axe

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def town(tmp_path_factory):
    """The whole service, told once for all journeys."""
    town = Town(tmp_path_factory.mktemp("town")).start()
    yield town
    town.stop()


@pytest.fixture(scope="session")
def chromium():
    path = next((path for path in CHROMIUM if Path(path).exists()), None)
    if path is None:
        pytest.fail("Chromium is not installed: apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Visitor:
    """Somebody at a screen: opens pages, reads them, and looks at each with axe."""

    def __init__(self, town, context):
        self.town, self.context = town, context
        self.page = context.new_page()
        self.trouble = []
        self.page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        self.page.on("console", self._hear)

    def _hear(self, message):
        if message.type == "error" and "favicon" not in message.text:
            self.trouble.append(f"console: {message.text}")

    def sign_in(self, role):
        """Come in by one of the demo's one-click doors."""
        self.open("/account/sign-in/")
        self.page.get_by_role("button", name=role, exact=True).click()
        self.page.wait_for_load_state()
        return self

    def sign_out(self):
        self.context.clear_cookies()

    def open(self, path):
        self.page.goto(self.town.url + path)
        return self.page

    def look(self):
        """Check the page as it stands: no axe finding, no script error, nothing wider than the screen."""
        here = self.page.url
        if self.with_scripts:
            found = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": RULES}})
            problems = [
                f"{violation['id']}: {node['target']}"
                for violation in found.response["violations"]
                for node in violation["nodes"]
            ]
            assert not problems, f"{here}\n" + "\n".join(problems)
            wide = self.page.evaluate(
                "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wide <= 0, f"{here} is {wide} px wider than the screen"
        assert not self.trouble, f"{here}\n" + "\n".join(self.trouble)
        return self.page

    with_scripts = True

    def read_code(self, address):
        """The six numbers in the newest e-mail to an address."""
        letter = self.town.letters_to(address)[-1]
        return re.search(r"\b(\d{6})\b", letter.split("\n\n", 1)[1]).group(1)


@pytest.fixture
def arrive(town, chromium):
    """Somebody arrives with a screen of a size: ``arrive(PHONE)``; ``scripts=False`` turns JavaScript off."""
    contexts = []

    def come(size=DESK, *, scripts=True):
        context = chromium.new_context(
            viewport=size,
            java_script_enabled=scripts,
            locale="en-GB",
            reduced_motion="reduce",
            has_touch=size is PHONE,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        visitor = Visitor(town, context)
        visitor.with_scripts = scripts
        return visitor

    yield come
    for context in contexts:
        context.close()

"""A browser, the town that it walks through, and people who arrive with a screen of some size."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.town import Town

from .screens import DESK, PHONE
from .visitor import Visitor

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


@pytest.fixture
def arrive(town, chromium):
    """Somebody arrives with a screen of a size: ``arrive(PHONE)``; ``scripts=False`` turns JavaScript off."""
    contexts = []

    def come(size=DESK, *, scripts=True):
        context = chromium.new_context(
            viewport=size,
            java_script_enabled=scripts,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
            has_touch=size is PHONE,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Visitor(town, context, scripts=scripts)

    yield come
    for context in contexts:
        context.close()

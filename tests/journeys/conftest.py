"""A browser, the town that it walks through, and people who arrive with a screen of some size."""

import pytest
from playwright.sync_api import expect

from tests.town import Town

from .screens import DESK, PHONE
from .visitor import Visitor

PATIENCE = 20_000  # ms; a machine that does other things too is slow, not wrong
expect.set_options(timeout=PATIENCE)


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
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return Visitor(town, context, scripts=scripts)

    yield come
    for context in contexts:
        context.close()

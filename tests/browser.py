"""One real browser for the whole run: Debian's Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium():
    path = next((path for path in PLACES if Path(path).exists()), None)
    if path is None:
        pytest.fail("Chromium is not installed: apt-get install -y chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()

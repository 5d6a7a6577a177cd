"""The gallery in a real browser: nothing hard to reach, nothing wider than the screen, a quiet console."""

import pytest
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:No directory at:UserWarning"),  # collected files are not needed here
]


@pytest.fixture
def browser(chromium):
    """A window of its own, closed when the test ends, so that no request outlives it."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_gallery_is_in_order(width, gallery, live_server, browser):
    page = browser.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    said = []
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    address = f"{live_server.url}/gallery/"
    page.route(address, lambda route: route.fulfill(body=gallery, content_type="text/html; charset=utf-8"))
    page.goto(address, wait_until="networkidle")
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    faults = Axe().run(page, options={"runOnly": TAGS}).response["violations"]
    assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in faults] == []

"""The small scripts in a real browser: what is typed is kept, a form goes once, a session asks."""

import pytest
from playwright.sync_api import expect

from tests.house.walk import ROOT

pytestmark = pytest.mark.journey

HERE = "http://scripts.test/page/"
DRAFT = """
<form method="post" action="/send/" data-draft-url="/drafts/save/" data-draft-key="visits:visit_write_up"
      data-draft-about="r3f" data-draft-version="3">
  <input type="hidden" name="csrfmiddlewaretoken" value="token">
  <label>Seen <textarea name="seen"></textarea></label>
  <p role="status" data-draft-state><span data-draft-words></span></p>
  <button data-busy="Working…">Send</button>
</form>
"""
SESSION = """
<dialog data-session data-idle="{idle}" data-warn="{warn}" data-keep-url="/keep/" data-sign-in-url="/in/">
  <b data-session-left></b> <p data-session-saved>saved</p>
  <form method="post" action="/keep/" data-session-keep><button>Stay signed in</button></form>
</dialog>
"""
PAGE = """<!doctype html><html lang="en"><title>t</title><body>
<script src="/static/js/enabled.js"></script>{body}<script type="module" src="/static/js/main.js"></script>"""


@pytest.fixture
def browser(chromium):
    """A window of its own, closed when the test ends, so that no request outlives it."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def show(browser):
    """Open a page of our own making, with our scripts and with answers of our own."""

    def show(body, answers):
        page = browser.new_page()
        page.set_default_timeout(5000)
        page.route("**/static/**", lambda route: route.fulfill(path=static(route.request.url)))
        for path, answer in answers.items():
            page.route(f"http://scripts.test{path}", answer)
        text = PAGE.format(body=body)
        page.route(HERE, lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8"))
        page.goto(HERE)
        return page

    return show


def static(url):
    return ROOT / "static" / url.split("/static/")[1]


def saves(sent, *answers):
    """Answer each saved draft in turn, and keep what was sent."""
    left = list(answers)

    def answer(route):
        sent.append(route.request.post_data)
        said = left.pop(0) if len(left) > 1 else left[0]
        if said == "gone":
            route.abort()
        else:
            route.fulfill(**said)

    return answer


SAVED = {"status": 200, "json": {"version": 4, "saved_at": "10:42"}}


def test_what_is_typed_is_saved_after_a_pause_and_said(show):
    sent = []
    page = show(DRAFT, {"/drafts/save/": saves(sent, SAVED)})
    page.get_by_label("Seen").type("Two sips")
    expect(page.get_by_text("Saved 10:42")).to_be_visible()
    assert len(sent) == 1
    for part in ("fields=seen%3DTwo%2Bsips", "key=visits%3Avisit_write_up", "about=r3f", "version=3"):
        assert part in sent[0]


def test_the_next_draft_carries_the_version_that_the_server_gave(show):
    sent = []
    page = show(DRAFT, {"/drafts/save/": saves(sent, SAVED)})
    page.get_by_label("Seen").type("Two")
    expect(page.get_by_text("Saved 10:42")).to_be_visible()
    page.get_by_label("Seen").type(" sips")
    page.get_by_label("Seen").blur()
    page.wait_for_timeout(300)
    assert "version=4" in sent[-1]


def test_the_field_named_version_says_which_draft_this_window_has_seen(show):
    sent = []
    form = DRAFT.replace("<p role", '<input type="hidden" name="version" value="3"><p role', 1)
    page = show(form, {"/drafts/save/": saves(sent, SAVED)})
    page.get_by_label("Seen").type("Two sips")
    expect(page.get_by_text("Saved 10:42")).to_be_visible()
    assert page.locator("input[name=version]").input_value() == "4"
    page.get_by_label("Seen").blur()
    page.wait_for_timeout(300)
    assert len(sent) == 1, "the version alone is nothing new to save"


def test_without_a_connection_it_says_so_and_tries_again(show):
    sent = []
    page = show(DRAFT, {"/drafts/save/": saves(sent, "gone", SAVED)})
    page.get_by_label("Seen").type("Two sips")
    expect(page.get_by_text("Not saved: no connection. We keep trying.")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("Saved 10:42")).to_be_visible()
    assert page.get_by_label("Seen").input_value() == "Two sips"


def test_a_conflict_is_said_and_ends_the_saving(show):
    sent = []
    page = show(DRAFT, {"/drafts/save/": saves(sent, {"status": 409, "json": {}})})
    page.get_by_label("Seen").type("Two sips")
    expect(page.get_by_text("changed in another window")).to_be_visible()
    page.get_by_label("Seen").type(" more")
    page.get_by_label("Seen").blur()
    page.wait_for_timeout(300)
    assert len(sent) == 1


def test_nothing_is_kept_in_the_browser(show):
    page = show(DRAFT, {"/drafts/save/": saves([], SAVED)})
    page.get_by_label("Seen").type("Two sips")
    expect(page.get_by_text("Saved 10:42")).to_be_visible()
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_form_is_sent_once_and_its_button_says_so(show):
    sent = []

    def slow(route):
        sent.append(route.request.post_data)
        route.fulfill(status=204)

    page = show(DRAFT, {"/drafts/save/": saves([], SAVED), "/send/": slow})
    page.evaluate("document.forms[0].requestSubmit(document.querySelector('button'))")
    page.evaluate("document.forms[0].requestSubmit(document.querySelector('button'))")
    page.wait_for_timeout(200)
    assert len(sent) == 1
    assert page.get_by_text("Working…").get_attribute("aria-disabled") == "true"


def test_an_idle_session_asks_and_stays_when_told_to(show):
    kept = {"/keep/": lambda route: route.fulfill(json={"left": 1800})}
    page = show(SESSION.format(idle=30, warn=29), kept)
    expect(page.get_by_role("dialog")).to_be_visible(timeout=4000)
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_an_idle_session_ends_at_the_door_and_comes_back_to_the_same_page(show):
    door = {"/in/*": lambda route: route.fulfill(body="door", content_type="text/html")}
    page = show(SESSION.format(idle=1, warn=1), door)
    page.wait_for_url("**/in/?next=%2Fpage%2F", timeout=5000)

"""Somebody at a screen: signs in, opens pages, writes and presses as people do, and looks at each page."""

import os
import re
import warnings
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import expect

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from axe_playwright_python.sync_playwright import Axe

RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PICTURES = os.environ.get("JOURNEY_PICTURES", "")  # a folder: each page that is looked at is kept there
axe = Axe()


def as_label(words):
    """A label, whether or not it goes on with “(optional)”."""
    return re.compile(rf"^\s*{re.escape(words)}(\s*\(optional\))?\s*$")


class Visitor:
    """Somebody at a screen. Words on the page find what is written in and pressed, as they do for people."""

    def __init__(self, town, context, *, scripts=True):
        self.town, self.context, self.with_scripts = town, context, scripts
        self.home = town.url
        self.trouble = []
        self.expected = []  # what the browser is known to say aloud, as of a page that is not there
        self.new_page()

    def new_page(self):
        """Open a further tab, and go on in it."""
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        self.page.on("console", self._hear)
        return self.page

    def _hear(self, message):
        known = any(words in message.text for words in ["favicon", *self.expected])
        is_wrong = message.type == "error" or message.text.startswith("ElementError")  # a part did not start
        if is_wrong and not known:
            self.trouble.append(f"console: {message.text}")

    # Coming and going ------------------------------------------------------------------------------

    def sign_in(self, role):
        """Come in by one of the demo's one-click doors."""
        self.open("/account/sign-in/")
        self.press(role)
        self.page.wait_for_url(lambda url: "/account/" not in url)
        return self

    def sign_in_as(self, email):
        """Come in as a parent: ask for a code, read it in the mail, type it."""
        sent = len(self.codes_in_letters_to(email))
        self.open("/account/sign-in/")
        self.follow("Families: get a code")
        self.at("Welcome")
        self.page.get_by_role("textbox").fill(email)
        self.page.locator("form button[type=submit]").first.click()
        self.at("Check your e-mail")
        self.town.wait_for(lambda: self.codes_in_letters_to(email)[sent:], what=f"a code for {email}")
        self.page.get_by_role("textbox").fill(self.codes_in_letters_to(email)[-1])
        self.page.locator("form button[type=submit]").first.click()
        self.page.wait_for_url(lambda url: "/account/" not in url)
        return self

    def sign_out(self):
        self.context.clear_cookies()

    def codes_in_letters_to(self, address):
        """The six numbers that stand on a line of their own, oldest first; a telephone number is none."""
        letters = self.town.letters_to(address)
        return [code for letter in letters for code in re.findall(r"^\s*(\d{6})\s*$", letter, re.MULTILINE)]

    def open(self, path):
        return self.page.goto(self.home + path)

    @property
    def path(self):
        return urlsplit(self.page.url).path

    # Doing -----------------------------------------------------------------------------------------

    def field(self, label):
        """A field by its label."""
        return self.page.get_by_label(as_label(label)).first

    def write(self, label, text):
        self.field(label).fill(text)

    def pick(self, label, choice):
        """Choose from a list that folds out."""
        self.field(label).select_option(label=choice)

    def choose(self, question, *answers):
        """Press one or several of the answers to a question."""
        group = self.page.get_by_role("group", name=as_label(question))
        for answer in answers:
            self.tick(answer, within=group)

    def tick(self, label, *, within=None):
        """Press a box or a round by the words beside it, in the middle of the screen, clear of every bar."""
        words = re.compile(rf"^\s*{re.escape(label)}")
        label = (within or self.page).locator("label").filter(has_text=words).first
        box = self.page.locator(f"[id='{label.get_attribute('for')}']")
        box.evaluate("box => box.scrollIntoView({block: 'center'})")
        box.check(force=True)  # box or label, whichever lies above, takes the press

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name):
        self.page.get_by_role("link", name=name, exact=True).first.click()

    # Seeing ----------------------------------------------------------------------------------------

    def at(self, heading):
        """Wait until a page with this heading is there, and look at it."""
        expect(self.page.get_by_role("heading", name=heading).first).to_be_visible()
        return self.look()

    def sees(self, *texts):
        for text in texts:
            expect(self.page.get_by_text(text).first).to_be_visible()

    def sees_no(self, *texts):
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)

    def sees_mistake(self, words):
        """A mistake is said at the top of the page, with a way to the field, and beside the field."""
        summary = self.page.locator(".govuk-error-summary")
        expect(summary.get_by_role("link", name=words).first).to_be_visible()
        expect(self.page.locator(".govuk-error-message").filter(has_text=words).first).to_be_visible()
        return self.look()

    def is_told_not_found(self, path):
        """The address answers as if there were nothing, whatever there is."""
        self.expected.append("404")
        answer = self.open(path)
        assert answer.status == 404, f"{path} answered {answer.status}"
        return self.look()

    def look(self):
        """Check the page as it stands: no axe finding, no script error, nothing wider than the screen."""
        here = self.page.url
        self.page.wait_for_load_state()
        self.keep_picture()
        if self.with_scripts:
            problems = self.what_axe_finds()
            assert not problems, f"{here}\n" + "\n".join(problems)
        wide = self.page.evaluate(WIDER)
        assert wide <= 0, f"{here} is {wide} px wider than the screen"
        assert not self.trouble, f"{here}\n" + "\n".join(self.trouble)
        return self.page

    def what_axe_finds(self):
        found = axe.run(self.page, options=OPTIONS)
        return [
            f"{violation['id']}: {node['target']}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]

    def keep_picture(self):
        if not PICTURES:
            return
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        place = re.sub(r"[a-z0-9]{16,}", "ref", self.path.strip("/")).replace("/", "_") or "home"
        mode = "" if self.with_scripts else "_plain"
        name = f"{len(list(folder.iterdir())):03}_{place}_{self.page.viewport_size['width']}{mode}.png"
        self.page.screenshot(path=folder / name, full_page=True)

"""A world with one of each thing, and every page and form that its people can open."""

import os
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction

from portage.policy import Door
from tests.access.test_matrix import ROWS, address, expected
from tests.access.world import ROLE_OF, furnish
from tests.people import sign_in

from .pages import Form, read


def pytest_collection_modifyitems(items):
    for item in items:
        if "fuzz" in item.path.parts:
            item.add_marker(pytest.mark.fuzz)


FIRST_IN_REACH = [
    "worker",
    "team_lead",
    "administrator",
    "service_manager",
    "safeguarding_lead",
    "auditor",
    "parent",
]


# After these the child of this world is no longer visited: whatever else there is comes first.
LAST = ("families:episode_reopen", "families:death_undo")


PARTS = 6  # so that both cores have work to the end
by_part = pytest.mark.parametrize("part", range(PARTS))


def some(texts, number):
    """A third of the texts, another third for the next form; all of them with FUZZ=all."""
    return texts if os.environ.get("FUZZ") == "all" else texts[number % 3 :: 3]


@dataclass
class Page:
    """One address as the first person in reach sees it."""

    name: str
    url: str
    person: str
    status: int
    html: str
    forms: list
    questions: set


@dataclass
class Found:
    """A form, on which page, and who may send it."""

    page: Page
    form: Form

    @property
    def url(self):
        return self.form.action.split("#")[0] or self.page.url

    def __str__(self):
        return f"{self.page.name} {self.form.method} {self.form.action}"


class Explorer:
    """Opens pages and sends forms, each in a transaction of its own that is undone."""

    def __init__(self, people, client):
        self.people, self.client = people, client
        self.world = furnish(people)
        self._signed_in = None

    def come_as(self, person):
        if person != self._signed_in:
            self.client.logout()
            if person != "anonymous":
                sign_in(self.client, getattr(self.people, person))
            self._signed_in = person

    def get(self, person, url):
        self.come_as(person)
        with transaction.atomic():
            response = self.client.get(url, follow=False)
            transaction.set_rollback(True)
        return response

    def post(self, person, url, body, *, look=None):
        """Send an already encoded body; ``look`` is called before all is undone."""
        self.come_as(person)
        with transaction.atomic():
            response = self.client.generic(
                "POST", url, body, content_type="application/x-www-form-urlencoded"
            )
            if look:
                look(response)
            transaction.set_rollback(True)
        return response

    def pages(self, part=None):
        """Every page of the policy, or of one part of it, opened once by somebody who may."""
        rows = sorted(ROWS.values(), key=lambda row: row.name in LAST)
        for row in rows if part is None else rows[part::PARTS]:
            if "GET" not in row.methods or row.name == "account_logout":
                continue
            url = address(row, self.world)
            person = "anonymous" if row.door in (Door.PUBLIC, Door.OUTSIDE) else self.someone(row)
            response = self.get(person, url)
            html = (
                response.content.decode(errors="replace")
                if "html" in response.get("Content-Type", "")
                else ""
            )
            seen = read(html)
            yield Page(row.name, url, person, response.status_code, html, seen.forms, seen.questions)

    def someone(self, row):
        return next(person for person in [*FIRST_IN_REACH, *ROLE_OF] if expected(row, person) == "in")

    def forms(self, part=None):
        """Every form that can be sent, once, however many pages of the part show it."""
        met = set()
        for page in self.pages(part):
            for form in page.forms:
                found = Found(page, form)
                key = (found.url, form.method, tuple(sorted({item.name for item in form.fields})))
                if form.method == "post" and "sign-out" not in found.url and key not in met:
                    met.add(key)
                    yield found


def encode(pairs):
    """Encode as a browser does; a value that is bytes-like already (a percent-string in a tuple) is kept."""
    return "&".join(
        f"{quote(name)}={value[0]}" if isinstance(value, tuple) else urlencode([(name, value)])
        for name, value in pairs
    )


@pytest.fixture
def explorer(people, client):
    client.raise_request_exception = False
    return Explorer(people, client)

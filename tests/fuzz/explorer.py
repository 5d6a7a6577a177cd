"""Whoever opens every page once, and sends every form as often as a test likes; nothing of it stays."""

import time
import traceback
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.core.signals import got_request_exception
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from django.test.client import ClientHandler

from portage.policy import Door
from tests.access.test_matrix import ROWS, address, expected
from tests.access.world import ROLE_OF, furnish
from tests.people import sign_in

from .pages import Form, read

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

AN_HOUR = 3600
PARTS = 8  # so that both cores have work to the end


@dataclass
class Page:
    """One address as the first person in reach sees it, and what it looked for in its question."""

    name: str
    url: str
    person: str
    part: int
    status: int
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

    @property
    def key(self):
        """The same fields to the same address are the same form, however many pages show it."""
        return self.url, self.form.method, tuple(sorted({item.name for item in self.form.fields}))

    def __str__(self):
        return f"{self.page.name} {self.form.method} {self.form.action}"


class Noted(QueryDict):
    """A question that notes what is looked for in it; who takes all of it looks for everything."""

    ALL_OF_IT = "*"

    def __init__(self, question, noted):
        self.noted = set()  # building it up looks into it too
        super().__init__(question)
        self.noted = noted

    def __getitem__(self, name):
        self.noted.add(name)
        return super().__getitem__(name)

    def __contains__(self, name):
        self.noted.add(name)
        return super().__contains__(name)

    def getlist(self, name, default=None):
        self.noted.add(name)
        return super().getlist(name, default)

    def lists(self):
        self.noted.add(self.ALL_OF_IT)
        return super().lists()

    def items(self):
        self.noted.add(self.ALL_OF_IT)
        return super().items()

    def copy(self):
        self.noted.add(self.ALL_OF_IT)
        return QueryDict(self.urlencode(), mutable=True)


class Listening(ClientHandler):
    """Answers a request, keeps what was looked for in its question, and tells why it fell over."""

    noted = frozenset()

    def get_response(self, request):
        self.noted = set()
        request.GET = Noted(request.META["QUERY_STRING"], self.noted)
        response = super().get_response(request)
        response.trouble = getattr(request, "trouble", "")
        return response


def keep_the_trouble(sender, request, **kwargs):
    request.trouble = traceback.format_exc()


class Bare(Client):
    """A client that only asks: no template is copied for a test to look at, no cookie is kept."""

    def __init__(self):
        super().__init__()
        self.handler = Listening(enforce_csrf_checks=False)

    def request(self, **request):
        return self.handler(self._base_environ(**request))


class Explorer:
    """Opens pages and sends forms, each in a transaction of its own that is undone."""

    ALL_OF_IT = Noted.ALL_OF_IT

    def __init__(self, people):
        self.people, self.world = people, furnish(people)
        self._sent = set()
        got_request_exception.connect(keep_the_trouble)
        self._clients = {person: self.client(person) for person in ["anonymous", *ROLE_OF]}
        self.all_pages = list(self.open_all())
        self.all_forms = list(self.forms_once())

    def client(self, person):
        """A browser in which this person is signed in."""
        client = Bare()
        if person != "anonymous":
            sign_in(client, getattr(self.people, person))
            self.keep_fresh(client)
        return client

    def keep_fresh(self, client):
        """Say that the session was written just now, else every request would write it anew."""
        session, now = client.session, int(time.time())
        session.update({"began_at": now, "seen_at": now + AN_HOUR})
        session.save()

    def get(self, person, url):
        client = self._clients[person]
        with transaction.atomic():
            response = client.get(url)
            transaction.set_rollback(True)
        return response

    def post(self, person, url, body, *, look=None):
        """Send an already encoded body; ``look`` is called before all is undone."""
        client = self._clients[person]
        with transaction.atomic():
            response = client.generic("POST", url, body, content_type="application/x-www-form-urlencoded")
            if look:
                look(response)
            transaction.set_rollback(True)
        return response

    def is_new(self, found, body):
        """Whether this was not sent yet; from now on it was."""
        sent = (found.key, body)
        is_new = sent not in self._sent
        self._sent.add(sent)
        return is_new

    def noted(self, person):
        """What the last page that this person opened looked for in its question."""
        return self._clients[person].handler.noted

    def open_all(self):
        """Every page of the policy, opened once by somebody who may."""
        rows = sorted(ROWS.values(), key=lambda row: row.name in LAST)
        rows = [row for row in rows if "GET" in row.methods and row.name != "account_logout"]
        for number, row in enumerate(rows):
            yield self.open(row, number % PARTS)

    def open(self, row, part):
        url = address(row, self.world)
        person = "anonymous" if row.door in (Door.PUBLIC, Door.OUTSIDE) else self.someone(row)
        response = self.get(person, url)
        is_page = "html" in response.get("Content-Type", "")
        seen = read(response.content.decode(errors="replace") if is_page else "")
        questions = seen.questions | self.noted(person)
        return Page(row.name, url, person, part, response.status_code, seen.forms, questions)

    def someone(self, row):
        return next(person for person in [*FIRST_IN_REACH, *ROLE_OF] if expected(row, person) == "in")

    def forms_once(self):
        """Every form that can be sent, once, from the first page that shows it."""
        met = set()
        for found in (Found(page, form) for page in self.all_pages for form in page.forms):
            if found.form.method == "post" and "sign-out" not in found.url and found.key not in met:
                met.add(found.key)
                yield found

    def pages(self, part):
        return [page for page in self.all_pages if page.part == part]

    def forms(self, part):
        return [found for found in self.all_forms if found.page.part == part]


def encode(pairs):
    """Encode as a browser does; a value that is bytes-like already (a percent-string in a tuple) is kept."""
    return "&".join(
        f"{quote(name)}={value[0]}" if isinstance(value, tuple) else urlencode([(name, value)])
        for name, value in pairs
    )

"""The pages that are measured: who opens which, over HTTP, and how many questions it asks the database."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Draft, User
from families.models import Child
from tests.people import sign_in
from visits.models import Visit

from .measure import Session, children_of, cpu_seconds

SOFIA, HANNAH, MEL = "sofia.marsh@example.org", "hannah.osei@example.org", "mel.grant@example.org"
FORM = "application/x-www-form-urlencoded"
UNCOUNTED = ("SAVEPOINT", "RELEASE")  # no question: they travel with one


@dataclass(frozen=True)
class Page:
    """One page as one person asks for it; ``fields`` makes what is sent, from the answer before."""

    name: str
    email: str
    path: Callable[[], str]
    fields: Callable[[bytes], dict] | None = None

    @property
    def method(self):
        return "POST" if self.fields else "GET"


def aisha():
    """A child of the demo with a full record: goals, visits, toys, a report."""
    return Child.objects.get(given_name="Aisha", family_name="Khan").ref


def name_typed(_answer):
    return {"q": "khan"}


def record_typed(answer):
    """What the visit record's page sends as she types: the version goes on from the answer before."""
    visit = Visit.objects.filter(worker__email=SOFIA, status="planned").order_by("starts_at").first()
    typed = {"play": "Bubbles. " * 40, "saw": "Two sips. " * 40, "plan": "Tea time. " * 40}
    version = json.loads(answer)["version"] if answer else 0
    return {
        "key": "visits:visit_write_up",
        "about": visit.ref,
        "version": version,
        "fields": urlencode(typed),
    }


PAGES = [
    Page("caseload list", SOFIA, lambda: "/children/"),
    Page("team list", HANNAH, lambda: "/children/"),
    Page("child page", SOFIA, lambda: f"/children/{aisha()}/"),
    Page("my day", SOFIA, lambda: "/my-day/"),
    Page("waiting list", MEL, lambda: "/waiting-list/"),
    Page("search", HANNAH, lambda: "/search/", name_typed),
    Page("autosave", SOFIA, lambda: "/drafts/save/", record_typed),
]


def measure(town, page):
    """Time one page over HTTP, and count its queries in this process."""
    path = page.path()
    counted = queries(page, path)
    session = Session(town.url).sign_in(page.email)
    token = {"csrfmiddlewaretoken": session.token("/search/")} if page.fields else {}
    body = (lambda answer: urlencode(token | page.fields(answer))) if page.fields else None
    start_afresh(page)
    web = children_of(town.web.process.pid)
    before = cpu_seconds(web)
    timing = session.time(page.method, path, body)
    cpu = (cpu_seconds(web) - before) * 1000 / timing.requests
    return {"p50": timing.p50, "p95": timing.p95, "cpu": cpu, "bytes": timing.bytes, "queries": counted}


def queries(page, path):
    """How many questions the page asks when everything is warm, those of the cache included."""
    start_afresh(page)
    client = sign_in(Client(headers={"host": "127.0.0.1"}), User.objects.get(email=page.email))

    answer = b""
    for _ in range(3):  # the last one counts
        body = urlencode(page.fields(answer)) if page.fields else ""
        with CaptureQueriesContext(connection) as seen, CaptureQueriesContext(connections["cache"]) as cached:
            answer = client.generic(page.method, path, body, FORM).content
    return len([query for query in [*seen, *cached] if not query["sql"].startswith(UNCOUNTED)])


def start_afresh(page):
    """Forget the drafts of whoever asks, so that the first version is the first."""
    Draft.objects.filter(user__email=page.email).delete()

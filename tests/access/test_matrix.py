"""Every URL, every person, every method: what the policy says is what happens (TRUST.md §9.3)."""

import logging
from copy import deepcopy
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from accounts.models import AuditEvent
from portage.policy import Door, all_rows
from tests.factories.next_steps import InterestFactory
from tests.people import sign_in, small_service

from .world import ROLE_OF, furnish, reaches, thing_for

ROWS = {name: row for name, row in all_rows().items() if not name.startswith("dev:")}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SIGN_IN = "/account/sign-in/"
NO_CHILD = (
    "accounts.SavedFilter",
    "accounts.Job",
    "equipment.Equipment",
    "families.Team",
    "families.LocalService",
    "families.Panel",
    "families.PanelAction",
    "families.DirectoryFile",
    "families.Cover",
    "families.Reallocation",
    "families.Incoming",
    "families.IncomingFile",
    "families.HealthNotification",
    "families.Import",
    "families.ImportSheet",
    "families.ImportRow",
    "assessments.Framework",
    "assessments.FrameworkUpload",
    "assessments.Area",
    "assessments.Strand",
    "assessments.Band",
    "assessments.Item",
    "assessments.Scale",
)
OWN = ("accounts.SavedFilter",)  # the administrator’s own: nobody else finds it
NO_RECORD = (
    "reports:report_status",
    "reports:paper_status",
)  # says how far the work is and nothing else, every two seconds


def patterns(resolver=None, namespace=""):
    """Every address of the application: its full name and its pattern."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name}", entry
        else:
            yield from patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


PATTERNS = dict(patterns())


def test_every_url_has_a_row_and_every_row_a_url():
    assert set(PATTERNS) == set(ROWS)


def address(row, world):
    """The address of a row's page about the thing that the world holds for it."""
    return address_of(row, thing_for(row, world) if row.about else None, world)


def address_of(row, thing, world):
    """The address of a row's page about this thing; what else it names is of the same world."""
    route = PATTERNS[row.name].pattern
    names = [*route.converters, *route.regex.groupindex]
    values = {name: name_of(thing) if thing is not None else extra(name) for name in names}
    if "other" in values:  # a second record beside the first
        values["other"] = world.twin.ref
    if "item" in values:  # one line of a checklist, about the child
        values["item"] = world.item.pk
    if "interest" in values:
        values["interest"] = InterestFactory(child=world.child).pk
    if "tool" in values:
        values["tool"] = "asq3"
    return reverse(row.name, kwargs=values)


def name_of(thing):
    """How an address names a thing: by its opaque ref where it has one."""
    return getattr(thing, "ref", None) or thing.pk


def extra(name):
    """A value for a part of an address that names nothing of ours."""
    return {"key": "abc-def", "pk": 1, "uidb36": "1", "name": "unwritten"}[name]


def expected(row, person):
    """What the policy promises this person: "sign in", 403, 404 or "in"."""
    if row.door in (Door.PUBLIC, Door.OUTSIDE):
        return "in"
    if person == "anonymous":
        return "sign in"
    if row.door is Door.INSIDE:
        return "in"
    scope = row.may.get(ROLE_OF[person])
    if scope is None:
        return 403
    if row.about in OWN:
        return "in" if person == "administrator" else 404
    return "in" if not row.about or reaches(scope, person) else 404


def outcome(response):
    """What happened, in the same words."""
    if response.status_code in (403, 404):
        return response.status_code
    if response.status_code == 302 and response.url.startswith(SIGN_IN):
        return "sign in"
    return "in"


@pytest.fixture
def quiet_refusals():
    """Refusals are wanted here by the thousand: do not have a traceback of each written down."""
    logger = logging.getLogger("django.request")
    logger.disabled = True
    yield
    logger.disabled = False


@pytest.fixture(scope="module")
def service(django_db_setup, django_db_blocker):
    """The people, each signed in, and one of each thing about the child: made once for all addresses.

    Each test undoes what it did, so that the next one finds the service as it was made.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        people = small_service()
        world = furnish(people)
        cookies = {person: sign_in(Client(), getattr(people, person)).cookies for person in ROLE_OF}
        yield world, {"anonymous": SimpleCookie()} | cookies
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.usefixtures("quiet_refusals")
@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_policy_is_what_happens(row, service, client):
    world, cookies = service
    url = address(row, world)
    for person, signed_in in cookies.items():
        client.cookies = deepcopy(signed_in)
        for method in METHODS:
            with transaction.atomic():
                come(row, person, method, url, client)
                transaction.set_rollback(True)


def is_empty(response):
    """Whether nothing is told; a file that is sent in pieces has no content before it is asked for."""
    return not (b"".join(response.streaming_content) if response.streaming else response.content)


def come(row, person, method, url, client):
    """One person comes to one address by one method; the promise is kept, and the trail says so."""
    promise = expected(row, person)
    last = AuditEvent.objects.first()
    response = client.generic(method, url)
    lines = AuditEvent.objects.filter(pk__gt=last.pk if last else 0)
    assert response.status_code < 500, f"{method} {url} as {person}: {response.status_code}"
    if row.door in (Door.PUBLIC, Door.OUTSIDE):
        assert response.status_code != 403 or method != "GET", f"{method} {url} as {person}"
        return  # open to all; what it shows may depend on what there is
    if promise == "in" and ":" not in row.name:
        assert outcome(response) != "sign in"
        return  # allauth’s own pages about one’s own account: the step may not be due
    if promise != 403 and method not in row.methods and (response.status_code == 405 or is_empty(response)):
        return  # nothing is done or told by this method, whatever the address names
    assert outcome(response) == promise, f"{method} {url} as {person}: {response.status_code}"
    check_the_trail(row, person, promise, method, response, lines)
    if promise in (403, 404):
        assert "Aisha" not in response.content.decode(errors="replace")


def check_the_trail(row, person, promise, method, response, lines):
    """A refusal leaves a line; so does a look at a page about a child."""
    if promise in (403, 404) and person != "anonymous":
        assert [line for line in lines if line.kind == AuditEvent.Kind.REFUSED], f"{method} left no line"
    about_child = row.about and row.about not in NO_CHILD and row.name not in NO_RECORD
    if promise == "in" and method == "GET" and about_child and response.status_code == 200:
        assert [line for line in lines if line.child_ref], f"a look at {row.name} left no line"
    if promise == "in" and method in ("PUT", "PATCH", "DELETE"):
        assert response.status_code == 405, f"{method} did something"

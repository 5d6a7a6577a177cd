"""Every page that a role can walk to: sound, and never wider than the screen, on a desk and on a phone."""

import re
from urllib.parse import urlsplit

import pytest

from .screens import DESK, PHONE

ROLES = [
    "Portage worker",
    "Team lead",
    "Administrator",
    "Service manager",
    "Safeguarding lead",
    "Auditor",
    "Parent",
]
MOST = 60
NOT_PAGES = re.compile(
    r"/file/$|/export/|/stayed-out/|^/documents/|/incoming/papers/|/family/reports/|/logout|/sign-out|/static/|/media/|/demo/|\.css$|/logo"
)
LINKS = "all => all.filter(one => one.origin === location.origin).map(one => one.pathname + one.search)"


@pytest.fixture(scope="module")
def looked_at_on_a_desk():
    """Kinds of page that some role has seen on a desk: what roles see differs less than what screens show."""
    return set()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_within_reach_is_sound(arrive, role, looked_at_on_a_desk):
    visitor = arrive(PHONE).sign_in(role)
    seen, ahead, walked = set(), ["/"], 0
    while ahead and walked < MOST:
        path = ahead.pop(0)
        answer = visitor.open(path)
        assert answer.ok, f"{role} is led to {path}, which answers {answer.status}"
        seen.add(kind_of(visitor.page.url))
        visitor.look()
        if kind_of(visitor.page.url) not in looked_at_on_a_desk:
            looked_at_on_a_desk.add(kind_of(visitor.page.url))
            visitor.page.set_viewport_size(DESK)
            visitor.look()
            visitor.page.set_viewport_size(PHONE)
        walked += 1
        for link in visitor.page.locator("a[href]").evaluate_all(LINKS):
            if kind_of(link) not in seen and not NOT_PAGES.search(urlsplit(link).path):
                seen.add(kind_of(link))
                ahead.append(link)
    assert walked > 3, f"{role} has somewhere to go"


def kind_of(address):
    """One page of each kind is enough: names in the address are taken out."""
    parts = urlsplit(address)
    path = re.sub(r"/[a-z0-9]{20,}/", "/*/", re.sub(r"/\d+/", "/*/", parts.path))
    return path, bool(parts.query)

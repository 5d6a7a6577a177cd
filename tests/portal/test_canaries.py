"""Strings that a parent may never read: on no page, in no mail, report, file or calendar within reach."""

from html import unescape

import pytest
from django.core import mail
from django.template import engines
from django.urls import reverse

from accounts.notify import notify
from families.models import Carer
from reports.notifications import SomethingToRead
from tests.factories.families import CarerFactory
from tests.reports.test_pdf import needs_poppler, text_in

from .canary_world import FOR_NO_PARENT, FOR_ONE_PARENT, come_to_everything, rows_of_a_parent, seed

REASON = "why a visit was not made"  # that it was not, and why, belongs to what a report tells the family


@pytest.fixture
def seeded(people):
    return seed(people)


def found_in(words, canaries=FOR_NO_PARENT):
    """Which canaries sing in a text, also where a template has escaped them."""
    words = unescape(words).casefold()
    return [name for name, canary in canaries.items() if canary.casefold() in words]


def test_there_are_more_than_the_twelve_that_were_asked_for():
    assert len(FOR_NO_PARENT) >= 12
    assert len(set(FOR_NO_PARENT.values())) == len(FOR_NO_PARENT)


def test_every_address_of_the_family_is_walked(people, seeded, signed_in):
    """Else a new page could be forgotten: each one of the portal answers the parent."""
    answered = {name for name, came in come_to_everything(signed_in(people.parent), people.child)
                if came.status in (200, 302)}  # fmt: skip
    portal = {name for name in rows_of_a_parent() if name.startswith("portal:")}
    assert portal <= answered


def test_no_page_of_a_parent_shows_any(people, seeded, signed_in):
    for name, came in come_to_everything(signed_in(people.parent), people.child):
        assert came.status in (200, 302, 400, 403, 404, 405), came.url
        if came.kind != "application/pdf":
            assert found_in(came.text) == [], (name, came.url)


def test_the_restricted_parent_finds_nothing_at_all(people, seeded, signed_in):
    nothing = FOR_NO_PARENT | FOR_ONE_PARENT
    for name, came in come_to_everything(signed_in(people.restricted), people.child):
        assert found_in(came.text, nothing) == [], (name, came.url)
        if name.startswith("portal:") and name != "portal:home":
            assert came.status == 404, came.url
        assert came.kind not in ("application/pdf", "text/calendar"), came.url


def test_a_stranger_to_the_child_finds_nothing_either(people, seeded, signed_in):
    for name, came in come_to_everything(signed_in(people.other_parent), people.child):
        assert found_in(came.text, FOR_NO_PARENT | FOR_ONE_PARENT) == [], (name, came.url)


@needs_poppler
def test_no_released_report_shows_any(people, seeded, signed_in, tmp_path):
    read = 0
    for _name, came in come_to_everything(signed_in(people.parent), people.child):
        if came.kind != "application/pdf":
            continue
        words = text_in(came.content, tmp_path)
        assert "Aisha" in words
        assert [name for name in found_in(words) if name != REASON] == []
        assert [name for name in found_in(came.text) if name != REASON] == [], (
            "not in what lies beside the words"
        )
        read += 1
    assert read == 1, "one report was shared with her"


def test_no_mail_shows_any_or_goes_to_who_may_not_see(people, seeded):
    families = {people.parent.email, people.restricted.email, people.other_parent.email}
    to_families = [message for message in mail.outbox if families & set(message.to)]
    assert to_families, "something was said to the family"
    assert {address for message in to_families for address in message.recipients()} == {people.parent.email}
    for message in mail.outbox:
        words = " ".join(
            [message.subject, message.body, str(message.alternatives), str(message.extra_headers)]
            + [str(attached) for attached in message.attachments]
        )
        assert found_in(words) == []
        assert seeded["report"].ref not in words
        assert seeded["visit"].ref not in words
        if message in to_families:
            assert "Aisha" not in words


def test_a_tie_that_is_restricted_is_told_nothing(people, seeded):
    tie = CarerFactory(child=people.child, user=people.other_parent, restricted=True)
    given = seeded["report"].releases.model(report=seeded["report"], carer=tie)
    assert notify(SomethingToRead, to=people.other_parent, about=given) is None


def test_a_tie_that_is_limited_later_reads_no_more(people, seeded, signed_in):
    """Everything that was open yesterday is shut: pages, the report already given, the visit already read."""
    Carer.objects.filter(user=people.parent).update(
        access="limited", access_reason="Order", may_receive_records=False
    )
    for name, came in come_to_everything(signed_in(people.parent), people.child):
        if name.startswith("portal:") and name != "portal:home":
            assert came.status == 404, came.url
        assert found_in(came.text, FOR_NO_PARENT | FOR_ONE_PARENT) == [], came.url


@pytest.mark.parametrize(
    ("page", "canary"),
    [
        ("families:child_family", "a therapist’s contact"),
        ("families:child_family", "what limits contact"),
        ("families:child_family", "who said what of a need"),
        ("families:social_care_list", "what a court ordered"),
        ("families:social_care_list", "social care"),
        ("portage:child_overview", "a note about the home"),
        ("assessments:difference_list", "what a worker noted beside a tick"),
    ],
)
def test_the_canaries_are_there_to_be_found(people, seeded, signed_in, page, canary):
    """Else the tests above would hold by finding nothing in an empty record."""
    shown = signed_in(people.worker).get(reverse(page, args=[people.child.ref]))
    assert canary in found_in(shown.text)


def test_the_canary_of_a_goal_is_on_the_page_of_the_staff(people, seeded, signed_in):
    shown = signed_in(people.worker).get(reverse("assessments:goal_detail", args=[seeded["goal"].ref]))
    assert "what another adult said of a goal" in found_in(shown.text)


def test_a_canary_on_a_page_of_the_family_would_be_heard(people, seeded, signed_in, monkeypatch):
    """The test of the tests: a template that says too much is caught by the same walk."""
    leak = engines["django"].from_string("{{ child.referrals.first.reason }}")
    from portal.views import home

    kept = home.ChildHome.render_to_response

    def say_too_much(self, context, **kwargs):
        response = kept(self, context, **kwargs).render()
        response.content += leak.render({"child": people.child}).encode()
        return response

    monkeypatch.setattr(home.ChildHome, "render_to_response", say_too_much)
    walk = come_to_everything(signed_in(people.parent), people.child)
    heard = {name for name, came in walk if "why the child was referred" in found_in(came.text)}
    assert heard == {"portal:child_home"}

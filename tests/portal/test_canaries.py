"""Twelve strings that no parent may ever read: in no page, no mail, no report."""

import pytest
from django.core import mail
from django.urls import reverse

from accounts import drafts
from accounts.notify import notify
from families.models import Carer
from reports.actions import reports
from reports.notifications import SomethingToRead
from tests.factories.families import (
    AddressFactory,
    CarerFactory,
    HomeNoteFactory,
    ProfessionalFactory,
    ReferralFactory,
)
from tests.factories.reports import ReportFactory
from tests.factories.visits import RestrictedNoteFactory, VisitFactory
from tests.reports.test_pdf import needs_poppler, text_in
from tests.reports.world import carry_out_all, days_ago, give_a_record, today

CANARIES = {
    "another carer’s telephone": "07700 900661",
    "another carer’s e-mail": "canary.carer@example.org",
    "why access is limited": "Canary order of the court",
    "the protected address": "Canary Court 9",
    "its postcode": "ZX9 9ZX",
    "a restricted note": "Canary note for few eyes",
    "a draft of a record": "Canary draft not signed",
    "a note about the home": "Canary at the door",
    "a therapist’s contact": "07700 900662",
    "why the child was referred": "Canary reason of referral",
    "the worker’s own telephone": "07700 900663",
    "why a visit was not made": "Worker on leave",
}
PAGES = [
    "child_home",
    "week",
    "practice_add",
    "practice_undo",
    "can_do",
    "report_list",
    "visit_list",
    "toy_list",
]


@pytest.fixture
def seeded(people):
    """A record with every canary in its place, and a report that was shared."""
    record = give_a_record(people.child, people.worker)
    said = list(CANARIES.values())
    Carer.objects.filter(user=people.restricted).update(phone=said[0], email=said[1], access_reason=said[2])
    AddressFactory(family=people.child.family, lines=said[3], postcode=said[4], protected=True)
    RestrictedNoteFactory(visit=record["visit"], text=said[5])
    drafts.save(people.worker, "visits:visit_write_up", record["visit"].ref, {"saw": [said[6]]})
    HomeNoteFactory(child=people.child, text=said[7])
    ProfessionalFactory(child=people.child, contact=said[8])
    ReferralFactory(child=people.child, reason=said[9])
    people.worker.phone = said[10]
    people.worker.save()
    VisitFactory(
        child=people.child, worker=people.worker, in_days=-20, status="cancelled", reason="worker_leave"
    )
    VisitFactory(child=people.child, worker=people.worker, in_days=2)
    ReportFactory(child=people.child, ready=True)  # a draft that nobody shared
    report = reports.request(people.child, by=people.worker, period_from=days_ago(180), period_to=today())
    carry_out_all()
    reports.approve(report, by=people.team_lead)
    carry_out_all()
    reports.release(report, by=people.team_lead, to=[Carer.objects.get(user=people.parent)])
    carry_out_all()
    report.refresh_from_db()
    return {**record, "report": report}


def everything(client, people, seeded):
    """Each address of the family's pages about this child, with what it says."""
    addresses = ["/family/"] + [reverse(f"portal:{name}", args=[people.child.ref]) for name in PAGES]
    addresses.append(reverse("portal:visit_detail", args=[seeded["visit"].ref]))
    addresses.append(reverse("portal:report_file", args=[seeded["report"].ref]))
    return {address: client.get(address, follow=True) for address in addresses}


def found_in(text):
    return [name for name, canary in CANARIES.items() if canary.lower() in text.lower()]


def test_no_page_of_a_parent_shows_any(people, seeded, signed_in):
    for address, response in everything(signed_in(people.parent), people, seeded).items():
        assert response.status_code == 200, address
        if response["Content-Type"].startswith("text/html"):
            assert found_in(response.text) == [], address


def test_the_restricted_parent_finds_nothing_at_all(people, seeded, signed_in):
    for address, response in everything(signed_in(people.restricted), people, seeded).items():
        assert response.status_code == (200 if address == "/family/" else 404), address
        assert found_in(response.text) == [], address
        assert "Aisha" not in response.text, address


@needs_poppler
def test_no_page_of_the_report_shows_any(people, seeded, signed_in, tmp_path):
    address = reverse("portal:report_file", args=[seeded["report"].ref])
    words = text_in(signed_in(people.parent).get(address).content, tmp_path)
    assert "Aisha" in words
    # that a visit was not made, and why, belongs to what the family knows
    assert [name for name in found_in(words) if name != "why a visit was not made"] == []


def test_no_mail_shows_any_or_goes_to_who_may_not_see(people, seeded):
    assert {address for message in mail.outbox for address in message.to} == {people.parent.email}
    for message in mail.outbox:
        words = " ".join(
            [message.subject, message.body, str(message.alternatives), str(message.extra_headers)]
        )
        assert found_in(words) == []
        assert "Aisha" not in words
        assert seeded["report"].ref not in words


def test_a_tie_that_is_restricted_is_told_nothing(people, seeded):
    tie = CarerFactory(child=people.child, user=people.other_parent, restricted=True)
    given = seeded["report"].releases.model(report=seeded["report"], carer=tie)
    assert notify(SomethingToRead, to=people.other_parent, about=given) is None


def test_the_canaries_are_there_to_be_found(people, seeded, signed_in):
    """Else the tests above would hold by finding nothing in an empty record."""
    page = signed_in(people.team_lead).get(reverse("reports:report_detail", args=[seeded["report"].ref]))
    assert "Canary at the door" in page.text

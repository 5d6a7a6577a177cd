"""Papers before a decision: asked for, chased once a period, here, or done without."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Job, Notice
from accounts.refusals import Refused
from families.actions import papers, referrals
from families.jobs.triage import chase_once_a_day
from families.models import Evidence, Policy, Referral
from tests.factories.accounts import UserFactory
from tests.factories.families import ChildFactory, ReferralFactory
from tests.factories.triage import EvidenceFactory
from tests.reports.world import carry_out_all


@pytest.fixture
def by(db):
    return UserFactory(administrator=True)


def a_days_round():
    """What the clock does in a day."""
    chase_once_a_day(timezone.now())
    carry_out_all()


def test_a_referral_begins_the_clocks_of_what_did_not_come_with_it(by):
    today = timezone.localdate()
    Policy.objects.create(from_on=today - timedelta(days=9), promises={"papers": 10})
    referral = referrals.receive(
        ChildFactory(), by=by, source="gp", referrer_name="Ann", received_on=today, reason="x",
        evidence=["referral_form"],
    )  # fmt: skip
    assert {row.kind for row in referral.papers.missing()} == {
        "two_year_review",
        "professional_letter",
        "hearing_test",
    }
    assert {row.due_on for row in referral.papers.missing()} == {today + timedelta(days=10)}
    assert referral.papers.get(kind="referral_form").received_on == today


def test_a_paper_is_chased_once_a_period_and_says_whom(by):
    paper = EvidenceFactory(referral__referrer_contact="ellen@example.org")
    a_days_round()
    paper.refresh_from_db()
    assert (paper.times_chased, paper.chased_on) == (1, timezone.localdate())
    a_days_round()
    Job.objects.filter(kind="families.chase_papers").delete()
    a_days_round()
    paper.refresh_from_db()
    assert paper.times_chased == 1
    assert {notice.kind for notice in Notice.objects.all()} == {
        "families.PaperMissing",
        "families.PaperWanted",
    }
    assert sorted(one.to[0] for one in mail.outbox) == sorted([by.email, "ellen@example.org"])
    for one in mail.outbox:
        assert paper.referral.child.first_name not in one.body
        assert paper.referral.child.family_name not in one.body
    assert AuditEvent.objects.get(what="evidence.chased").by_name == "The clock"


def test_the_next_period_chases_again(by):
    paper = EvidenceFactory(chased_on=timezone.localdate() - timedelta(days=7), times_chased=1)
    a_days_round()
    paper.refresh_from_db()
    assert paper.times_chased == 2


@pytest.mark.parametrize("trait", ["here", "waived", "late", "chased"])
def test_what_is_here_waived_past_its_day_or_just_chased_is_not_chased(by, trait):
    paper = EvidenceFactory(**{trait: True})
    before = paper.times_chased
    a_days_round()
    paper.refresh_from_db()
    assert paper.times_chased == before
    assert not mail.outbox


@pytest.mark.parametrize("status", ["waiting", "declined"])
def test_nothing_is_chased_once_it_is_decided(by, status):
    fields = {"waiting": {"waiting": True}}.get(status) or {
        "status": status, "decided_at": timezone.now(), "decided_by": by, "decision_reason": "Too old",
    }  # fmt: skip
    paper = EvidenceFactory(referral=ReferralFactory(**fields))
    a_days_round()
    paper.refresh_from_db()
    assert paper.times_chased == 0


def test_after_its_day_a_referral_goes_on_without_a_paper(by):
    today = timezone.localdate()
    stuck = ReferralFactory(stage="evidence", stage_since=today - timedelta(days=20))
    EvidenceFactory(referral=stuck, late=True)
    waits = ReferralFactory(stage="evidence", stage_since=today)
    EvidenceFactory(referral=waits)
    a_days_round()
    assert Referral.objects.get(pk=stuck.pk).stage == "score"
    assert Referral.objects.get(pk=waits.pk).stage == "evidence"


def test_a_paper_is_waived_with_a_reason_and_asked_for_again(by):
    paper = EvidenceFactory()
    with pytest.raises(Refused, match="say why"):
        papers.waive(paper, by=by, reason=" ")
    paper = papers.waive(paper, by=by, reason="No date before spring")
    assert not paper.is_missing
    with pytest.raises(Refused):
        papers.waive(paper, by=by, reason="Twice")
    again = papers.ask(paper.referral, by=by, kind=paper.kind)
    assert again.pk == paper.pk
    assert again.is_missing


def test_a_paper_comes_once_and_only_with_a_file_about_this_child(by):
    from families.models import Document

    paper = EvidenceFactory()
    other = Document.objects.create(
        child=ChildFactory(), title="Letter", file="x", sha256="0" * 64, size=1, content_type="text/plain"
    )
    with pytest.raises(Refused, match="about another child"):
        papers.receive(paper, by=by, on=timezone.localdate(), document=other)
    papers.receive(paper, by=by, on=timezone.localdate())
    with pytest.raises(Refused, match="is here already"):
        papers.receive(paper, by=by, on=timezone.localdate())


def test_papers_are_settled_on_screen(people, signed_in):
    first, second = EvidenceFactory(), None
    second = EvidenceFactory(referral=first.referral, kind="two_year_review")
    admin = signed_in(people.administrator)
    page = admin.get(reverse("families:referral_detail", args=[first.referral.ref])).content.decode()
    assert "We decide without it after" in page
    assert (
        admin.post(reverse("families:evidence_receive", args=[first.ref]), {"on": "today"}).status_code == 302
    )
    url = reverse("families:evidence_waive", args=[second.ref])
    assert "is still empty" in admin.post(url, {"reason": ""}).content.decode()
    assert admin.post(url, {"reason": "The clinic has closed"}).status_code == 302
    assert not Evidence.objects.missing().exists()
    ask = reverse("families:evidence_ask", args=[first.referral.ref])
    assert "Say what exactly is wanted" in admin.post(ask, {"kind": "other"}).content.decode()
    assert admin.post(ask, {"kind": "other", "title": "Eye clinic letter"}).status_code == 302
    assert Evidence.objects.missing().get().title == "Eye clinic letter"

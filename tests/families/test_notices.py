"""What families tells people: that there is something to read, never what; and only while it is true."""

import pytest
from django.core import mail

from accounts import notify, work
from accounts.models import Job, Notice
from families.actions import episodes, referrals
from families.notifications import ChildAllocated, NewWorker
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.families import CarerFactory, ChildFactory, EpisodeFactory, ReferralFactory


@pytest.fixture
def told(db):
    """A child given to a worker and a referral accepted: three notices are written."""
    team = TeamFactory(name="Ashby")
    lead = UserFactory(name="Hannah Osei", team_lead=True, team=team)
    worker = UserFactory(name="Sofia Marsh", worker=True, team=team)
    child = ChildFactory(given_name="Aisha", family_name="Khan")
    parent = UserFactory(name="Nadia Khan", parent=True)
    CarerFactory(child=child, user=parent, sees=True)
    episode = EpisodeFactory(child=child, team=team)
    allocation = episodes.allocate(episode, to=worker, by=lead)
    referrals.accept(ReferralFactory(waiting=True), by=lead, team=team, frequency="weekly")
    return allocation, lead, worker, parent


def test_an_e_mail_names_no_child_no_worker_and_no_place(told):
    for notice in Notice.objects.select_related("to"):
        message, about = notify.MESSAGES[notice.kind], notify._about(notice)
        sent = notify._compose(message, notice, about, notice.to)
        everything = f"{sent.subject} {sent.body} {sent.alternatives[0].content}"
        for word in ("Aisha", "Sofia", "Marsh", "Ashby", "Portage worker"):
            assert word not in everything.replace(notice.to.first_name, ""), notice.kind
        assert "read" in sent.subject or "new" in sent.subject
        assert "http" in sent.body
    assert Notice.objects.count() == 3


def test_a_notice_is_silent_once_it_is_no_longer_true(told):
    allocation, lead, worker, parent = told
    assert ChildAllocated.should_send(allocation, worker)
    assert NewWorker.should_send(allocation, parent)
    other = UserFactory(worker=True, team=allocation.episode.team)
    episodes.hand_over(allocation.episode, to=other, by=lead, reason="Leave")
    allocation.refresh_from_db()
    assert not ChildAllocated.should_send(allocation, worker)
    assert not NewWorker.should_send(allocation, parent)


def test_a_parent_whose_access_ended_is_not_told(told):
    allocation, _lead, _worker, parent = told
    parent.ties.update(access="limited", access_reason="Order")
    assert not NewWorker.should_send(allocation, parent)


def test_each_notice_asks_for_its_delivery_once(told):
    assert Job.objects.filter(kind="notice.deliver").count() == 3
    assert "notice.deliver" in work.HANDLERS
    assert not mail.outbox, "nothing leaves before the work is done"

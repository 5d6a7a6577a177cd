"""A child has died: everything that speaks by itself is silent, and staff are told before any contact."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.notify import MESSAGES, Outsider, is_wanted, notify
from accounts.refusals import Refused
from equipment.actions import loans
from equipment.notifications import LoanOverdue
from families import silence
from families.actions import deaths
from families.models import Child, Death
from families.notifications import NewWorker
from tests.factories.accounts import UserFactory
from tests.factories.episodes import ConsentFactory
from tests.factories.equipment import EquipmentFactory, LoanFactory
from tests.factories.families import ChildFactory
from tests.factories.visits import VisitFactory
from visits.actions import visits
from visits.jobs import remind_of_visits
from visits.notifications import VisitSoon

# Messages that are about no child, or about how a person signs in.
ABOUT_NO_CHILD = {"accounts."}
# Messages that are still told after a death, each with its reason in its class.
TOLD = {
    "families.ConcernRaised",
    "families.ConcernAdded",
    "families.ConcernAnswered",
    "families.ConcernOverdue",
    "families.RecordOpened",
}


def record(child, by, **other):
    said = {"on": timezone.localdate(), "told_by": "Ellen Price, health visitor", **other}
    return deaths.record(child, by=by, **said)


def test_recording_ends_our_time_quietly_and_calls_visits_off(people):
    visit = VisitFactory(child=people.child, worker=people.worker, in_days=3)
    death = record(people.child, people.team_lead)
    visit.refresh_from_db()
    people.child.refresh_from_db()
    assert people.child.died_on == timezone.localdate()
    assert visit.status == "cancelled"
    assert (death.closure.closing_reason, death.closure.answers) == ("died", [])
    from accounts.models import Notice

    assert not Notice.objects.exists()


def test_it_is_recorded_once_and_never_for_a_day_to_come(people):
    with pytest.raises(Refused, match="not in the future"):
        record(people.child, people.team_lead, on=timezone.localdate() + timedelta(days=1))
    with pytest.raises(Refused, match="who told us"):
        record(people.child, people.team_lead, told_by=" ")
    record(people.child, people.team_lead)
    with pytest.raises(Refused, match="written down already"):
        record(people.child, people.team_lead)


def ours():
    return [one for name, one in MESSAGES.items() if not name.startswith(tuple(ABOUT_NO_CHILD)) and name]


@pytest.mark.parametrize("message", ours(), ids=lambda message: message.name)
def test_no_message_of_any_room_is_told_of_a_child_who_has_died(message, people):
    """Whatever a message says of itself: the foundation asks families first, before each, and again later."""
    lives = SimpleNamespace(pk=1, child=people.child)
    pairs = [(lives, people.parent), (lives, people.worker), (lives, Outsider("nadia@example.org"))]
    assert silence.allowed(message, pairs) == pairs
    Child.objects.filter(pk=people.child.pk).update(died_on=timezone.localdate())
    left = silence.allowed(message, pairs)
    assert left == (pairs if message.name in TOLD else [])
    assert message.even_after_death is (message.name in TOLD)


def test_every_way_to_tell_somebody_asks_for_silence_first(people):
    allocation = people.child.current_episode().allocations.get()
    assert is_wanted(NewWorker, allocation, people.parent)
    Child.objects.filter(pk=people.child.pk).update(died_on=timezone.localdate())
    assert not is_wanted(NewWorker, allocation, people.parent)
    assert notify(NewWorker, to=people.parent, about=allocation) is None


def test_what_waits_in_the_post_is_silenced_at_delivery(people):
    loan = LoanFactory(child=people.child, late=True) if hasattr(LoanFactory, "late") else None
    loan = loan or LoanFactory(
        child=people.child,
        lent_on=timezone.localdate() - timedelta(days=60),
        due_on=timezone.localdate() - timedelta(days=3),
    )
    assert is_wanted(LoanOverdue, loan, people.parent)
    record(people.child, people.team_lead)
    assert not is_wanted(LoanOverdue, loan, people.parent)


def test_no_reminder_goes_out_for_a_visit_that_was_planned(people):
    from accounts.models import Notice

    VisitFactory(child=people.child, worker=people.worker, in_days=1)
    record(people.child, people.team_lead)
    remind_of_visits(timezone.now() + timedelta(hours=1))
    assert not Notice.objects.filter(kind=VisitSoon.name).exists()


def test_nothing_is_planned_or_lent_any_more(people):
    record(people.child, people.team_lead)
    people.child.refresh_from_db()
    with pytest.raises(Refused):
        visits.plan(
            people.child, worker=people.worker, by=people.team_lead, minutes=60,
            starts_at=timezone.now() + timedelta(days=3),
        )  # fmt: skip
    with pytest.raises(Refused, match="has died"):
        loans.lend(EquipmentFactory(), to=people.child, by=people.team_lead, on=timezone.localdate())


@pytest.mark.parametrize("page", ["", "support/", "visits/", "toys/", "family/", "reports/", "goals/"])
def test_whoever_opens_the_child_is_told_first(page, people, signed_in):
    record(people.child, people.team_lead, note="Hannah speaks with the family.")
    text = signed_in(people.team_lead).get(f"/children/{people.child.ref}/{page}").content.decode()
    assert "Aisha died on" in text
    assert "Hannah speaks with the family." in text
    assert "Plan a visit</a>" not in text


def test_the_familys_own_page_is_quiet(people, signed_in):
    VisitFactory(child=people.child, worker=people.worker, in_days=3)
    record(people.child, people.team_lead)
    client = signed_in(people.parent)
    text = client.get(f"/family/{people.child.ref}/").content.decode()
    assert "We are very sorry" in text
    for word in ("Next visit", "practise", "Toys", "remind"):
        assert word not in text
    assert client.get(f"/family/{people.child.ref}/week/").url == f"/family/{people.child.ref}/"
    assert client.get(f"/family/{people.child.ref}/visits/").status_code == 200


def test_an_error_is_taken_back_and_the_child_is_visited_as_before(people):
    visit, consent = VisitFactory(child=people.child, worker=people.worker, in_days=3), None
    consent = ConsentFactory(child=people.child)
    death = record(people.child, people.team_lead)
    with pytest.raises(Refused, match="how the error came about"):
        deaths.undo(death, by=people.team_lead, reason=" ", to=people.worker)
    deaths.undo(death, by=people.team_lead, reason="It was another child", to=people.worker)
    for row in (people.child, visit, consent):
        row.refresh_from_db()
    assert people.child.died_on is None
    assert (visit.status, consent.ended_on) == ("planned", None)
    assert not Death.objects.standing().exists()
    record(people.child, people.team_lead)  # and may be recorded again, when it is so


def test_a_child_without_an_open_time_with_us_is_recorded_too(db):
    child, lead = ChildFactory(), UserFactory(team_lead=True)
    assert record(child, lead).closure is None

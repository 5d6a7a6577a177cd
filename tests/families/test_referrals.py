"""A referral's way: received, triaged, waiting, accepted or ended; whole, or not at all."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, Notice
from accounts.refusals import Refused
from families.actions import referrals
from families.models import Address, Carer, Child, Episode, Family, Referral
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.families import ChildFactory, EpisodeFactory, ReferralFactory

TOLD = {
    "source": Referral.Source.PARENT,
    "referrer_name": "Abena Mensah",
    "received_on": timezone.localdate(),
    "reason": "No words yet; loves music.",
}
FACTS = {
    "lives_in_area": True,
    "delays": {"communication": "half", "social": "half"},
    "complex_medical": True,
    "sensory_or_profound": None,
    "social_care": "none",
    "setting_hours": 0.0,
    "other_services": False,
    "barriers": ["isolation"],
}


def new_child(**fields):
    born_on = timezone.localdate() - timedelta(days=760)
    return Child(given_name="Kofi", family_name="Mensah", born_on=born_on, **fields)


@pytest.fixture
def by(db):
    return UserFactory(administrator=True)


# Received --------------------------------------------------------------------------------------------


def test_a_new_child_is_written_down_whole(by):
    referral = referrals.receive_new(
        new_child(),
        by=by,
        family=Family(name="Mensah", languages="English, Twi"),
        address=Address(lines="3 Oak Way", town="Ashby", postcode="fn12ab"),
        carers=[Carer(name="Abena Mensah", relationship="PAM", phone="07700 900 214")],
        **TOLD,
    )
    child = referral.child
    assert referral.status == Referral.Status.RECEIVED
    assert child.family.addresses.get().postcode == "FN1 2AB"
    assert child.carers.get().access == Carer.Access.NONE, "to be written down is not to see the record"
    lines = set(AuditEvent.objects.values_list("what", flat=True))
    assert lines == {"child.registered", "carer.added", "referral.received"}
    assert set(AuditEvent.objects.values_list("child_ref", flat=True)) == {child.ref}


@pytest.mark.parametrize("broken", ["child.registered", "carer.added", "referral.received"])
def test_without_its_line_in_the_trail_nothing_is_written_down(by, monkeypatch, broken):
    record = audit.record

    def fails(what, **kwargs):
        if what == broken:
            raise RuntimeError("the trail cannot be written")
        return record(what, **kwargs)

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        referrals.receive_new(
            new_child(),
            by=by,
            family=Family(name="Mensah"),
            address=Address(lines="3 Oak Way", town="Ashby"),
            carers=[Carer(name="Abena Mensah", relationship="PAM")],
            **TOLD,
        )
    for model in (Family, Child, Address, Carer, Referral, AuditEvent):
        assert not model.objects.exists(), model


def test_a_second_child_with_one_nhs_number_is_refused_and_nothing_kept(by):
    ChildFactory(nhs_number="9990000018")
    with pytest.raises(Refused):
        referrals.receive_new(new_child(nhs_number="9990000018"), by=by, family=Family(name="M"), **TOLD)
    assert not Family.objects.filter(name="M").exists()


def test_a_child_who_comes_again_keeps_one_record(by):
    child = ChildFactory()
    today = timezone.localdate()
    EpisodeFactory(child=child, status="closed", closed_on=today, closing_reason="moved")
    first = ReferralFactory(child=child)
    referrals.decline(first, by=by, reason="Lives elsewhere now")
    again = referrals.receive(child, by=by, **TOLD)
    assert Child.objects.count() == 1
    assert set(child.referrals.all()) == {first, again}


def test_a_child_who_is_with_us_is_not_referred_again(by):
    child = ChildFactory(in_team=TeamFactory())
    with pytest.raises(Refused, match="is with us already"):
        referrals.receive(child, by=by, **TOLD)


def test_a_child_has_one_open_referral(by):
    child = ReferralFactory().child
    with pytest.raises(Refused, match="There is an open referral for this child already"):
        referrals.receive(child, by=by, **TOLD)


def test_a_child_who_died_is_never_referred_by_routine(by):
    child = ChildFactory(died_on=timezone.localdate())
    with pytest.raises(Refused, match="has died"):
        referrals.receive(child, by=by, **TOLD)


# Triaged ---------------------------------------------------------------------------------------------


def test_triage_works_out_the_score_line_by_line(by):
    referral = referrals.triage(ReferralFactory(), by=by, facts=FACTS)
    assert referral.status == Referral.Status.TRIAGED
    assert referral.score == sum(line["points"] for line in referral.breakdown)
    by_code = {line["code"]: line for line in referral.breakdown}
    assert by_code["delay_half"]["points"] == 5
    assert by_code["medical"]["points"] == 4
    assert by_code["no_setting"]["points"] == 3
    assert by_code["barriers"]["points"] == 2
    assert not by_code["sensory"]["is_known"], "what nobody knows is shown, never guessed"
    assert referral.band == Referral.Band.URGENT
    assert AuditEvent.objects.get(what="referral.triaged").after["score"] == referral.score


def test_a_later_triage_makes_the_score_anew_and_keeps_the_place(by):
    referral = ReferralFactory(waiting=True)
    since = referral.waiting_since
    referral = referrals.triage(referral, by=by, facts={})
    assert (referral.status, referral.waiting_since) == (Referral.Status.WAITING, since)
    assert AuditEvent.objects.filter(what="referral.scored_again").exists()


def test_a_child_served_before_is_known_to_have_been(by):
    referral = ReferralFactory()
    EpisodeFactory(child=referral.child, status="closed", closed_on=timezone.localdate())
    referral = referrals.triage(referral, by=by, facts=FACTS)
    assert {line["code"]: line["points"] for line in referral.breakdown}["served_before"] == -2


# Every step, and every step that is not ---------------------------------------------------------------

STEPS = {
    "put_on_list": {"triaged"},
    "accept": {"waiting"},
    "decline": {"received", "triaged", "waiting"},
    "withdraw": {"received", "triaged", "waiting"},
}
STATES = {"received": {}, "triaged": {"triaged": True}, "waiting": {"waiting": True}}


@pytest.mark.parametrize("verb", STEPS)
@pytest.mark.parametrize("state", [*STATES, "declined"])
def test_a_step_is_taken_from_the_states_that_allow_it_only(by, verb, state):
    referral = ReferralFactory(**STATES.get(state, {}))
    if state == "declined":
        referral = referrals.decline(referral, by=by, reason="Too old")
    needs = {
        "accept": {"team": TeamFactory(), "frequency": "weekly"},
        "decline": {"reason": "Too old"},
        "withdraw": {"reason": "Moved"},
    }.get(verb, {})
    step = getattr(referrals, verb)
    if state in STEPS[verb]:
        step(referral, by=by, **needs)
        referral.refresh_from_db()
        assert referral.status != state
    else:
        with pytest.raises(Refused, match="cannot become"):
            step(referral, by=by, **needs)
        referral.refresh_from_db()
        assert referral.status == state
        assert not Episode.objects.exists()


@pytest.mark.parametrize("verb", STEPS)
def test_without_its_line_in_the_trail_no_step_is_taken(by, monkeypatch, verb):
    state = min(STEPS[verb])
    referral = ReferralFactory(**STATES[state])
    needs = {
        "accept": {"team": TeamFactory(), "frequency": "weekly"},
        "decline": {"reason": "Too old"},
        "withdraw": {"reason": "Moved"},
    }.get(verb, {})
    monkeypatch.setattr(audit, "record", _broken)
    with pytest.raises(RuntimeError):
        getattr(referrals, verb)(referral, by=by, **needs)
    referral.refresh_from_db()
    assert referral.status == state
    assert not Episode.objects.exists()


def _broken(*args, **kwargs):
    raise RuntimeError("the trail cannot be written")


def test_an_accepted_child_waits_for_a_worker_and_the_lead_is_told(by):
    team = TeamFactory()
    lead = UserFactory(team_lead=True, team=team)
    UserFactory(team_lead=True, team=TeamFactory())
    episode = referrals.accept(ReferralFactory(waiting=True), by=by, team=team, frequency="fortnightly")
    assert (episode.status, episode.team, episode.frequency) == ("waiting", team, "fortnightly")
    assert Notice.objects.get().to == lead


def test_a_refusal_needs_a_reason(by):
    with pytest.raises(Refused, match="Say why, in words the family may read"):
        referrals.decline(ReferralFactory(), by=by, reason="  ")


# The database says no, in a sentence ------------------------------------------------------------------

BROKEN = {
    "referral_decided_by_somebody": {"status": "declined", "decision_reason": "x"},
    "referral_triaged_by_somebody": {"triaged_at": timezone.now()},
    "referral_triaged_with_score": {"status": "triaged"},
    "referral_waits_since_a_day": {"status": "waiting"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_a_referral_that_makes_no_sense(db, name):
    referral = ReferralFactory(waiting=True) if name == "referral_waits_since_a_day" else ReferralFactory()
    values = BROKEN[name] | ({"waiting_since": None} if name == "referral_waits_since_a_day" else {})
    with pytest.raises(IntegrityError, match="referral_"):
        Referral.objects.filter(pk=referral.pk).update(**values)


@pytest.mark.parametrize("constraint", Referral._meta.constraints, ids=lambda one: one.name)
def test_each_rule_of_a_referral_has_a_sentence_of_its_own(constraint):
    assert constraint.violation_error_message.endswith(".")
    assert "Constraint" not in constraint.violation_error_message


# Two at once -----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_who_accept_one_child_at_once_make_one_episode():
    by, team = UserFactory(administrator=True), TeamFactory()
    referral = ReferralFactory(waiting=True)
    outcomes = []

    def accept():
        try:
            referrals.accept(referral, by=by, team=team, frequency="weekly")
            outcomes.append("done")
        except Refused as refusal:
            outcomes.append(str(refusal))
        finally:
            connection.close()

    threads = [Thread(target=accept) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes).count("done") == 1
    assert all("cannot become" in said for said in outcomes if said != "done")
    assert Episode.objects.filter(child=referral.child).count() == 1

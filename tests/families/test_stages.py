"""Stages and bands: every way that is open, every way that is not; clocks; a band over the score."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection
from django.urls import reverse
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent, Draft
from accounts.refusals import Refused
from families import stages
from families.actions import decisions, identity, referrals
from families.models import BandOverride, Decision, PanelCase, Policy, Referral
from tests.factories.accounts import UserFactory
from tests.factories.families import (
    AddressFactory,
    CarerFactory,
    ChildFactory,
    EpisodeFactory,
    ReferralFactory,
)
from tests.factories.reports import PaperFactory
from tests.factories.triage import (
    BandOverrideFactory,
    DecisionFactory,
    EvidenceFactory,
    PanelCaseFactory,
    PanelFactory,
)
from tests.factories.waiting import LocalServiceFactory

STATES = {"received": {}, "triaged": {"triaged": True}, "waiting": {"waiting": True}}
STEPS = {
    "take_to_panel": {"triaged"},
    "ask_for_more": {"received", "triaged"},
    "choose_band": {"triaged", "waiting"},
}
NEEDS = {
    "take_to_panel": {},
    "ask_for_more": {"reason": "The hearing test would help"},
    "choose_band": {"band": "urgent", "reason": "Comes home next week"},
}


@pytest.fixture
def by(db):
    return UserFactory(administrator=True)


@pytest.mark.parametrize("verb", STEPS)
@pytest.mark.parametrize("state", [*STATES, "declined", "withdrawn"])
def test_a_step_is_taken_from_the_states_that_allow_it_only(by, verb, state):
    referral = ReferralFactory(**STATES.get(state, {}))
    if state == "declined":
        referral = referrals.decline(referral, by=by, reason="Too old")
    if state == "withdrawn":
        referral = referrals.withdraw(referral, by=by, reason="Moved")
    before = (referral.status, referral.stage, referral.band)
    step = getattr(decisions, verb)
    if state in STEPS[verb]:
        step(referral, by=by, **NEEDS[verb])
        referral.refresh_from_db()
        assert (referral.status, referral.stage, referral.band) != before
    else:
        with pytest.raises(Refused):
            step(referral, by=by, **NEEDS[verb])
        referral.refresh_from_db()
        assert (referral.status, referral.stage, referral.band) == before


ALLOWED = {(now, then) for now, targets in Referral.TRANSITIONS.items() for then in targets}


@pytest.mark.parametrize("now", Referral.Status.values)
@pytest.mark.parametrize("then", Referral.Status.values)
def test_every_illegal_transition_is_refused_in_a_sentence(by, now, then):
    referral = Referral(status=now)
    if (now, then) in ALLOWED:
        referral.move_to(Referral.Status(then), by=by)
        assert referral.status == then
    else:
        with pytest.raises(Refused, match="cannot become"):
            referral.move_to(Referral.Status(then), by=by)
        assert referral.status == now


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("stage", ["new", "evidence", "score", "decide", "panel", "moon"])
def test_a_referral_moves_among_the_stages_of_its_state_only(by, state, stage):
    referral = ReferralFactory(**STATES[state])
    first = {"received": "new", "triaged": "decide"}.get(state)
    if stages.NEEDED.get(stage) == state and stage != first:
        moved = referrals.move_to_stage(referral, by=by, stage=stage)
        assert (moved.stage, moved.stage_since) == (stage, timezone.localdate())
        assert AuditEvent.objects.get(what="referral.moved").after == {"stage": stage}
    else:
        with pytest.raises(Refused, match="cannot go to that stage"):
            referrals.move_to_stage(referral, by=by, stage=stage)
        referral.refresh_from_db()
        assert referral.stage == ""


@pytest.mark.parametrize("verb", STEPS)
def test_without_its_line_in_the_trail_no_step_is_taken(by, monkeypatch, verb):
    referral = ReferralFactory(triaged=True)

    def fails(*args, **kwargs):
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr(audit, "record", fails)
    with pytest.raises(RuntimeError):
        getattr(decisions, verb)(referral, by=by, **NEEDS[verb])
    referral.refresh_from_db()
    assert (referral.status, referral.stage, referral.band) == ("triaged", "", "high")
    assert not Decision.objects.exists()
    assert not BandOverride.objects.exists()


def test_the_clock_of_a_stage_says_how_long_and_when_it_is_over():
    listed = stages.stages_of(Policy(from_on=timezone.localdate()))
    today = timezone.localdate()
    here = Referral(status="received", stage="evidence", stage_since=today - timedelta(days=20))
    clock = stages.clock_of(here, listed, on=today)
    assert (clock.days, clock.is_over, clock.words) == (20, True, "20 days, 6 over")
    fresh = Referral(status="received", stage="new", stage_since=today)
    assert stages.clock_of(fresh, listed, on=today).words == "today, 2 left"
    assert stages.clock_of(Referral(status="waiting"), listed, on=today) is None


def test_a_stage_that_the_rules_no_longer_name_shows_as_the_first_of_its_state():
    listed = stages.stages_of(Policy(from_on=timezone.localdate()))
    assert stages.stage_in(listed, Referral(status="triaged", stage="gone")).code == "decide"


# A band by choice -------------------------------------------------------------------------------------


def test_a_chosen_band_goes_before_every_score_on_the_waiting_list(by):
    low = ReferralFactory(waiting=True, score=3, band="standard", score_band="standard")
    high = ReferralFactory(waiting=True, score=20, band="urgent", score_band="urgent")
    middle = ReferralFactory(waiting=True, score=12, band="high", score_band="high")
    assert list(Referral.objects.waiting()) == [high, middle, low]
    decisions.choose_band(low, by=by, band="urgent", reason="Comes home from hospital")
    assert list(Referral.objects.waiting()) == [high, low, middle]
    line = AuditEvent.objects.get(what="referral.band_chosen")
    assert (line.reason, line.after["band"]) == ("Comes home from hospital", "urgent")


def test_a_chosen_band_stays_when_the_score_is_made_anew(by):
    referral = referrals.triage(ReferralFactory(), by=by, facts={})
    decisions.choose_band(referral, by=by, band="urgent", reason="Comes home next week")
    referral = referrals.triage(referral, by=by, facts={"complex_medical": True})
    assert referral.band == "urgent"
    assert referral.score_band == "standard"


def test_choosing_the_band_of_the_score_takes_the_choice_back(by):
    referral = ReferralFactory(triaged=True, score_band="high")
    decisions.choose_band(referral, by=by, band="urgent", reason="Comes home next week")
    decisions.choose_band(referral, by=by, band="high", reason="Stays in hospital")
    referral.refresh_from_db()
    assert referral.band == "high"
    assert not referral.overrides.standing().exists()
    assert referral.overrides.get().ended_by == by


def test_a_choice_needs_a_reason_and_only_one_stands(by):
    with pytest.raises(Refused, match="Say why"):
        decisions.choose_band(ReferralFactory(triaged=True), by=by, band="urgent", reason=" ")
    first = BandOverrideFactory()
    with pytest.raises(IntegrityError, match="band_override_one_stands"):
        BandOverrideFactory(referral=first.referral)


# Decided outside, decided twice -----------------------------------------------------------------------


def test_what_is_decided_outside_leaves_the_agenda(by):
    case = PanelCaseFactory()
    referrals.decline(case.referral, by=by, reason="The family moved")
    assert not PanelCase.objects.exists()


def test_a_referral_stands_on_one_agenda_at_a_time(by):
    case = PanelCaseFactory()
    with pytest.raises(Refused, match="on the agenda of a panel already"):
        decisions.take_to_panel(case.referral, by=by, panel=PanelFactory())


def test_a_score_keeps_the_version_of_the_rules_it_was_made_by(by):
    today = timezone.localdate()
    Policy.objects.create(from_on=today - timedelta(days=300))
    Policy.objects.create(from_on=today - timedelta(days=20), triage={"medical": 7})
    referral = referrals.triage(ReferralFactory(), by=by, facts={"complex_medical": True})
    assert (referral.rules_number, referral.rules_from) == (2, today - timedelta(days=20))
    assert {line["code"]: line["points"] for line in referral.breakdown}["medical"] == 7


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_on_one_referral_at_once_are_one_decision():
    by = UserFactory(administrator=True)
    referral = ReferralFactory(triaged=True)
    said = []

    def act(step, needs):
        try:
            step(referral, by=by, **needs)
            said.append("done")
        except Refused as refusal:
            said.append(str(refusal))
        finally:
            connection.close()

    ways = [(referrals.put_on_list, {}), (referrals.decline, {"reason": "Too old"})] * 2
    threads = [Thread(target=act, args=way) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    referral.refresh_from_db()
    if referral.status == "waiting":
        pytest.fail("declining a child on the list is a step of its own, and was asked for twice")
    assert referral.status == "declined"
    assert all("cannot become" in one for one in said if one != "done")
    assert Decision.objects.filter(verdict="decline").count() == 1


# On screen --------------------------------------------------------------------------------------------


def test_each_box_above_the_queue_counts_what_its_address_shows(people, signed_in):
    today = timezone.localdate()
    long_ago = today - timedelta(days=60)
    for stage in ("new", "evidence", "score"):
        ReferralFactory(stage=stage, stage_since=today)
        ReferralFactory(stage=stage, stage_since=long_ago)
    ReferralFactory(received_on=long_ago)  # from before there were stages
    ReferralFactory(triaged=True, stage="panel", stage_since=today)
    ReferralFactory(waiting=True)
    lead = signed_in(people.team_lead)
    boxes = lead.get("/referrals/").context["queue"].tallies()
    assert {box["label"]: box["count"] for box in boxes}["Over their time"] == 4
    for box in boxes:
        page = lead.get(f"/referrals/?{box['query']}")
        assert page.context["paginator"].count == box["count"], box


def test_a_person_decides_on_the_page_of_the_referral(people, signed_in):
    referral = ReferralFactory(triaged=True)
    url = reverse("families:referral_detail", args=[referral.ref])
    lead = signed_in(people.team_lead)
    empty = lead.post(url, {"verdict": "wait", "reason": ""})
    assert "Say why, in words the family may read." in empty.content.decode()
    answer = lead.post(url, {"verdict": "wait", "reason": "Two areas in which help goes a long way"})
    assert answer.status_code == 302
    referral.refresh_from_db()
    assert referral.status == "waiting"
    made = referral.decisions.get()
    assert (made.verdict, made.made_by) == ("wait", people.team_lead)


def test_taking_to_the_panel_goes_to_the_next_one(people, signed_in):
    panel, referral = PanelFactory(), ReferralFactory(triaged=True)
    PanelFactory(held_on=timezone.localdate() + timedelta(days=90))
    url = reverse("families:referral_detail", args=[referral.ref])
    page = signed_in(people.administrator).get(url).content.decode()
    assert f"{panel.held_on:%A %-d %B}" in page
    signed_in(people.administrator).post(url, {"verdict": "panel", "reason": "Four agencies know her"})
    assert panel.cases.get().referral == referral
    referral.refresh_from_db()
    assert referral.stage == "panel"


def test_a_received_referral_is_not_offered_the_list_or_the_panel(people, signed_in):
    referral = ReferralFactory()
    url = reverse("families:referral_detail", args=[referral.ref])
    answer = signed_in(people.administrator).post(url, {"verdict": "wait", "reason": "Why not"})
    assert answer.status_code == 200
    referral.refresh_from_db()
    assert referral.status == "received"


def test_the_queue_asks_as_often_for_many_as_for_few(people, signed_in, same_queries):
    def more():
        ReferralFactory()
        ReferralFactory(triaged=True, stage="panel", stage_since=timezone.localdate())

    more()
    same_queries(signed_in(people.team_lead), "/referrals/", more, most=15)


def test_the_page_of_a_referral_with_everything_on_it_asks_little(people, signed_in, same_queries):
    """Records to settle, papers, letters, a chosen band, a panel, a draft: each read with one question."""
    referral = ReferralFactory(triaged=True, child__nhs_number="9990000026")
    alike = {"given_name": referral.child.given_name, "family_name": referral.child.family_name}
    PanelCaseFactory(referral=referral)
    BandOverrideFactory(referral=referral)
    AddressFactory(family=referral.child.family)
    EpisodeFactory(
        child=referral.child, status="closed", closed_on=timezone.localdate(), closing_reason="aims_met"
    )
    url = reverse("families:referral_detail", args=[referral.ref])
    Draft.objects.create(user=people.team_lead, form="families:referral_detail", about=referral.ref)

    def more():
        CarerFactory(child=referral.child, phone="07700 900 214")
        ReferralFactory(
            child=referral.child,
            status="declined",
            decided_at=timezone.now(),
            decided_by=people.team_lead,
            decision_reason="Too early",
        )
        for number in range(2):
            found = ChildFactory(**alike, born_on=referral.child.born_on, with_worker=people.worker)
            CarerFactory(child=found, phone="07700 900 214")
            AddressFactory(family=found.family)
            if number:
                identity.not_same(referral.child, found, by=people.team_lead)
        EvidenceFactory(referral=referral, kind="other", title=str(Referral.objects.count()))
        BandOverrideFactory(referral=referral, ended_at=timezone.now(), ended_by=people.team_lead)
        decision = DecisionFactory(referral=referral, verdict="wait")
        PaperFactory(child=referral.child, about_type="families.Decision", about_pk=str(decision.pk))
        LocalServiceFactory()
        PanelFactory()

    more()
    page = signed_in(people.team_lead).get(url).content.decode()
    assert all(
        words in page for words in ("to settle", "On the agenda", "by choice of", "Playgroup", "Letters")
    )
    same_queries(signed_in(people.team_lead), url, more, most=25)

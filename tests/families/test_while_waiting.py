"""What happens while a child waits: nobody is forgotten or pressed, and the score follows the time."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts import audit, work
from accounts.models import AuditEvent, Job, Notice
from accounts.refusals import Refused
from families.actions import keep_in_touch, referrals, removals, rescores, waiting_offers
from families.jobs import waiting as waiting_jobs
from families.models import BandOverride, KeepInTouch, Policy, Referral, Removal, Rescore, ShortOfTime
from families.no_answer import Try, problem_with
from families.rescoring import why_changed
from tests.factories.accounts import UserFactory
from tests.factories.families import ChildFactory, EpisodeFactory, ReferralFactory
from tests.factories.waiting import KeepInTouchFactory, WaitingOfferFactory

pytestmark = pytest.mark.django_db
NOV = date(2026, 11, 1)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def mel():
    return UserFactory(name="Mel Grant", administrator=True)


def contact(**changes):
    said = {"done_on": timezone.localdate(), "how": "phone", "outcome": "spoke", "spoke_with": "Nadia"}
    return said | changes


# Contacts


def test_who_joins_the_list_has_a_next_contact(mel, today):
    referral = referrals.put_on_list(ReferralFactory(triaged=True), by=mel)
    weeks = Policy.on(today).keep_in_touch_weeks
    assert referral.contacts.get().due_on == today + timedelta(weeks=weeks)


def test_a_contact_is_made_and_the_next_is_planned(mel, today):
    Policy.objects.create(from_on=today, keep_in_touch_weeks=4)
    planned = KeepInTouchFactory(overdue=True)
    made = keep_in_touch.keep(planned.referral, by=mel, **contact(said="She walks now."))
    assert made.pk == planned.pk
    assert planned.referral.contacts.get(done_on=None).due_on == today + timedelta(weeks=4)
    assert AuditEvent.objects.filter(what="contact.made", child_ref=planned.child.ref).exists()


def test_the_next_contact_can_be_sooner(mel, today):
    planned = KeepInTouchFactory()
    keep_in_touch.keep(planned.referral, by=mel, next_on=today + timedelta(days=3), **contact())
    assert planned.referral.contacts.get(done_on=None).due_on == today + timedelta(days=3)


def test_a_family_that_mourns_is_never_due(mel, today):
    planned = KeepInTouchFactory(overdue=True, referral__child__died_on=today)
    assert not KeepInTouch.objects.due(on=today).exists()
    with pytest.raises(Refused, match="has died"):
        keep_in_touch.keep(planned.referral, by=mel, **contact())
    with pytest.raises(Refused, match="has died"):
        waiting_offers.offer(planned.referral, by=mel, kind="group", offered_on=today)


def test_contacts_end_with_the_wait(mel):
    planned = KeepInTouchFactory(overdue=True)
    removals.remove(planned.referral, by=mel, reason="moved")
    assert not KeepInTouch.objects.open().exists()
    with pytest.raises(Refused, match="no longer on the waiting list"):
        keep_in_touch.keep(planned.referral, by=mel, **contact())


def test_who_spoke_says_with_whom(mel):
    planned = KeepInTouchFactory()
    with pytest.raises(Refused, match="who you spoke with"):
        keep_in_touch.keep(planned.referral, by=mel, **contact(spoke_with=" "))


def test_nobody_is_forgotten(mel, today):
    """Each referral is open in a stage, waits with a next contact due, or has ended with a reason."""
    ReferralFactory()
    ReferralFactory(triaged=True)
    waiting = [referrals.put_on_list(ReferralFactory(triaged=True), by=mel) for _ in range(5)]
    keep_in_touch.keep(waiting[0], by=mel, **contact())
    removals.remove(waiting[1], by=mel, reason="moved")
    referrals.accept(waiting[2], by=mel, team=EpisodeFactory().team, frequency="weekly")
    referrals.withdraw(waiting[3], by=mel, reason="They moved to France.")
    for referral in Referral.objects.all():
        if referral.status in (Referral.Status.RECEIVED, Referral.Status.TRIAGED):
            assert referral.decided_at is None
        elif referral.status == Referral.Status.WAITING:
            assert KeepInTouch.objects.open().filter(referral=referral).count() == 1, referral
        else:
            assert referral.decided_at
            assert referral.removal.reason, "it left the list with a reason"


# Offers


def test_an_offer_is_answered(mel, today):
    made = waiting_offers.offer(ReferralFactory(waiting=True), by=mel, kind="toy_library", offered_on=today)
    waiting_offers.answer(made, by=mel, answer="later", answered_on=today)
    made = waiting_offers.answer(made, by=mel, answer="yes", answered_on=today, note="On Thursday")
    assert (made.answer, made.note) == ("yes", "On Thursday")
    with pytest.raises(Refused, match="answered already"):
        waiting_offers.answer(made, by=mel, answer="no", answered_on=today)


def test_an_answer_cannot_come_before_the_offer(mel, today):
    with pytest.raises(Refused, match="before the offer"):
        waiting_offers.answer(
            WaitingOfferFactory(), by=mel, answer="yes", answered_on=today - timedelta(days=30)
        )


# Leaving the list


@pytest.mark.parametrize(
    ("tries", "says"),
    [
        ([], "0 of 2 contacts on different days and no letter"),
        ([Try(NOV, False, False)], "1 of 2 contacts on different days and no letter"),
        ([Try(NOV, False, False), Try(NOV, False, False), Try(NOV, True, False)], "1 of 2 contacts"),
        ([Try(NOV, False, False), Try(date(2026, 11, 8), False, False)], "no letter"),
        ([Try(NOV, True, False)], "0 of 2 contacts on different days"),
        (
            [
                Try(NOV, False, False),
                Try(date(2026, 11, 8), True, False),
                Try(date(2026, 11, 9), False, True),
                Try(date(2026, 11, 10), False, False),
            ],
            "since the family last spoke with us on 9 November 2026",
        ),
        ([Try(NOV, False, False), Try(date(2026, 11, 8), False, False), Try(NOV, True, False)], ""),
        (
            [
                Try(date(2026, 10, 1), False, True),
                Try(NOV, False, False),
                Try(date(2026, 11, 8), False, False),
                Try(date(2026, 11, 9), True, False),
            ],
            "",
        ),
    ],
)
def test_silence_is_what_the_record_shows(tries, says):
    problem = problem_with(tries)
    assert says in problem
    assert bool(says) == bool(problem)


def test_no_answer_is_refused_until_it_was_tried(mel, today):
    referral = ReferralFactory(waiting=True)
    KeepInTouchFactory(referral=referral, unanswered=True, done_on=today - timedelta(days=20))
    with pytest.raises(Refused, match="1 of 2 contacts on different days and no letter"):
        removals.remove(referral, by=mel, reason="no_response")
    KeepInTouchFactory(referral=referral, unanswered=True, done_on=today - timedelta(days=12))
    KeepInTouchFactory(referral=referral, letter=True, done_on=today - timedelta(days=5))
    assert removals.remove(referral, by=mel, reason="no_response").reason == Removal.Reason.NO_RESPONSE


@pytest.mark.parametrize("reason", [reason for reason in Removal.Reason if reason != "no_response"])
def test_each_reason_ends_the_referral_with_words(reason, mel, today):
    child = ChildFactory(died_on=today if reason == "died" else None)
    referral = ReferralFactory(waiting=True, child=child)
    if reason == Removal.Reason.ALLOCATED:
        with pytest.raises(Refused, match="choose a team"):
            removals.remove(referral, by=mel, reason=reason)
        return
    removals.remove(referral, by=mel, reason=reason, note="As the family told us.")
    referral.refresh_from_db()
    assert referral.status in Referral.DECIDED
    assert reason.label in referral.decision_reason
    assert referral.removal.reason == reason


def test_a_death_is_recorded_before_it_is_a_reason(mel):
    with pytest.raises(Refused, match="record the death first"):
        removals.remove(ReferralFactory(waiting=True), by=mel, reason="died")


def test_what_needs_more_words_asks_for_them(mel):
    with pytest.raises(Refused, match="little more"):
        removals.remove(ReferralFactory(waiting=True), by=mel, reason="other_service")


def test_nobody_leaves_the_list_twice(mel):
    referral = ReferralFactory(waiting=True)
    removals.remove(referral, by=mel, reason="moved")
    with pytest.raises(Refused, match="no longer on the waiting list"):
        removals.remove(referral, by=mel, reason="moved")
    assert Removal.objects.count() == 1


# Scores


def told(**facts):
    return {"delays": {"communication": "third", "physical": "third"}, **facts}


@pytest.fixture
def scored(mel):
    """A child on the list, scored by today's rules."""
    child = ChildFactory(born_on=timezone.localdate() - timedelta(days=500))
    referral = ReferralFactory(child=child, received_on=timezone.localdate() - timedelta(days=3))
    referrals.triage(referral, by=mel, facts=told())
    return referrals.put_on_list(referral, by=mel)


def test_time_raises_the_score_and_the_history_says_why(scored, today):
    later = today + timedelta(weeks=9)
    row = rescores.rescore(scored, by=audit.CLOCK, on=later)
    assert row.to_score > row.from_score
    assert "Time waited" in row.why
    assert row.by is None
    line = AuditEvent.objects.filter(what="referral.rescored").get()
    assert (line.by_name, line.child_ref) == ("The clock", scored.child.ref)
    assert rescores.rescore(scored, by=audit.CLOCK, on=later) is None, "a second time nothing changes"
    assert Rescore.objects.count() == 1


def test_new_rules_raise_the_score(scored, today):
    Policy.objects.create(from_on=today, triage={"delay_third": 9})
    assert waiting_jobs.rescore_all(on=today) == 1
    scored.refresh_from_db()
    assert scored.score == scored.rescores.get().to_score


def test_corrected_facts_raise_the_score_at_once(scored, mel):
    referrals.triage(scored, by=mel, facts=told(complex_medical=True))
    row = scored.rescores.get()
    assert row.by == mel
    assert row.to_score > row.from_score


def test_a_band_that_a_person_chose_stays_and_is_flagged(scored, mel, today):
    BandOverride.objects.create(
        referral=scored, band="urgent", instead_of=scored.score_band, reason="Twins at home", made_by=mel
    )
    scored.band = "urgent"
    scored.save()
    Policy.objects.create(from_on=today, triage={"delay_third": 10})
    waiting_jobs.rescore_all(on=today)
    scored.refresh_from_db()
    assert scored.band == "urgent"
    assert scored.score_band != "standard"


def test_who_no_longer_waits_is_left_alone(scored, mel, today):
    removals.remove(scored, by=mel, reason="moved")
    assert waiting_jobs.rescore_all(on=today + timedelta(weeks=20)) == 0


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([("a", "Waited", 2)], [("a", "Waited", 3)], "Waited: 2 to 3 points (why)"),
        ([("a", "Waited", 2)], [("a", "Waited", 2)], ""),
        ([], [("a", "Waited", 1)], "Waited: 0 to 1 point (why)"),
        ([("a", "Waited", 2)], [], "Waited: 2 to 0 points (no longer counted)"),
        ([("a", "Waited", 0)], [], ""),
        (
            [("a", "A", 1), ("b", "B", 1)],
            [("a", "A", 2), ("b", "B", 0)],
            "A: 1 to 2 points (why). B: 1 to 0 points (why)",
        ),
    ],
)
def test_a_change_is_told_line_by_line(before, after, words):
    def lines(rows):
        return [
            {"code": code, "label": label, "points": points, "why": "why"} for code, label, points in rows
        ]

    assert why_changed(lines(before), lines(after)) == words


# Running out of time


def test_the_leads_are_told_once(today):
    lead = UserFactory(team_lead=True)
    soon = ReferralFactory(waiting=True, child=ChildFactory(born_on=today - timedelta(days=1550)))
    ReferralFactory(waiting=True, child=ChildFactory(born_on=today - timedelta(days=300)))
    ReferralFactory(waiting=True, child=ChildFactory(born_on=today - timedelta(days=1550), died_on=today))
    waiting_jobs.notice_who_runs_short(on=today)
    waiting_jobs.notice_who_runs_short(on=today + timedelta(days=1))
    assert ShortOfTime.objects.get().referral == soon
    assert Notice.objects.filter(to=lead, kind="families.TimeRunsShort").count() == 1


def test_the_clock_asks_once_a_day_and_goes_through_the_list(scored, today):
    Policy.objects.create(from_on=today, triage={"delay_third": 9})
    for _ in range(3):
        waiting_jobs.look_at_the_list_once_a_day(timezone.now())
    job = Job.objects.get(kind="families.waiting_list")
    work.carry_out(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE
    assert scored.rescores.count() == 1

"""One child is handed over: offered with a note and a day, accepted or queried, done by the clock."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Job, Notice
from accounts.refusals import Refused
from families.actions import episodes, hand_overs
from families.jobs import moving as moving_jobs
from families.models import Child, HandOver
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.moving import HandOverFactory

pytestmark = pytest.mark.django_db
NEXT_WEEK = timezone.localdate() + timedelta(days=7)
STATES = list(HandOver.Status)


@pytest.fixture
def offered(people):
    return offer(people)


def offer(people, **fields):
    given = {
        "to": people.teammate,
        "by": people.team_lead,
        "reason": "Four days a week",
        "note": "Loves bubbles",
        "effective_on": NEXT_WEEK,
    }
    return hand_overs.offer(people.child.episodes.get(), **given | fields)


def let_the_day_come(hand_over):
    HandOver.objects.filter(pk=hand_over.pk).update(effective_on=timezone.localdate())
    hand_over.refresh_from_db()


def holder(people):
    return people.child.episodes.get().allocations.open().get().worker


@pytest.mark.parametrize("now", STATES)
@pytest.mark.parametrize("then", STATES)
def test_every_step_that_is_not_allowed_is_refused(now, then):
    hand_over = HandOver(status=now)
    if then in HandOver.TRANSITIONS.get(now, ()):
        hand_over.move_to(then)
        assert hand_over.status == then
    else:
        with pytest.raises(Refused, match="This hand-over is"):
            hand_over.move_to(then)


def test_for_today_the_child_moves_at_once_and_the_note_is_kept(people):
    hand_over = offer(people, effective_on=timezone.localdate())
    assert (hand_over.status, holder(people)) == (HandOver.Status.DONE, people.teammate)
    assert hand_over.note == "Loves bubbles"


def test_for_a_day_ahead_nothing_moves_and_the_new_worker_is_told(people, offered):
    assert holder(people) == people.worker
    assert Notice.objects.get(kind="families.HandOverOffered").to == people.teammate
    assert people.child not in Child.objects.visible_to(people.teammate)


def test_on_its_day_it_is_carried_out_by_the_clock_unless_a_question_holds_it(people, offered):
    hand_overs.query(offered, by=people.teammate, said="Is there parking?")
    let_the_day_come(offered)
    moving_jobs.ask_for_moves_of_the_day(timezone.now())
    assert not Job.objects.filter(kind=moving_jobs.ONE).exists()
    hand_overs.offer_again(offered, by=people.team_lead, note="Behind the school.")
    moving_jobs.ask_for_moves_of_the_day(timezone.now())
    moving_jobs.ask_for_moves_of_the_day(timezone.now())
    job = Job.objects.get(kind=moving_jobs.ONE)
    job.state, job.lease_until = Job.State.RUNNING, timezone.now()
    job.save()
    moving_jobs.hand_one_over(job)
    assert holder(people) == people.teammate
    assert HandOver.objects.get().status == HandOver.Status.DONE


def test_asked_first_it_waits_for_the_yes_even_after_its_day(people):
    hand_over = offer(people, effective_on=timezone.localdate(), is_asked_first=True)
    hand_overs.take_effect(hand_over)
    assert holder(people) == people.worker
    hand_overs.accept(hand_over, by=people.teammate)
    assert holder(people) == people.teammate


def test_only_the_new_worker_answers_and_a_question_has_words(people, offered):
    with pytest.raises(Refused, match="Only Priya Shah can answer this"):
        hand_overs.accept(offered, by=people.worker)
    with pytest.raises(Refused, match="Say what you want to ask"):
        hand_overs.query(offered, by=people.teammate, said=" ")


def test_taken_back_it_never_happens(people, offered):
    hand_overs.withdraw(offered, by=people.team_lead)
    let_the_day_come(offered)
    hand_overs.take_effect(offered)
    assert holder(people) == people.worker
    with pytest.raises(Refused, match="withdrawn"):
        hand_overs.accept(offered, by=people.teammate)


def test_a_child_that_went_elsewhere_meanwhile_stays_there_and_the_lead_is_told(people, offered):
    third = UserFactory(worker=True, team=people.ashby)
    episodes.hand_over(people.child.episodes.get(), to=third, by=people.team_lead, reason="Language")
    let_the_day_come(offered)
    hand_overs.take_effect(offered)
    assert holder(people) == third
    assert HandOver.objects.get().status == HandOver.Status.WITHDRAWN
    assert Notice.objects.get(kind="families.HandOverStopped").to == people.team_lead
    assert "not with Sofia Marsh any more" in AuditEvent.objects.get(what="hand_over.stopped").reason


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"reason": ""}, "Say why the child moves"),
        ({"effective_on": timezone.localdate() - timedelta(days=1)}, "today or a day ahead"),
        ({"expected": -1}, "while you were looking"),
        ({"to": "the same"}, "is with Sofia Marsh already"),
        ({"to": "a stranger"}, "is not a worker of the Ashby team now"),
    ],
)
def test_an_offer_that_makes_no_sense_is_refused(people, change, sentence):
    who = {"the same": people.worker, "a stranger": people.stranger}
    change = {**change, **({"to": who[change["to"]]} if "to" in change else {})}
    with pytest.raises(Refused, match=sentence):
        offer(people, **change)


def test_one_hand_over_of_a_child_at_a_time(people, offered):
    with pytest.raises(Refused, match="under way already"):
        offer(people, to=UserFactory(worker=True, team=people.ashby))


# Pages ------------------------------------------------------------------------------------------------


def test_a_lead_offers_and_the_new_worker_reads_asks_and_accepts(people, signed_in):
    lead = signed_in(people.team_lead)
    url = reverse("families:episode_hand_over", args=[people.child.ref])
    expected = people.child.episodes.get().allocations.get().pk
    sent = {
        "worker": people.teammate.pk,
        "reason": "Near her other visits",
        "note": "Loves <b>bubbles</b>",
        "effective_on": NEXT_WEEK.isoformat(),
        "expected": expected,
    }
    preview = lead.post(url, sent)
    assert "Nothing has changed yet" in preview.content.decode()
    assert not HandOver.objects.exists()
    answer = lead.post(url, sent | {"confirmed": "on"})
    hand_over = HandOver.objects.get()
    detail = reverse("families:hand_over_detail", args=[hand_over.ref])
    assert answer.url == detail
    priya = signed_in(people.teammate)
    page = priya.get(detail).content.decode()
    assert "Loves &lt;b&gt;bubbles&lt;/b&gt;" in page
    assert "Take it back" not in page
    assert b"Say what you want to ask" in priya.post(detail, {"answer": "query", "said": ""}).content
    priya.post(detail, {"answer": "query", "said": "Where to park?"})
    assert HandOver.objects.get().status == HandOver.Status.QUERIED
    lead = signed_in(people.team_lead)
    assert "Answer the question" in lead.get(detail).content.decode()
    lead.post(reverse("families:hand_over_answer", args=[hand_over.ref]), {"note": "Behind the school."})
    priya = signed_in(people.teammate)
    priya.post(detail, {"answer": "accept", "said": ""})
    assert HandOver.objects.get().status == HandOver.Status.ACCEPTED


@pytest.mark.parametrize("day", ["2020-01-01", "2040-01-01", "yesterday"])
def test_a_day_that_cannot_be_is_said_beside_the_field(people, signed_in, day):
    client = signed_in(people.team_lead)
    url = reverse("families:episode_hand_over", args=[people.child.ref])
    page = client.post(url, {"worker": people.teammate.pk, "reason": "x", "effective_on": day})
    assert page.context["form"].errors["effective_on"]


def test_a_hand_over_is_read_by_the_two_workers_and_their_lead_only(people, signed_in):
    hand_over = HandOverFactory(
        episode=people.child.episodes.get(), from_worker=people.worker, to_worker=people.teammate
    )
    url = reverse("families:hand_over_detail", args=[hand_over.ref])
    other = UserFactory(worker=True, team=TeamFactory(name="Ashby"))
    seen = {name: signed_in(who).get(url).status_code for name, who in {
        "old": people.worker, "new": people.teammate, "lead": people.team_lead, "colleague": other,
        "other lead": people.other_lead, "parent": people.parent,
    }.items()}  # fmt: skip
    assert seen == {"old": 200, "new": 200, "lead": 200, "colleague": 404, "other lead": 404, "parent": 403}

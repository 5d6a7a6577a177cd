"""Help from others: nothing is passed on without a yes, and nothing is forgotten once it was passed on."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.actions import outward_referrals as outward
from families.models import OutwardReferral
from tests.factories.accounts import UserFactory
from tests.factories.families import CarerFactory, ChildFactory, ReferralFactory
from tests.factories.waiting import LocalServiceFactory, OutwardReferralFactory

pytestmark = pytest.mark.django_db
Status = OutwardReferral.Status
LEGAL = {(old, new) for old, ways in OutwardReferral.TRANSITIONS.items() for new in ways}


@pytest.fixture
def sofia():
    return UserFactory(name="Sofia Marsh", worker=True)


@pytest.fixture
def days():
    today = timezone.localdate()
    return {"on": today, "due_on": today + timedelta(days=14)}


@pytest.mark.parametrize("old", Status)
@pytest.mark.parametrize("new", Status)
def test_only_the_ways_that_are_written_down_are_open(old, new):
    one = OutwardReferral(status=old)
    if (old, new) in LEGAL:
        one.move_to(new)
        assert one.status == new
    else:
        with pytest.raises(Refused, match="cannot become"):
            one.move_to(new)


def test_the_whole_way_from_a_need_to_an_outcome(sofia, days):
    child = ChildFactory()
    mum, service = CarerFactory(child=child, name="Nadia Khan"), LocalServiceFactory(name="Family Fund")
    today = days["on"]
    one = outward.spot(child, by=sofia, need="A new cot", spotted_on=today, due_on=days["due_on"])
    outward.ask(one, by=sofia, note="She thinks about it", **days)
    outward.permit(one, by=sofia, carer=mum, **days)
    outward.send(one, by=sofia, service=service, **days)
    outward.chase(one, by=sofia, note="Next week", **days)
    one = outward.end(one, by=sofia, on=today, outcome="helps", note="The cot is here")
    assert (one.status, one.due_on, one.permission_of) == (Status.ENDED, None, mum)
    steps = [step.what for step in one.steps.order_by("pk")]
    assert steps == ["spotted", "asked", "agreed", "sent", "chased", "ended"]
    told = AuditEvent.objects.filter(child_ref=child.ref).order_by("pk").values_list("what", flat=True)
    assert list(told) == [f"outward.{step}" for step in steps]


@pytest.mark.parametrize("state", ["", "asked"])
def test_nothing_is_sent_without_permission(state, sofia, days):
    one = OutwardReferralFactory(**({"status": state} if state else {}))
    with pytest.raises(Refused, match="Ask the family first"):
        outward.send(one, by=sofia, service=LocalServiceFactory(), **days)
    one.refresh_from_db()
    assert one.sent_on is None


def test_the_database_itself_refuses_to_send_without_permission(sofia):
    one = OutwardReferralFactory.build(
        child=ChildFactory(), spotted_by=sofia, status="sent", sent_on=timezone.localdate(),
        service=LocalServiceFactory(),
    )  # fmt: skip
    with pytest.raises(Exception, match="outward_not_without_permission"):
        one.save()


def test_a_reason_that_is_written_down_stands_for_permission(sofia, days):
    one = OutwardReferralFactory()
    one = outward.send(
        one, by=sofia, service=LocalServiceFactory(), without_permission="To keep her safe", **days
    )
    assert one.without_permission == "To keep her safe"


def test_a_yes_that_is_taken_back_no_longer_counts(sofia, days):
    one = OutwardReferralFactory(agreed=True)
    one = outward.refuse(one, by=sofia, on=days["on"])
    assert one.permitted_on is None
    with pytest.raises(Refused):
        outward.send(one, by=sofia, service=LocalServiceFactory(), **days)


def test_only_an_adult_of_the_child_can_say_yes(sofia, days):
    with pytest.raises(Refused, match="not one of the child"):
        outward.permit(OutwardReferralFactory(), by=sofia, carer=CarerFactory(), **days)


def test_nobody_is_referred_to_a_service_that_is_gone(sofia, days):
    with pytest.raises(Refused, match="no longer in the directory"):
        outward.send(
            OutwardReferralFactory(agreed=True), by=sofia, service=LocalServiceFactory(retired=True), **days
        )


def test_nothing_goes_on_about_a_child_that_has_died(sofia, days):
    one = OutwardReferralFactory(sent=True, overdue=True, child__died_on=timezone.localdate())
    for act in (outward.chase, outward.drop):
        with pytest.raises(Refused, match="has died"):
            act(
                one,
                by=sofia,
                note="x",
                on=days["on"],
                **({"due_on": days["due_on"]} if act is outward.chase else {}),
            )
    assert not OutwardReferral.objects.overdue(on=timezone.localdate()).exists()


def test_the_worker_sees_what_is_overdue_on_her_caseload(people, signed_in):
    OutwardReferralFactory(child=people.child, overdue=True, need="A new cot")
    OutwardReferralFactory(child=people.other_child, overdue=True, need="Somebody else’s")
    page = signed_in(people.worker).get(reverse("families:outward_overdue"))
    assert page.context["late"] == 1
    assert "A new cot" in page.content.decode()
    assert "Somebody else" not in page.content.decode()


def test_a_need_on_the_childs_page(people, signed_in, days):
    sofia = signed_in(people.worker)
    url = reverse("families:outward_add", args=[people.child.ref])
    assert sofia.get(url).status_code == 200
    answer = sofia.post(url, {"need": "A new cot", "spotted_on": "today", "due_on": "some day"})
    assert answer.status_code == 200, "a day that cannot be read is asked for again"
    late = timezone.localdate() + timedelta(days=21)
    answer = sofia.post(url, {"need": "A new cot", "spotted_on": "today", "due_on": f"{late:%d/%m/%Y}"})
    one = OutwardReferral.objects.get()
    assert answer.url == reverse("families:outward_detail", args=[one.ref])
    page = sofia.get(answer.url)
    assert "The family said yes" in page.content.decode()
    assert one.due_on == late


def test_a_yes_names_the_adult(people, signed_in):
    one = OutwardReferralFactory(child=people.child)
    sofia, url = signed_in(people.worker), reverse("families:outward_permit", args=[one.ref])
    page = sofia.get(url)
    assert "Nadia Khan (mum), parental responsibility" in page.content.decode()
    due = timezone.localdate() + timedelta(days=7)
    assert sofia.post(url, {"on": "today", "due_on": f"{due:%d/%m/%Y}"}).status_code == 200
    carer = people.child.carers.get(name="Nadia Khan")
    answer = sofia.post(url, {"carer": carer.pk, "on": "today", "due_on": f"{due:%d/%m/%Y}"})
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.status, one.permission_of) == (Status.AGREED, carer)


def test_every_step_can_be_opened_and_refused_in_a_sentence(people, signed_in):
    sofia = signed_in(people.worker)
    for state in ({}, {"agreed": True}, {"sent": True}, {"ended": True}):
        one = OutwardReferralFactory(child=people.child, **state)
        for verb in ("ask", "permit", "refuse", "send", "chase", "end", "drop"):
            page = sofia.get(reverse(f"families:outward_{verb}", args=[one.ref]))
            assert page.status_code == 200
    done = OutwardReferralFactory(child=people.child, ended=True)
    page = sofia.post(
        reverse("families:outward_drop", args=[done.ref]), {"on": "today", "note": "No longer needed"}
    )
    assert page.status_code == 200
    assert "cannot become" in page.content.decode()


def test_the_list_asks_as_often_for_many_as_for_one(people, signed_in, same_queries):
    client = signed_in(people.worker)
    OutwardReferralFactory(child=people.child, sent=True)

    def more():
        for _ in range(5):
            OutwardReferralFactory(child=people.child, sent=True)

    same_queries(client, reverse("families:outward_list", args=[people.child.ref]), more, most=25)
    same_queries(client, reverse("families:outward_overdue"), more, most=15)


def test_a_lead_sees_the_help_of_a_child_that_waits(people):
    referral = ReferralFactory(waiting=True)
    one = OutwardReferralFactory(child=referral.child)
    assert OutwardReferral.objects.visible_to(people.team_lead).filter(pk=one.pk).exists()
    assert not OutwardReferral.objects.visible_to(people.worker).filter(pk=one.pk).exists()

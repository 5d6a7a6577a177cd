"""Notifications from health: logged apart, filed, or made a referral after the search; once."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.actions import health_notifications
from families.models import HealthNotification, Referral
from tests.factories.accounts import UserFactory
from tests.factories.families import ChildFactory, ReferralFactory
from tests.factories.intake import HealthNotificationFactory

ADD = "/referrals/notifications/add/"
TOLD = {
    "received_on": "today",
    "sender": "Dr L. Amin",
    "body": "Fernshire Hospital",
    "given_name": "Kofi",
    "family_name": "Mensah",
    "born_on": "9/10/2024",
    "nhs_number": "999 000 0018",
    "parent_informed_on": "yesterday",
    "named_organisation": "Fernshire parents’ forum",
}


@pytest.fixture
def admin(people, signed_in):
    return signed_in(people.administrator)


def of(verb, one):
    return reverse(f"families:notification_{verb}", args=[one.ref])


def test_one_is_logged_and_is_no_referral(admin, people):
    admin.post(ADD, TOLD)
    one = HealthNotification.objects.get()
    assert (one.nhs_number, one.logged_by, one.route) == ("9990000018", people.administrator, "open")
    assert not Referral.objects.exists()
    assert AuditEvent.objects.filter(what="notification.logged").exists()
    page = admin.get(of("detail", one)).content.decode()
    assert "Fernshire parents’ forum" in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"nhs_number": "999 000 0019"}, "not a valid NHS number"),
        ({"nhs_number": "x" * 20}, "not a valid NHS number"),
        ({"born_on": ""}, "still empty"),
        ({"received_on": "9/9/2024", "born_on": "9/10/2024"}, ""),
        ({"parent_informed_on": "1/1/1900"}, ""),
        ({"given_name": "\x00"}, ""),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(admin, wrong, words):
    page = admin.post(ADD, {**TOLD, **wrong})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not HealthNotification.objects.exists()


def test_parents_who_were_not_informed_are_a_warning(admin):
    one = HealthNotificationFactory(parent_informed_on=None)
    assert "does not say that the parents were informed" in admin.get(of("detail", one)).content.decode()


def test_one_is_filed_once_for_information(admin, people):
    one = HealthNotificationFactory()
    admin.post(of("file", one))
    one.refresh_from_db()
    assert (one.route, one.decided_by) == ("information", people.administrator)
    page = admin.post(of("refer", one))
    assert page.status_code == 302
    with pytest.raises(Refused, match="Mel Grant decided"):
        health_notifications.file_for_information(one, by=people.administrator)


def test_it_becomes_a_referral_through_the_search(admin):
    one = HealthNotificationFactory(born_on=timezone.localdate() - timedelta(days=500))
    answer = admin.post(of("refer", one))
    assert answer.url == "/referrals/find/?again=1"
    page = admin.get(answer.url).content.decode()
    assert 'value="Kofi"' in page
    known = ChildFactory(given_name="Kofi", family_name="Mensah", born_on=one.born_on)
    typed = {"given_name": "Kofi", "family_name": "Mensah", "born_on": f"{one.born_on:%-d/%-m/%Y}"}
    assert known.ref in admin.post("/referrals/find/", typed).content.decode()
    said = {
        "source": "paediatrician",
        "referrer_name": "Dr L. Amin",
        "received_on": "today",
        "reason": "Muscles",
    }
    admin.post(reverse("families:referral_again", args=[known.ref]), said)
    one.refresh_from_db()
    assert one.referral == Referral.objects.get()
    assert one.route == "referral"


def test_another_child_keyed_meanwhile_is_not_taken_for_it(admin):
    one = HealthNotificationFactory()
    admin.post(of("refer", one))
    other = ChildFactory(given_name="Maja", family_name="Nowak", born_on="2023-02-03")
    said = {"source": "gp", "referrer_name": "Dr Warne", "received_on": "today", "reason": "Walking"}
    admin.post(reverse("families:referral_again", args=[other.ref]), said)
    assert Referral.objects.exists()
    one.refresh_from_db()
    assert one.route == "open"


def test_the_list_filters_by_what_was_decided(admin):
    HealthNotificationFactory(family_name="Open")
    HealthNotificationFactory(
        family_name="Filed",
        route="information",
        decided_at=timezone.now(),
        decided_by=UserFactory(administrator=True),
    )
    page = admin.get("/referrals/notifications/").content.decode()
    assert "Kofi Open" in page
    assert "Kofi Filed" not in page
    assert "Kofi Filed" in admin.get("/referrals/notifications/?route=information").content.decode()
    assert admin.get("/referrals/notifications/?route=%00nonsense").status_code == 200


def test_one_or_many_cost_the_same(admin, same_queries):
    HealthNotificationFactory()
    same_queries(
        admin, "/referrals/notifications/", lambda: HealthNotificationFactory.create_batch(5), most=15
    )


@pytest.mark.django_db(transaction=True)
def test_two_at_once_decide_once():
    one = HealthNotificationFactory()
    referral = ReferralFactory(child=ChildFactory(given_name="Kofi", family_name="Mensah"))
    people = [UserFactory(name=name, administrator=True) for name in ("Mel Grant", "Robin Ash")]
    start, heard = Barrier(2), []

    def go(act, *rest, by):
        start.wait()
        try:
            act(one, *rest, by=by)
            heard.append("done")
        except Refused as refusal:
            heard.append(str(refusal))
        finally:
            connection.close()

    threads = [
        Thread(target=go, args=[health_notifications.file_for_information], kwargs={"by": people[0]}),
        Thread(target=go, args=[health_notifications.became, referral], kwargs={"by": people[1]}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard.count("done") == 1
    assert [words for words in heard if " decided on " in words]

"""Opening a record outside one’s caseload: for a day, with a reason; the door itself tells nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Notice
from families.actions import opened_records
from families.models import Child, Concern, OpenedRecord
from tests.factories.families import ChildFactory
from tests.factories.safety import ConcernFactory, OpenedRecordFactory

pytestmark = pytest.mark.django_db
URL = reverse("families:record_open")
REASON = "Mum rang: she needs to know when the visit is."


def full_name(child):
    born = child.born_on
    day = f"{born.day}/{born.month}/{born.year}"
    names = {"first_name": child.given_name, "last_name": child.family_name}
    return names | {"born_on": day, "reason": REASON}


def ask(client, child, **changes):
    return client.post(URL, full_name(child) | changes, follow=True)


def sees(user, child):
    return Child.objects.visible_to(user).filter(pk=child.pk).exists()


def test_it_is_open_for_a_day_and_the_lead_is_told_at_once(people, signed_in):
    ask(signed_in(people.teammate), people.child)
    opened = OpenedRecord.objects.get()
    assert opened.until_at - opened.opened_at == timedelta(hours=24)
    assert sees(people.teammate, people.child)
    assert Notice.objects.get(kind="families.RecordOpened").to == people.team_lead
    assert AuditEvent.objects.get(what="record.opened").reason == REASON


@pytest.mark.parametrize(
    ("hours_ago", "is_seen"),
    [(0.1, True), (23.9, True), (24.1, False)],
    ids=["now", "the last hour", "after"],
)
def test_it_closes_by_itself(people, hours_ago, is_seen):
    at = timezone.now() - timedelta(hours=hours_ago)
    OpenedRecordFactory(child=people.child, user=people.teammate, opened_at=at)
    assert sees(people.teammate, people.child) is is_seen
    assert not sees(people.stranger, people.child)


def test_a_lead_opens_a_record_of_another_team(people, signed_in):
    ask(signed_in(people.other_lead), people.child)
    assert sees(people.other_lead, people.child)


def test_the_page_of_the_child_says_until_when_and_why(people, signed_in):
    ask(signed_in(people.teammate), people.child)
    page = signed_in(people.teammate).get(reverse("portage:child_overview", args=[people.child.ref]))
    assert REASON in page.content.decode()
    own = signed_in(people.worker).get(reverse("portage:child_overview", args=[people.child.ref]))
    assert REASON not in own.content.decode()


def test_the_answer_is_the_same_whether_or_not_there_is_such_a_child(people, signed_in):
    client = signed_in(people.teammate)
    nobody = full_name(people.child) | {"last_name": "Nobody"}
    asked = (nobody, nobody | {"first_name": "Zed"}, full_name(people.child))
    answers = [client.post(URL, one) for one in asked]
    assert {(answer.status_code, answer.url) for answer in answers} == {(302, URL)}
    assert AuditEvent.objects.filter(what="record.asked_for").count() == 3


@pytest.mark.parametrize(
    "changes",
    [
        {"first_name": "Aish"},
        {"last_name": "Kahn"},
        {"born_on": "1/3/2024"},
        {"first_name": "", "reason": REASON},
    ],
    ids=["part of a name", "another name", "another day", "no name"],
)
def test_only_the_whole_name_and_the_day_open_a_record(people, signed_in, changes):
    ask(signed_in(people.teammate), people.child, **changes)
    assert not OpenedRecord.objects.exists()


def test_two_children_of_one_name_and_day_are_not_told_apart(people, signed_in):
    ChildFactory(given_name="Aisha", family_name="Khan", born_on=people.child.born_on)
    ask(signed_in(people.teammate), people.child)
    assert not OpenedRecord.objects.exists()


def test_ones_own_child_is_not_opened(people, signed_in):
    ask(signed_in(people.worker), people.child)
    assert not OpenedRecord.objects.exists()


def test_a_reason_is_a_sentence(people, signed_in):
    page = ask(signed_in(people.teammate), people.child, reason="x").content.decode()
    assert "Say in a sentence why you need it." in page
    assert not OpenedRecord.objects.exists()


def test_who_tries_too_often_is_stopped(people, signed_in):
    client = signed_in(people.teammate)
    for _ in range(opened_records.MOST_TRIES):
        ask(client, people.child, last_name="Nobody")
    page = ask(client, people.child).content.decode()
    assert "You have tried many times" in page
    assert not OpenedRecord.objects.exists()


def test_it_opens_no_concern(people, signed_in):
    ConcernFactory(child=people.child, raised_by=people.worker)
    ask(signed_in(people.teammate), people.child)
    assert not Concern.objects.visible_to(people.teammate).exists()


# Who looked -----------------------------------------------------------------------------------------


def test_the_access_list_says_by_which_right_each_looked(people, signed_in):
    overview = reverse("portage:child_overview", args=[people.child.ref])
    signed_in(people.worker).get(overview)
    ask(signed_in(people.teammate), people.child)
    signed_in(people.teammate).get(overview)
    url = reverse("families:access_list", args=[people.child.ref])
    page = signed_in(people.team_lead).get(url).content.decode()
    assert "has the child on the caseload" in page
    assert "opened the record with a reason" in page
    assert "the child is on another caseload" in page
    odd = signed_in(people.team_lead).get(f"{url}?odd=1").content.decode()
    assert "Priya Shah</b>" in odd


def test_what_was_refused_is_shown_too(people, signed_in):
    signed_in(people.stranger).get(reverse("portage:child_overview", args=[people.child.ref]))
    url = reverse("families:access_list", args=[people.child.ref])
    page = signed_in(people.team_lead).get(url).content.decode()
    assert "Ros Lewis" in page
    assert "it was refused" in page


@pytest.mark.parametrize(
    "asked", ["month=1899-01", "month=x", "month=2026-13", "who=x", "who=9%00", "month=9999-12"]
)
def test_an_address_that_makes_no_sense_shows_this_month(people, signed_in, asked):
    url = reverse("families:access_list", args=[people.child.ref])
    assert signed_in(people.team_lead).get(f"{url}?{asked}").status_code == 200


def test_the_access_list_asks_as_often_for_many_lines_as_for_few(people, signed_in, same_queries):
    overview = reverse("portage:child_overview", args=[people.child.ref])
    client = signed_in(people.team_lead)
    url = reverse("families:access_list", args=[people.child.ref])
    client.get(overview)
    same_queries(client, url, lambda: [client.get(overview) for _ in range(3)], most=25)


def test_a_parent_sees_roles_and_the_name_of_her_worker_only(people, signed_in):
    overview = reverse("portage:child_overview", args=[people.child.ref])
    for person in ("worker", "team_lead", "service_manager"):
        signed_in(getattr(people, person)).get(overview)
    page = (
        signed_in(people.parent).get(reverse("portal:who_looked", args=[people.child.ref])).content.decode()
    )
    assert "Sofia Marsh" in page
    assert "The team lead" in page
    assert "Hannah" not in page
    assert "Ann Hughes" not in page


def test_a_parent_whose_access_is_limited_finds_no_such_page(people, signed_in):
    url = reverse("portal:who_looked", args=[people.child.ref])
    assert signed_in(people.restricted).get(url).status_code == 404
    assert signed_in(people.other_parent).get(url).status_code == 404

"""The profile as a page: who may, what it shows."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.actions import assessments, observations
from assessments.models import Assessment, Framework, Item
from assessments.profiles import profile_of
from tests.factories.assessments import ObservationFactory, can_do

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter(db):
    """The starter framework, in use."""
    can_do()
    call_command("load_framework")
    return Framework.objects.get()


@pytest.fixture
def today():
    return timezone.localdate()


def profile_url(child):
    return reverse("assessments:profile_detail", args=[child.ref])


def observe_url(child):
    return reverse("assessments:observe", args=[child.ref])


@pytest.mark.parametrize(
    ("person", "profile", "observe"),
    [
        ("worker", 200, 200),
        ("team_lead", 200, 200),
        ("service_manager", 200, 403),
        ("safeguarding_lead", 200, 403),
        ("stranger", 404, 404),
        ("other_lead", 404, 404),
        ("administrator", 403, 403),
        ("auditor", 403, 403),
        ("parent", 403, 403),
    ],
)
def test_who_sees_the_profile_and_who_colours_in(people, signed_in, starter, person, profile, observe):
    client = signed_in(getattr(people, person))
    assert client.get(profile_url(people.child)).status_code == profile
    assert client.get(observe_url(people.child)).status_code == observe


def test_signed_out_one_is_sent_to_the_door(people, client):
    assert client.get(profile_url(people.child)).status_code == 302


def test_without_a_checklist_the_pages_say_so(people, signed_in):
    client = signed_in(people.worker)
    for url in (profile_url(people.child), observe_url(people.child)):
        assert "No checklist yet" in client.get(url).content.decode()


def test_the_profile_is_a_table_beside_the_last_review_and_a_look_leaves_a_line(
    people, signed_in, starter, today
):
    see(people, starter, today)
    page = signed_in(people.worker).get(profile_url(people.child)).content.decode()
    assert 'class="app-profile"' in page
    assert "Aisha can do 2 more things." in page
    assert 'class="app-colour__before"' in page
    assert "Aisha’s age" in page
    line = AuditEvent.objects.get(what="profile.seen")
    assert line.child_ref == people.child.ref


def test_a_square_shows_its_items_as_they_are_and_were(people, signed_in, starter, today):
    see(people, starter, today)
    page = signed_in(people.worker).get(profile_url(people.child), {"cell": "talk-0"}).content.decode()
    assert "Talking and understanding, 0 to 1 years" in page
    assert "Sofia saw it" in page
    assert "Not tried yet" in page


def test_an_address_with_nonsense_shows_the_profile_all_the_same(people, signed_in, starter):
    asked = {"on": "yesterday", "since": "x", "day": "2099-01-01", "cell": "\x00"}
    response = signed_in(people.worker).get(profile_url(people.child), asked)
    assert response.status_code == 200
    assert "Choose a day before the one that is shown" in response.content.decode()


def test_one_may_compare_with_any_day_or_with_nothing(people, signed_in, starter, today):
    see(people, starter, today)
    client, url = signed_in(people.worker), profile_url(people.child)
    assert "+3<" in client.get(url, {"day": today - timedelta(days=200)}).content.decode()
    assert "+3<" not in client.get(url, {"since": "none"}).content.decode()


def test_the_profile_asks_as_often_for_many_observations_as_for_one(
    people, signed_in, starter, same_queries, today
):
    items = iter(Item.objects.all())

    def add_rows():
        for _ in range(20):
            ObservationFactory(child=people.child, item=next(items), by=people.worker)

    Assessment.objects.create(
        child=people.child, framework=starter, kind="review", on=today - timedelta(days=1), by=people.worker
    )
    same_queries(signed_in(people.worker), profile_url(people.child), add_rows, most=20)


def test_a_profile_before_the_first_look_has_nothing_coloured_in(people, starter, today):
    picture = profile_of(people.child, people.worker, today)
    assert picture.can == 0
    assert "Nothing is coloured in yet" in picture.headline
    assert profile_of(people.child, people.stranger, today).can == 0


def test_only_who_may_see_the_child_gets_its_states(people, starter, today):
    see(people, starter, today)
    assert profile_of(people.child, people.worker, today).can == 3
    assert profile_of(people.child, people.stranger, today).can == 0
    assert profile_of(people.child, people.restricted, today).can == 0
    assert profile_of(people.child, people.parent, today).can == 3


def see(people, starter, today):
    """One thing seen at a review in spring, two more since."""
    items = list(Item.objects.filter(area__code="talk", band=0)[:3])
    child, worker, spring = people.child, people.worker, today - timedelta(days=150)
    assessments.sit(child, kind="review", framework=starter, states={items[0]: "can"}, by=worker, on=spring)
    observations.record(child, {items[1]: "can"}, by=worker, on=today - timedelta(days=60))
    observations.record(child, {items[2]: "can"}, by=worker, on=today)

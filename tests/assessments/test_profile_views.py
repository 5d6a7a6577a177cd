"""The profile and the checklist as pages: who may, what they show, what they write."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Draft
from assessments.actions import assessments, observations
from assessments.models import Assessment, Framework, Item, Observation
from assessments.profiles import profile_of
from tests.factories.assessments import ObservationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def starter(db):
    """The starter framework, in use."""
    call_command("load_framework")
    return Framework.objects.get()


@pytest.fixture
def today():
    return timezone.localdate()


def profile_url(child):
    return reverse("assessments:profile_detail", args=[child.ref])


def checklist_url(child):
    return reverse("assessments:checklist_edit", args=[child.ref])


@pytest.mark.parametrize(
    ("person", "profile", "checklist"),
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
def test_who_sees_the_profile_and_who_colours_in(people, signed_in, starter, person, profile, checklist):
    client = signed_in(getattr(people, person))
    assert client.get(profile_url(people.child)).status_code == profile
    assert client.get(checklist_url(people.child)).status_code == checklist


def test_signed_out_one_is_sent_to_the_door(people, client):
    assert client.get(profile_url(people.child)).status_code == 302


def test_without_a_checklist_the_pages_say_so(people, signed_in):
    client = signed_in(people.worker)
    for url in (profile_url(people.child), checklist_url(people.child)):
        assert "No checklist yet" in client.get(url).content.decode()
        assert client.post(checklist_url(people.child)).status_code == 200


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


def test_the_checklist_asks_as_often_for_many_observations_as_for_one(
    people, signed_in, starter, same_queries
):
    items = iter(Item.objects.all())

    def add_rows():
        for _ in range(20):
            ObservationFactory(child=people.child, item=next(items), by=people.worker)

    same_queries(signed_in(people.worker), checklist_url(people.child), add_rows, most=20)


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


def test_what_was_touched_is_written_and_nothing_else(people, signed_in, starter, today):
    client, url = signed_in(people.worker), checklist_url(people.child)
    first, second, third = Item.objects.all()[:3]
    observations.record(people.child, {first: "nearly"}, by=people.worker, on=today)
    data = posted(client.get(url)) | {f"item_{second.pk}": "can"}
    observations.record(people.child, {third: "can"}, by=people.team_lead, on=today)  # meanwhile
    assert client.post(url, data).status_code == 302
    assert Observation.objects.count() == 3
    assert set(Observation.objects.values_list("item", "state")) == {
        (first.pk, "nearly"),
        (second.pk, "can"),
        (third.pk, "can"),
    }


def test_saved_twice_it_is_written_once(people, signed_in, starter):
    client, url = signed_in(people.worker), checklist_url(people.child)
    data = posted(client.get(url)) | {f"item_{Item.objects.first().pk}": "can"}
    client.post(url, data)
    client.post(url, data)
    assert Observation.objects.count() == 1


def test_a_baseline_is_a_sitting_that_its_observations_belong_to(people, signed_in, starter, today):
    client, url = signed_in(people.worker), checklist_url(people.child)
    item = Item.objects.first()
    client.post(url, posted(client.get(url)) | {f"item_{item.pk}": "can", "kind": "baseline"})
    sitting = Assessment.objects.get()
    assert (sitting.kind, sitting.on) == ("baseline", today)
    assert Observation.objects.get().assessment == sitting


def test_a_refusal_stands_by_the_form_and_keeps_what_was_touched(people, signed_in, starter, today):
    client, url = signed_in(people.worker), checklist_url(people.child)
    data = posted(client.get(url)) | {f"item_{Item.objects.first().pk}": "can", "on": "2099-01-01"}
    response = client.post(url, data)
    assert "This day is still to come" in response.content.decode()
    assert 'value="can" checked' in response.content.decode()
    assert not Observation.objects.exists()


def test_a_draft_comes_back_as_it_was_left(people, signed_in, starter):
    item = Item.objects.first()
    Draft.objects.create(
        user=people.worker,
        form="assessments:checklist_edit",
        about=people.child.ref,
        fields=f'{{"item_{item.pk}": ["nearly"], "shown": ["{item.pk}:not_seen"]}}',
    )
    page = signed_in(people.worker).get(checklist_url(people.child)).content.decode()
    assert f'id="id_item_{item.pk}_nearly" value="nearly" checked' in page
    assert f'value="{item.pk}:not_seen"' in page


def posted(response):
    """What a browser would send back of an untouched checklist."""
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in data.items()} | {
        "form_key": response.context["form_key"]
    }


def see(people, starter, today):
    """One thing seen at a review in spring, two more since."""
    items = list(Item.objects.filter(area__code="talk", band=0)[:3])
    child, worker, spring = people.child, people.worker, today - timedelta(days=150)
    assessments.sit(child, kind="review", framework=starter, states={items[0]: "can"}, by=worker, on=spring)
    observations.record(child, {items[1]: "can"}, by=worker, on=today - timedelta(days=60))
    observations.record(child, {items[2]: "can"}, by=worker, on=today)

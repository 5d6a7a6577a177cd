"""Many children at a glance: whom one sees, what the small bars count, that the questions stay the same."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.actions import observations
from assessments.models import Item
from tests.factories.assessments import ObservationFactory
from tests.factories.assessments_profiles import checklist
from tests.factories.families import ChildFactory

pytestmark = pytest.mark.django_db
URL = reverse("assessments:team_profiles")


def lines_of(client, **asked):
    response = client.get(URL, asked)
    assert response.status_code == 200
    return {line[0].given_name: line[1:] for line in response.context["lines"]}


@pytest.mark.parametrize(
    ("person", "status", "names"),
    [
        ("worker", 200, {"Aisha"}),
        ("team_lead", 200, {"Aisha"}),
        ("service_manager", 200, {"Aisha", "Oscar"}),
        ("stranger", 200, {"Oscar"}),
        ("administrator", 403, set()),
        ("parent", 403, set()),
    ],
)
def test_each_sees_the_children_in_reach(people, signed_in, person, status, names):
    client = signed_in(getattr(people, person))
    assert client.get(URL).status_code == status
    if status == 200:
        assert set(lines_of(client)) == names


def test_the_bars_count_what_stands_now_with_the_checklist_used_last(people, signed_in):
    old, new = checklist("old"), checklist("new")
    today, child, worker = timezone.localdate(), people.child, people.worker
    items = list(Item.objects.filter(area__framework=new, area__code="talk"))
    observations.record(child, {Item.objects.filter(area__framework=old)[0]: "can"}, by=worker, on=today)
    observations.record(child, {items[0]: "can"}, by=worker, on=today - timedelta(days=9))
    states = {items[0]: "nearly", items[1]: "can", items[2]: "not_applicable"}
    observations.record(child, states, by=worker, on=today)
    glance, review = lines_of(signed_in(worker))["Aisha"]
    assert glance.framework == str(new)
    talk = next(bar for bar in glance.bars if bar.code == "talk")
    assert (talk.can, talk.nearly, talk.total) == (1, 1, 11)
    assert review is None
    glance, _ = lines_of(signed_in(worker), framework=old.ref)["Aisha"]
    assert (glance.framework, glance.can) == (str(old), 1)


def test_it_can_be_narrowed_to_a_team_and_a_worker(people, signed_in):
    client = signed_in(people.service_manager)
    assert set(lines_of(client, team=people.ashby.pk)) == {"Aisha"}
    assert set(lines_of(client, worker=people.stranger.pk)) == {"Oscar"}
    assert set(lines_of(client, team="x", worker="99999999999999")) == {"Aisha", "Oscar"}


def test_it_asks_as_often_for_many_children_as_for_one(people, signed_in, same_queries):
    items = list(Item.objects.filter(area__framework=checklist())[:10])

    def add_rows():
        for _ in range(5):
            child = ChildFactory(with_worker=people.worker)
            for item in items:
                ObservationFactory(child=child, item=item, by=people.worker)

    add_rows()
    same_queries(signed_in(people.team_lead), URL, add_rows, most=15)

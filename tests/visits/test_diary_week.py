"""The week: whose visits one sees, and at what price."""

from datetime import datetime, time, timedelta
from itertools import count, islice

import pytest
from django.urls import reverse
from django.utils import timezone

from families.when import LONDON
from tests.factories.families import ChildFactory
from tests.factories.visits import VisitFactory, VisitRecordFactory

pytestmark = pytest.mark.django_db
DIARY = "/diary/"


@pytest.fixture
def week(people):
    """A visit of each of two workers, in the week of today."""
    at = timezone.localtime().replace(hour=10, minute=0)
    mine = VisitFactory(child=people.child, worker=people.worker, starts_at=at)
    hers = ChildFactory(given_name="Mia", family_name="Thomas", with_worker=people.teammate)
    VisitFactory(child=hers, worker=people.teammate, starts_at=at)
    VisitFactory(child=people.other_child, worker=people.stranger, starts_at=at)
    return mine


def names(response):
    whole = ("Aisha Khan", "Mia Thomas", "Oscar Bevan")  # a token may hold three letters by chance
    return {name.split()[0] for name in whole if name in response.content.decode()}


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("worker", {"Aisha"}),
        ("team_lead", {"Aisha", "Mia"}),
        ("other_lead", {"Oscar"}),
        ("administrator", {"Aisha", "Mia", "Oscar"}),
        ("service_manager", {"Aisha", "Mia", "Oscar"}),
    ],
)
def test_each_sees_the_visits_of_her_rung(who, sees, week, people, signed_in):
    assert names(signed_in(getattr(people, who)).get(DIARY)) == sees


def test_a_lead_chooses_whose_diary(week, people, signed_in):
    assert names(signed_in(people.team_lead).get(DIARY, {"who": people.teammate.pk})) == {"Mia"}


def test_a_worker_cannot_choose_another(week, people, signed_in):
    assert names(signed_in(people.worker).get(DIARY, {"who": people.teammate.pk})) == {"Aisha"}


def test_the_administrator_sees_when_and_reaches_no_record(week, people, signed_in):
    text = signed_in(people.administrator).get(DIARY).content.decode()
    assert reverse("visits:visit_detail", args=[week.ref]) not in text


@pytest.mark.parametrize("odd", ["2026-13-45", "yesterday", "0001-01-01", "9999-12-31", "", "\x00"])
def test_a_week_that_is_none_is_this_week(odd, week, people, signed_in):
    assert names(signed_in(people.worker).get(DIARY, {"week": odd})) == {"Aisha"}


def test_the_week_after_has_its_own_visits(week, people, signed_in):
    after = timezone.localdate() + timedelta(days=7)
    assert names(signed_in(people.worker).get(DIARY, {"week": after.isoformat()})) == set()


@pytest.mark.parametrize("who", ["worker", "team_lead"])
def test_a_full_week_costs_as_many_questions_as_an_empty_one(who, people, signed_in, same_queries):
    monday = timezone.localdate() - timedelta(days=timezone.localdate().weekday())
    hours = count()  # each visit begins when the one before ends

    def add_rows():
        for hour in islice(hours, 50):
            at = datetime.combine(monday, time.min, LONDON) + timedelta(hours=hour)
            VisitFactory(child=ChildFactory(with_worker=people.worker), worker=people.worker, starts_at=at)

    same_queries(signed_in(getattr(people, who)), DIARY, add_rows, most=15)


def test_a_childs_list_costs_as_many_questions_for_fifty_visits_as_for_one(people, signed_in, same_queries):
    def visits(first, last):
        for number in range(first, last):
            at = timezone.now() - timedelta(days=number + 1)
            VisitRecordFactory(
                visit=VisitFactory(child=people.child, worker=people.worker, starts_at=at, status="done")
            )

    visits(0, 1)
    url = reverse("visits:visit_list", args=[people.child.ref])
    same_queries(signed_in(people.worker), url, lambda: visits(1, 51), most=15)


def test_the_list_of_families_says_when_each_is_visited_next(people, signed_in):
    for _ in range(3):
        child = ChildFactory(with_worker=people.worker)
        VisitFactory(child=child, worker=people.worker, in_days=child.pk)
    lines = signed_in(people.worker).get("/children/").context["lines"]
    cells = [dict(line["cells"]) for line in lines]
    assert len([cell for cell in cells if cell["Next visit"].text]) == 3
    assert not any(cell["Last seen"].text for cell in cells)

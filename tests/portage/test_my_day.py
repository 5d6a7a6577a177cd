"""A worker's day, as she sees it in the car."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent, Draft
from families.models import Policy
from tests.factories.equipment import LoanFactory
from tests.factories.families import AddressFactory, CarerFactory, ChildFactory, HomeNoteFactory
from tests.factories.people_more import SettingPlaceFactory
from tests.factories.reports import ReportFactory
from tests.factories.safety import CoverFactory
from tests.factories.visits import ActivityFactory, PracticeFactory, VisitFactory, VisitRecordFactory
from tests.factories.waiting import OutwardReferralFactory
from visits.models import Visit

URL = "/my-day/"
MOST = 15  # questions to the database: My day is a dashboard (PRODUCT.md, 3)


def at(hour, minute=0, *, days=0):
    """A moment of today, or of some days from now, on the clock in the kitchen."""
    today = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime(today.year, today.month, today.day, hour, minute))


def visit_at(child, worker, hour, *, days=0, **fields):
    starts_at = at(hour, days=days)
    return VisitFactory(
        child=child, worker=worker, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=50), **fields
    )


def tomorrow():
    return (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.fixture
def day_page(people, signed_in):
    """Open the worker's day, by default tomorrow, when nothing is over yet."""
    client = signed_in(people.worker)
    return lambda day=None: client.get(URL, {"day": day or tomorrow()})


def test_only_who_visits_has_a_day(people, signed_in):
    assert signed_in(people.worker).get(URL).status_code == 200
    for person in ("team_lead", "administrator", "service_manager", "safeguarding_lead", "auditor", "parent"):
        assert signed_in(getattr(people, person)).get(URL).status_code == 403, person


def test_a_visitor_is_sent_to_the_door(client, db):
    assert client.get(URL).status_code == 302


def test_visits_stand_in_the_order_in_which_they_are_driven(people, day_page):
    second = ChildFactory(given_name="Zofia", with_worker=people.worker)
    visit_at(second, people.worker, 14, days=1)
    visit_at(people.child, people.worker, 9, days=1)
    stops = day_page().context["day"].stops
    assert [stop.visit.child.given_name for stop in stops] == ["Aisha", "Zofia"]
    assert [stop.number for stop in stops] == [1, 2]


def test_a_colleagues_visit_is_not_in_my_day(people, day_page):
    visit_at(people.child, people.teammate, 9, days=1)
    visit_at(people.other_child, people.stranger, 9, days=1)
    assert day_page().context["day"].stops == []


def test_a_card_says_who_where_and_what_was_agreed(people, day_page):
    AddressFactory(family=people.child.family, town="Millbrook", postcode="FN4 2AB", lines="12 Mill Lane")
    CarerFactory(child=people.child, name="Rana Khan", relationship="GRP", phone="07700 900412")
    HomeNoteFactory(child=people.child, text="Dog: ask for him to be in the garden", tone="late", icon="dog")
    VisitRecordFactory(
        visit=VisitFactory(child=people.child, done=True), plan="Two sips from the open cup at tea time."
    )
    visit_at(people.child, people.worker, 9, days=1, bring="open cup, bubbles")
    page = day_page().content.decode()
    assert "Home visit with Nadia (mum), Tariq (dad) and Rana (grandparent)" in page
    assert "Millbrook, FN4" in page
    assert "12 Mill Lane" not in page
    assert "Dog: ask for him to be in the garden" in page
    assert "Two sips from the open cup at tea time." in page
    assert "<li>Open cup</li><li>Bubbles</li>" in page
    assert 'href="tel:07700900412"' in page
    assert "Call Rana" in page


def test_what_was_agreed_is_the_last_word_of_the_last_visit(people, day_page):
    older = VisitFactory(child=people.child, in_days=-20, status="done")
    VisitRecordFactory(visit=older, plan="Long ago.")
    last = VisitFactory(child=people.child, in_days=-6, status="done")
    VisitRecordFactory(visit=last, plan="First words.")
    VisitRecordFactory(visit=last, number=2, reason="A slip", plan="Corrected words.")
    visit_at(people.child, people.worker, 9, days=1)
    page = day_page().content.decode()
    assert "Corrected words." in page
    assert "First words." not in page
    assert "Long ago." not in page


def test_a_protected_address_is_masked_with_its_telephone_and_its_way_in(people, day_page):
    AddressFactory(family=people.child.family, protected=True, town="Hiddenham", postcode="FN9 1ZZ")
    CarerFactory(child=people.child, name="Rana Khan", phone="07700 900412")
    visit_at(people.child, people.worker, 9, days=1)
    page = day_page().content.decode()
    assert "Hiddenham" not in page
    assert "FN9 1ZZ" not in page
    assert "FN91ZZ" not in page
    assert "07700900412" not in page
    assert reverse("families:address_reveal", args=[people.child.ref]) in page


def test_toys_due_before_next_week_are_to_be_taken_back(people, day_page):
    LoanFactory(
        child=people.child, equipment__name="Posting box", due_on=timezone.localdate() + timedelta(days=3)
    )
    LoanFactory(child=people.child, equipment__name="Drum", due_on=timezone.localdate() + timedelta(days=30))
    visit_at(people.child, people.worker, 9, days=1)
    page = day_page().content.decode()
    assert "Posting box" in page
    assert "Drum" not in page


def test_the_service_says_how_far_ahead_a_toy_that_is_due_is_taken_back(people, day_page):
    Policy.objects.create(from_on=timezone.localdate() - timedelta(days=1), take_back_days=14)
    due_on = timezone.localdate() + timedelta(days=10)
    LoanFactory(child=people.child, equipment__name="Posting box", due_on=due_on)
    visit_at(people.child, people.worker, 9, days=1)
    assert "Posting box" in day_page().content.decode()


def test_a_cancelled_visit_stays_in_sight_and_is_not_counted(people, day_page):
    visit_at(people.child, people.worker, 9, days=1, status=Visit.Status.CANCELLED, reason="child_ill")
    response = day_page()
    assert response.context["day"].visits == 0
    assert "Child is ill" in response.content.decode()


def test_an_unwritten_visit_waits_with_its_day_and_what_is_saved(people, day_page):
    visit = visit_at(people.child, people.worker, 9, days=-9)
    Draft.objects.create(user=people.worker, form="visits:visit_write_up", about=visit.ref)
    Draft.objects.create(user=people.teammate, form="visits:visit_write_up", about=visit.ref)
    response = day_page()
    (item,) = response.context["day"].unfinished
    assert item.visit == visit
    assert item.tone == "late"
    assert item.saved_at
    assert reverse("visits:visit_write_up", args=[visit.ref]) in response.content.decode()


def test_what_families_wrote_since_the_last_visit_is_heard(people, day_page):
    VisitFactory(child=people.child, worker=people.worker, in_days=-3, status="done")
    activity = ActivityFactory(child=people.child)
    long_ago = timezone.now() - timedelta(days=10)
    yesterday = timezone.localdate() - timedelta(days=1)
    PracticeFactory(activity=activity, by=people.parent, comment="She drank with Grandad!")
    PracticeFactory(
        activity=activity, by=people.parent, comment="An old word.", on=yesterday, recorded_at=long_ago
    )
    page = day_page().content.decode()
    assert "She drank with Grandad!" in page
    assert "An old word." not in page


def test_reports_on_their_way_are_named_and_shared_ones_are_not(people, day_page):
    ready = ReportFactory(child=people.child, ready=True)
    ReportFactory(child=people.child, released=True)
    assert day_page().context["day"].reports == [ready]


def test_a_day_without_visits_shows_what_to_get_ready_for(people, signed_in):
    visit_at(people.child, people.worker, 9, days=4)
    page = signed_in(people.worker).get(URL).content.decode()
    assert "No visits on this day" in page
    assert "Get ready for" in page
    assert (timezone.localdate() + timedelta(days=4)).isoformat() in page


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-31", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_is_today(day, people, signed_in):
    response = signed_in(people.worker).get(URL, {"day": day})
    assert response.context["day"].on == timezone.localdate()


def test_looking_at_the_day_leaves_a_line(people, day_page):
    day_page()
    assert AuditEvent.objects.filter(what="day.seen", by_pk=people.worker.pk).exists()


def test_a_day_costs_the_same_for_one_visit_and_for_eight(people, signed_in, same_queries):
    hours = iter(range(6, 22))

    def child_at(hour):
        """A child of one’s own to see at home, or one of a colleague who is away to see at nursery."""
        if hour % 2:
            child = ChildFactory(with_worker=people.worker)
            visit_at(child, people.worker, hour, days=1)
        else:
            child = ChildFactory(with_worker=people.teammate)
            CoverFactory(away=people.teammate, child=child, child__by=people.worker)
            SettingPlaceFactory(child=child)
            visit_at(child, people.worker, hour, days=1, mode=Visit.Mode.SETTING)
        return child

    def furnish(number=1):
        for hour in (next(hours) for _ in range(number)):
            child = child_at(hour)
            AddressFactory(family=child.family)
            CarerFactory(child=child)
            HomeNoteFactory(child=child)
            LoanFactory(child=child, due_on=timezone.localdate() + timedelta(days=2))
            VisitRecordFactory(visit=VisitFactory(child=child, worker=people.worker, done=True, in_days=-30))
            begun = visit_at(child, people.worker, hour, days=-3)
            Draft.objects.create(user=people.worker, form="visits:visit_write_up", about=begun.ref)
            PracticeFactory(activity=ActivityFactory(child=child), comment="It went well.")
            ReportFactory(child=child, ready=True)
            OutwardReferralFactory(child=child, sent=True, overdue=True)

    furnish()
    url = f"{URL}?day={tomorrow()}"
    page = signed_in(people.worker).get(url).content.decode()
    assert all(words in page for words in ("Covering for", "Little Acorns", "Saved", "It went well."))
    same_queries(signed_in(people.worker), url, lambda: furnish(7), most=MOST)

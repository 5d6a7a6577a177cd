"""The waiting list: every number equals the list behind it."""

import random
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.urls import reverse
from django.utils import timezone

from families import waiting
from families.ages import until_school
from families.models import Policy, Referral
from tests.factories.families import (
    AddressFactory,
    CarerFactory,
    ChildFactory,
    EpisodeFactory,
    FamilyFactory,
    ReferralFactory,
)
from tests.factories.triage import BandOverrideFactory, EvidenceFactory
from tests.factories.waiting import (
    KeepInTouchFactory,
    OutwardReferralFactory,
    WaitingOfferFactory,
)

URL = "/waiting-list/"


@pytest.fixture
def many(db):
    """Forty children who wait, of all kinds; the same forty each time."""
    dice, today = random.Random(7), timezone.localdate()
    for number in range(40):
        band = dice.choice(["urgent", "high", "standard"])
        family = FamilyFactory()
        AddressFactory(family=family, town=dice.choice(["Ashby", "Thorne"]), is_protected=not number % 9)
        referral = ReferralFactory(
            waiting=True,
            band=band,
            score_band=band,
            score=dice.randint(0, 25),
            waiting_since=today - timedelta(days=dice.choice([0, 3, 27, 28, 55, 56, 83, 84, 85, 130, 200])),
            family_agrees=dice.random() < 0.7,
            child=ChildFactory(
                family=family,
                born_on=today - timedelta(days=dice.randint(200, 1900)),
                died_on=today if number == 17 else None,
            ),
        )
        KeepInTouchFactory(referral=referral, due_on=today + timedelta(days=dice.choice([-9, -1, 0, 1, 30])))
        if dice.random() < 0.6:
            EvidenceFactory(referral=referral, here=dice.random() < 0.3)
        if not number % 7:
            WaitingOfferFactory(referral=referral)
        if not number % 11:
            chosen, instead = dice.sample(["urgent", "high", "standard"], 2)
            BandOverrideFactory(referral=referral, band=chosen, instead_of=instead)
    for month in range(12):  # places that came up in the last year
        EpisodeFactory(opened_on=today - timedelta(days=30 * month + 5))


@pytest.mark.parametrize("role", ["team_lead", "administrator", "service_manager"])
def test_every_number_on_the_page_equals_its_list(role, people, signed_in, many):
    client = signed_in(getattr(people, role))
    page = client.get(URL)
    assert page.context["total"] == 40
    shown = [(number, address) for number, _words, _tone, _icon, address in page.context["tallies"]]
    shown += [(bar["size"], f"?waited={bar['bucket'].key}") for bar in page.context["bars"]]
    shown += [(one["count"], f"?band={one['band'].value}") for one in page.context["bands"]]
    shown += [(one["count"], f"?{one['name']}={one['value']}") for one in page.context["more_filters"]]
    shown += [(number, f"?area={town}") for town, number, _on in page.context["areas"]]
    for number, address in shown:
        assert client.get(f"{URL}{address}").context["paginator"].count == number, address
    assert sum(bar["size"] for bar in page.context["bars"]) == 40, "everybody waits in one span"
    assert page.context["kept"] + page.context["beyond"] == 40
    assert all(number for number, address in shown if "waited" not in address), "each question has somebody"


def test_the_marks_on_the_lines_are_what_the_filters_find(people, signed_in, many):
    """What a line says of itself and what the list counts cannot disagree."""
    lead, today = signed_in(people.team_lead), timezone.localdate()

    def named(query):
        return {line.referral.pk for line in lead.get(URL + query).context["lines"]}

    lines = lead.get(URL).context["lines"]
    assert named("?time=short") == {line.referral.pk for line in lines if line.guard.is_short}
    assert named("?promise=past") == {line.referral.pk for line in lines if line.days_left < 0}
    assert named("?school=soon") == {line.referral.pk for line in lines if line.is_near_school}
    assert named("?band_moved=yes") == {line.referral.pk for line in lines if line.is_overtaken}
    assert named("?contact=due") == {
        line.referral.pk for line in lines if line.contact_on and line.contact_on <= today
    }


def test_the_line_is_told_in_its_order(people, signed_in, many):
    """A child further down the line is never told an earlier start than one of the same score above it."""
    lines = signed_in(people.team_lead).get(URL).context["lines"]
    assert [line.prospect.expected.place for line in lines] == list(range(1, 41))
    for first, then in pairwise(lines):
        same = (first.referral.band_order, first.referral.score)
        if same == (then.referral.band_order, then.referral.score):
            assert first.prospect.expected.earliest <= then.prospect.expected.earliest


def test_the_list_asks_as_often_for_many_as_for_one(people, signed_in, same_queries):
    ReferralFactory(waiting=True)

    def more():
        for _ in range(5):
            referral = ReferralFactory(waiting=True)
            AddressFactory(family=referral.child.family)
            KeepInTouchFactory(referral=referral)
            BandOverrideFactory(referral=referral)

    lead = signed_in(people.team_lead)
    same_queries(lead, URL, more, most=15)
    same_queries(lead, f"{URL}?area=Millbrook&sort=contact", more, most=15)


@pytest.mark.parametrize("order", ["wait", "school", "contact"])
def test_the_list_can_be_put_in_another_order(order, people, signed_in, many):
    lines = signed_in(people.team_lead).get(f"{URL}?sort={order}").context["lines"]
    key = {
        "wait": lambda line: line.referral.waiting_since,
        "school": lambda line: line.child.born_on,
        "contact": lambda line: line.contact_on or date.max,
    }[order]
    assert [key(line) for line in lines] == sorted(key(line) for line in lines)


def test_nobody_matches_is_not_nobody_waits(people, signed_in):
    lead = signed_in(people.team_lead)
    assert "Nobody is waiting" in lead.get(URL).content.decode()
    ReferralFactory(waiting=True, band="high")
    page = lead.get(f"{URL}?band=urgent").content.decode()
    assert "0 children match these filters" in page
    assert "Nobody is waiting" not in page


def test_the_page_of_one_child_says_what_the_list_says(people, signed_in, many):
    lead = signed_in(people.team_lead)
    for line in lead.get(URL).context["lines"][:6]:
        page = lead.get(reverse("families:waiting_detail", args=[line.referral.ref]))
        assert page.context["line"].prospect == line.prospect
        assert line.prospect.expected.in_words in page.content.decode()


def test_the_page_of_one_child_asks_as_often_for_a_long_history(people, signed_in, same_queries):
    referral = ReferralFactory(waiting=True)

    def more():
        for _ in range(4):
            KeepInTouchFactory(referral=referral, made=True)
            WaitingOfferFactory(referral=referral)
            OutwardReferralFactory(child=referral.child, sent=True)

    more()
    url = reverse("families:waiting_detail", args=[referral.ref])
    same_queries(signed_in(people.team_lead), url, more, most=25)


def test_bands_add_up_and_other_filters_narrow(people, signed_in, many):
    lead = signed_in(people.team_lead)

    def count(query):
        return lead.get(URL + query).context["paginator"].count

    assert count("?band=urgent&band=high") == count("?band=urgent") + count("?band=high")
    assert count("?band=urgent&promise=past") <= min(count("?band=urgent"), count("?promise=past"))
    assert count("?band=nonsense") == 40


def test_the_most_urgent_band_comes_first_then_the_score_then_the_longest_wait(people, signed_in, many):
    lines = signed_in(people.team_lead).get(URL).context["lines"]
    order = [(line.referral.band_order, -line.referral.score, line.referral.waiting_since) for line in lines]
    assert order == sorted(order)


def test_the_promise_is_the_services_own(people, signed_in):
    today = timezone.localdate()
    Policy.objects.create(from_on=today, promise_weeks=18)
    ReferralFactory(waiting=True, waiting_since=today - timedelta(weeks=14))
    page = signed_in(people.team_lead).get(URL)
    assert "18-week promise" in page.content.decode()
    assert page.context["lines"][0].start_by == today + timedelta(weeks=4)


@pytest.mark.parametrize("on", [date(2026, 8, 31), date(2026, 9, 1), date(2026, 12, 31), date(2027, 4, 1)])
@pytest.mark.parametrize("terms", [0, 1, 2, 4])
def test_near_school_means_the_same_in_the_database_and_in_words(on, terms):
    last = waiting.last_birthday_near_school(on, terms)
    assert until_school(last, on).terms <= terms
    assert until_school(last + timedelta(days=1), on).terms > terms


@pytest.mark.parametrize("weeks", [1, 2, 6, 12, 18])
def test_spans_follow_each_other_without_a_gap(weeks):
    spans = waiting.buckets(weeks)
    assert spans[0].start == 0
    assert all(before.end == after.start for before, after in pairwise(spans))
    assert spans[-1].end is None


def test_fifty_children_weigh_less_than_100_kb(people, signed_in):
    for _ in range(60):
        ReferralFactory(waiting=True)
    page = signed_in(people.team_lead).get(URL)
    assert len(page.content) < 100_000
    assert Referral.objects.waiting().count() == 60
    assert len(page.context["lines"]) == 50
    assert len(signed_in(people.team_lead).get(f"{URL}?page=2").context["lines"]) == 10
    assert reverse("families:waiting_list") == URL


def test_who_to_ring_is_told_and_hidden_with_a_protected_address(people, signed_in):
    referral = ReferralFactory(waiting=True)
    CarerFactory(child=referral.child, name="Ewa Nowak", phone="07700 900455")
    url = reverse("families:waiting_detail", args=[referral.ref])
    lead = signed_in(people.team_lead)
    assert "07700 900455" in lead.get(url).content.decode()
    AddressFactory(family=referral.child.family, protected=True)
    page = lead.get(url).content.decode()
    assert "07700 900455" not in page
    assert "Telephone hidden" in page

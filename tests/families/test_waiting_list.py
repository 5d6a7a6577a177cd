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
from tests.factories.families import ChildFactory, ReferralFactory
from tests.factories.triage import EvidenceFactory

URL = "/waiting-list/"


@pytest.fixture
def many(db):
    """Forty children who wait, of all kinds; the same forty each time."""
    dice, today = random.Random(7), timezone.localdate()
    for _ in range(40):
        band = dice.choice(["urgent", "high", "standard"])
        referral = ReferralFactory(
            waiting=True,
            band=band,
            score=dice.randint(0, 25),
            waiting_since=today - timedelta(days=dice.choice([0, 3, 27, 28, 55, 56, 83, 84, 85, 130, 200])),
            family_agrees=dice.random() < 0.7,
            child=ChildFactory(born_on=today - timedelta(days=dice.randint(200, 1900))),
        )
        if dice.random() < 0.6:
            EvidenceFactory(referral=referral, here=dice.random() < 0.3)


def test_every_number_on_the_page_equals_its_list(people, signed_in, many):
    lead = signed_in(people.team_lead)
    page = lead.get(URL)
    assert page.context["total"] == 40
    shown = [(number, address) for number, _words, _tone, _icon, address in page.context["tallies"]]
    shown += [(bar["size"], f"?waited={bar['bucket'].key}") for bar in page.context["bars"]]
    shown += [(one["count"], f"?band={one['band'].value}") for one in page.context["bands"]]
    shown += [(one["count"], f"?{one['name']}={one['value']}") for one in page.context["more_filters"]]
    for number, address in shown:
        assert lead.get(f"{URL}{address}").context["paginator"].count == number, address
    assert sum(bar["size"] for bar in page.context["bars"]) == 40, "everybody waits in one span"
    assert page.context["kept"] + page.context["beyond"] == 40


def test_bands_add_up_and_other_filters_narrow(people, signed_in, many):
    lead = signed_in(people.team_lead)

    def count(query):
        return lead.get(URL + query).context["paginator"].count

    assert count("?band=urgent&band=high") == count("?band=urgent") + count("?band=high")
    assert count("?band=urgent&promise=past") <= min(count("?band=urgent"), count("?promise=past"))
    assert count("?band=nonsense") == 40


def test_the_highest_score_comes_first_then_the_longest_wait(people, signed_in, many):
    lines = signed_in(people.team_lead).get(URL).context["lines"]
    order = [(-line.referral.score, line.referral.waiting_since) for line in lines]
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

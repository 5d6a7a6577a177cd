"""The team's home: honest figures, each the same as its list."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from families.models import Policy
from portage.figures import figures_for
from tests.factories.accounts import UserFactory
from tests.factories.equipment import LoanFactory
from tests.factories.families import ChildFactory, EpisodeFactory
from tests.factories.reports import ReportFactory
from tests.factories.visits import VisitFactory

URL = "/team/"
MOST = 20  # questions to the database (PRODUCT.md, 3)
FIGURES = figures_for(Policy())
LEADS = ("team_lead", "other_lead", "service_manager")


def work_in(team, worker, lead, *, times=1):
    """One of everything that asks a lead for attention, as often as asked."""
    for _ in range(times):
        child = ChildFactory(with_worker=worker)
        VisitFactory(child=child, worker=worker, status="done", in_days=-40)
        VisitFactory(child=child, worker=worker, in_days=-(unwritten_days(worker)))
        ReportFactory(child=child, ready=True, requested_by=worker)
        ReportFactory(child=child, ready=True, requested_by=lead)
        LoanFactory(child=child, overdue=True)
        EpisodeFactory(child=ChildFactory(), team=team)


def unwritten_days(worker):
    """A free place in the past of a worker's diary."""
    return 2 + worker.visits.count()


@pytest.fixture
def busy(people):
    work_in(people.ashby, people.worker, people.team_lead, times=7)
    work_in(people.thorne, people.stranger, people.other_lead, times=2)
    return people


def number_of(client, key):
    """The number on a tile, or in the heading of a card."""
    parts = client.get(URL).context["figures"]
    return next(part for part in parts if part.figure.key == key).number


def test_who_leads_has_a_team(people, signed_in):
    for person in ("team_lead", "service_manager"):
        assert signed_in(getattr(people, person)).get(URL).status_code == 200
    for person in ("worker", "administrator", "safeguarding_lead", "auditor", "parent"):
        client = signed_in(getattr(people, person))
        assert client.get(URL).status_code == 403, person
        assert client.get(reverse("portage:team_list", args=["not-seen"])).status_code == 403, person


@pytest.mark.parametrize("key", FIGURES)
@pytest.mark.parametrize("person", LEADS)
def test_a_number_is_the_length_of_its_list(key, person, busy, signed_in):
    client = signed_in(getattr(busy, person))
    page = client.get(reverse("portage:team_list", args=[key]))
    assert number_of(client, key) == page.context["paginator"].count == len(page.context["object_list"]) > 0


@pytest.mark.parametrize("key", FIGURES)
def test_a_lead_counts_her_own_team_and_a_manager_every_team(key, busy, signed_in):
    own, others, every = (number_of(signed_in(getattr(busy, person)), key) for person in LEADS)
    if key == "to-approve":  # each lead's own reports are for somebody else to approve
        assert (own, others, every) == (7, 2, 18)
    else:
        assert own + others == every


def test_one_never_approves_ones_own_report(people, signed_in):
    ReportFactory(child=people.child, ready=True, requested_by=people.team_lead)
    assert number_of(signed_in(people.team_lead), "to-approve") == 0
    assert number_of(signed_in(people.service_manager), "to-approve") == 1


def test_not_seen_counts_visits_that_took_place_and_nothing_else(people, signed_in):
    client = signed_in(people.team_lead)
    assert number_of(client, "not-seen") == 1, "with us for long, and never seen"
    VisitFactory(child=people.child, worker=people.worker, status="cancelled", reason="child_ill", in_days=-2)
    assert number_of(client, "not-seen") == 1
    VisitFactory(child=people.child, worker=people.worker, status="done", in_days=-27)
    assert number_of(client, "not-seen") == 0


def test_the_service_says_after_how_many_days_a_child_counts_as_not_seen(people, signed_in):
    Policy.objects.create(from_on=timezone.localdate() - timedelta(days=1), unseen_days=14)
    client = signed_in(people.team_lead)
    VisitFactory(child=people.child, worker=people.worker, status="done", in_days=-20)
    assert number_of(client, "not-seen") == 1
    assert "Not seen for 14 days" in client.get(URL).content.decode()
    page = client.get(reverse("portage:team_list", args=["not-seen"]))
    assert "with us for 14 days or more" in page.content.decode()
    VisitFactory(child=people.child, worker=people.worker, status="done", in_days=-13)
    assert number_of(client, "not-seen") == 0


def test_a_child_who_has_just_come_is_not_yet_missed(people, signed_in):
    allocation = people.child.episodes.get().allocations.get()
    allocation.from_at = timezone.now() - timedelta(days=5)
    allocation.save()
    assert number_of(signed_in(people.team_lead), "not-seen") == 0


def test_every_worker_of_the_team_shows_load_against_capacity(people, signed_in):
    UserFactory(name="Bea Half", worker=True, team=people.ashby, fte="0.5")
    loads = signed_in(people.team_lead).get(URL).context["loads"]
    assert [(load.worker.name, load.figures) for load in loads] == [
        ("Bea Half", "0 of 5.5"),
        ("Priya Shah", "0 of 11"),
        ("Sofia Marsh", "1 of 11"),
    ]
    assert "Ros Lewis" in signed_in(people.service_manager).get(URL).content.decode()


def test_a_figure_that_is_gone_leads_home(people, signed_in):
    response = signed_in(people.team_lead).get(reverse("portage:team_list", args=["no-such-figure"]))
    assert response.url == URL


def test_a_team_without_any_trouble_is_told_so(people, signed_in):
    VisitFactory(child=people.child, worker=people.worker, status="done", in_days=-2)
    page = signed_in(people.team_lead).get(URL).content.decode()
    for figure in FIGURES.values():
        assert figure.none in page


def test_the_page_costs_the_same_for_a_quiet_and_a_busy_team(busy, signed_in, same_queries):
    def more():
        work_in(busy.ashby, UserFactory(worker=True, team=busy.ashby), busy.team_lead, times=3)

    same_queries(signed_in(busy.team_lead), URL, more, most=MOST)
    same_queries(signed_in(busy.service_manager), URL, more, most=MOST)


def test_a_list_costs_the_same_for_few_and_for_many(busy, signed_in, same_queries):
    def more():
        work_in(busy.ashby, busy.worker, busy.team_lead)

    for key in FIGURES:
        same_queries(signed_in(busy.team_lead), reverse("portage:team_list", args=[key]), more, most=15)


def test_a_very_large_service_shows_those_who_carry_most(people, signed_in, monkeypatch):
    monkeypatch.setattr("portage.team.MOST_WORKERS", 2)
    page = signed_in(people.service_manager).get(URL)
    assert [load.worker for load in page.context["loads"]] == [people.stranger, people.worker]
    assert "The 2 fullest of 3 workers." in page.content.decode()

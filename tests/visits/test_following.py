"""What becomes of the diary when children move: visits go where the new worker is free, drafts go along."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from accounts.models import AuditEvent, Draft
from families.handing_over import Going, foresee, what_follows
from tests.factories.families import ChildFactory
from tests.factories.visits import VisitFactory
from visits.following import PlannedVisits, UnwrittenRecords
from visits.places import Placing, places_for

DAY = datetime(2026, 12, 1)
NEW = SimpleNamespace(pk=2)


def at(hour, *, pk=0, minutes=60, worker=2):
    starts = DAY + timedelta(hours=hour)
    return SimpleNamespace(
        pk=pk, starts_at=starts, ends_at=starts + timedelta(minutes=minutes), worker_id=worker
    )


@pytest.mark.parametrize(
    ("wishes", "busy", "go"),
    [
        ([9, 11], [], [9, 11]),
        ([9, 11], [10], [9, 11]),
        ([9, 11], [11], [9]),
        ([9, 11], [11.5], [9]),
        ([9, 9.5], [], [9]),
        ([11, 9], [], [9, 11]),
        ([9], [8, 10], [9]),
    ],
    ids=["free", "touching", "same", "half", "each other", "earliest first", "between"],
)
def test_a_visit_goes_where_the_worker_is_free_and_the_earliest_has_the_time(wishes, busy, go):
    asked = [Placing(at(hour, pk=number), 7, NEW) for number, hour in enumerate(wishes)]
    places = places_for(asked, [at(hour, pk=90 + n) for n, hour in enumerate(busy)], episodes=[7])
    assert [visit.starts_at for visit in places.go[7]] == [DAY + timedelta(hours=hour) for hour in go]
    assert len(places.stay[7]) == len(wishes) - len(go)


def test_while_nobody_is_chosen_nothing_is_in_the_way():
    places = places_for([Placing(at(9), 7, None)], [at(9, pk=9)], episodes=[7])
    assert len(places.go[7]) == 1


@pytest.fixture
def going(people):
    episode = people.child.episodes.select_related("child").get()
    return Going(episode, people.worker, people.teammate, timezone.now())


@pytest.mark.django_db
def test_planned_visits_follow_and_go_back(people, going):
    visit = VisitFactory(child=people.child, worker=people.worker, in_days=3)
    lead = people.team_lead
    assert "1 visit moves: first" in what_follows(going, lead)[0]
    went = PlannedVisits().follow([going], lead)
    visit.refresh_from_db()
    assert (visit.worker, went[going.episode.pk]) == (people.teammate, {"moved": [visit.pk]})
    back = Going(
        going.episode, people.teammate, people.worker, timezone.now(), went={"visits": went[going.episode.pk]}
    )
    assert PlannedVisits().go_back([back], lead) == {}
    visit.refresh_from_db()
    assert visit.worker == people.worker
    assert AuditEvent.objects.filter(what="visit.handed_over").count() == 2


@pytest.mark.django_db
def test_a_visit_that_clashes_stays_the_trail_says_so_and_only_who_may_know_is_told_with_whom(people, going):
    visit = VisitFactory(child=people.child, worker=people.worker, in_days=3)
    hers = ChildFactory(given_name="Leo", family_name="Prentice", with_worker=people.teammate)
    VisitFactory(child=hers, worker=people.teammate, starts_at=visit.starts_at)
    (clash,) = [one for one in foresee([going], people.team_lead)[going.episode.pk] if one.is_clash]
    assert "clashes with Leo Prentice" in clash.text
    (clash,) = [one for one in foresee([going], people.other_lead)[going.episode.pk] if one.is_clash]
    assert "clashes with another visit" in clash.text
    PlannedVisits().follow([going], people.team_lead)
    visit.refresh_from_db()
    assert visit.worker == people.worker
    assert AuditEvent.objects.filter(what="visit.stayed_behind").exists()


@pytest.mark.django_db
def test_visits_of_other_workers_and_those_that_have_been_do_not_follow(people, going):
    others = VisitFactory(child=people.child, worker=people.team_lead, in_days=3)
    past = VisitFactory(child=people.child, worker=people.worker, in_days=-3)
    PlannedVisits().follow([going], people.team_lead)
    others.refresh_from_db(), past.refresh_from_db()
    assert (others.worker, past.worker) == (people.team_lead, people.worker)


@pytest.mark.django_db
def test_what_was_typed_goes_along_unless_the_new_worker_has_begun_herself(people, going):
    form = "visits:visit_write_up"
    first = VisitFactory(child=people.child, worker=people.worker, in_days=-3)
    second = VisitFactory(child=people.child, worker=people.worker, in_days=-5)
    typed = Draft.objects.create(user=people.worker, form=form, about=first.ref)
    other = Draft.objects.create(user=people.worker, form=form, about=second.ref)
    Draft.objects.create(user=people.teammate, form=form, about=second.ref)
    private = Draft.objects.create(user=people.worker, form="families:concern_add", about=people.child.ref)
    went = UnwrittenRecords().follow([going], people.team_lead)
    for draft in (typed, other, private):
        draft.refresh_from_db()
    assert (typed.user, other.user, private.user) == (people.teammate, people.worker, people.worker)
    assert went[going.episode.pk] == {"drafts": [typed.pk]}

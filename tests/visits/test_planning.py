"""The diary: planned, moved, called off; a worker is in one place at a time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts import audit
from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.models import Episode
from families.when import LONDON
from tests.factories.families import AllocationFactory
from tests.factories.visits import VisitFactory
from visits.actions import visits
from visits.models import Visit

pytestmark = pytest.mark.django_db


def next_week(hour=10):
    day = timezone.localdate() + timedelta(days=7)
    return datetime(day.year, day.month, day.day, hour, 30, tzinfo=LONDON)


def plan(people, **fields):
    given = {"worker": people.worker, "starts_at": next_week(), "minutes": 60, "by": people.worker}
    return visits.plan(people.child, **given | fields)


def test_a_planned_visit_is_in_the_diary_and_in_the_trail(people):
    visit = plan(people, bring="Bubbles")
    assert (visit.ends_at - visit.starts_at, visit.status) == (timedelta(hours=1), Visit.Status.PLANNED)
    line = AuditEvent.objects.get(what="visit.planned")
    assert (line.child_ref, line.by_pk) == (people.child.ref, people.worker.pk)


def test_a_worker_cannot_be_planned_in_two_places(people):
    plan(people)
    with pytest.raises(Refused, match="another visit at this time"):
        plan(people, starts_at=next_week() + timedelta(minutes=30))
    assert Visit.objects.count() == 1


def test_one_visit_may_begin_when_another_ends(people):
    plan(people)
    assert plan(people, starts_at=next_week(hour=11)).pk


def test_a_child_who_is_not_in_service_is_not_visited(people):
    Episode.objects.filter(child=people.child).update(
        status="closed", closed_on=timezone.localdate(), closing_reason="moved"
    )
    with pytest.raises(Refused, match="not being visited"):
        plan(people)


def test_a_child_who_died_is_not_visited(people):
    people.child.died_on = timezone.localdate()
    people.child.save()
    with pytest.raises(Refused, match="not being visited"):
        plan(people)


def test_a_visit_keeps_its_length_when_it_is_moved(people):
    visit = plan(people, minutes=45)
    moved = visits.move(visit, by=people.worker, starts_at=next_week(hour=14))
    assert moved.ends_at - moved.starts_at == timedelta(minutes=45)
    line = AuditEvent.objects.get(what="visit.moved")
    assert line.before["starts_at"] != line.after["starts_at"]


def test_a_visit_lasts_an_hour_in_the_night_in_which_the_clocks_change(people):
    visit = plan(people, starts_at=datetime(2027, 10, 31, 0, 30, tzinfo=LONDON), minutes=120)
    assert visit.ends_at.astimezone(UTC) - visit.starts_at.astimezone(UTC) == timedelta(hours=2)


def test_a_visit_left_behind_by_a_hand_over_finds_its_worker_when_it_is_moved(people):
    visit = plan(people)
    people.child.episodes.get().allocations.update(until_at=timezone.now(), ended_by=people.team_lead)
    AllocationFactory(episode=people.child.episodes.get(), worker=people.teammate, from_at=timezone.now())
    assert visits.move(visit, by=people.team_lead, starts_at=next_week(hour=14)).worker == people.teammate


@pytest.mark.parametrize("status", ["done", "cancelled", "no_access"])
def test_only_a_planned_visit_can_be_moved(status, people):
    visit = VisitFactory(child=people.child, worker=people.worker, status=status, reason="weather")
    with pytest.raises(Refused, match="already"):
        visits.move(visit, by=people.worker, starts_at=next_week())


def test_a_cancelled_visit_says_why_and_frees_the_time(people):
    visits.cancel(plan(people), by=people.worker, reason=Visit.Reason.CHILD_ILL)
    assert plan(people).status == Visit.Status.PLANNED


def test_a_visit_cannot_be_cancelled_for_no_reason(people):
    with pytest.raises(Refused, match="Say why"):
        visits.cancel(plan(people), by=people.worker, reason="")


def test_nobody_in_is_said_once_the_visit_has_begun(people):
    with pytest.raises(Refused, match="not begun"):
        visits.nobody_in(plan(people), by=people.worker)
    begun = VisitFactory(
        child=people.child, worker=people.worker, starts_at=timezone.now() - timedelta(hours=1)
    )
    assert visits.nobody_in(begun, by=people.worker).reason == Visit.Reason.NOBODY_IN


def test_nothing_is_planned_when_the_trail_cannot_be_written(people, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no trail")

    monkeypatch.setattr(audit, "record", broken)
    with pytest.raises(RuntimeError):
        plan(people)
    assert not Visit.objects.exists()


def test_the_database_itself_refuses_two_places_at_once(people):
    visit = plan(people)
    other = VisitFactory.build(child=people.child, worker=people.worker, planned_by=people.worker)
    other.starts_at, other.ends_at = visit.starts_at, visit.ends_at
    with pytest.raises(Exception, match="visit_worker_in_one_place"), connection.cursor():
        other.save()

"""Observations: only what changed, never overwritten, on the day it was seen."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import observations
from assessments.models import Observation
from tests.factories.accounts import UserFactory
from tests.factories.assessments import AreaFactory, FrameworkFactory, ItemFactory, ObservationFactory
from tests.factories.families import ChildFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db
CAN, NEARLY, NOT_YET, NOT_SEEN = "can", "nearly", "not_yet", "not_seen"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def worker():
    return UserFactory(worker=True)


def test_only_what_changed_is_written(worker, today):
    child, stands, changes, untouched = ChildFactory(), *ItemFactory.create_batch(3)
    ObservationFactory(child=child, item=stands, state=CAN)
    ObservationFactory(child=child, item=changes, state=NEARLY)
    states = {stands: CAN, changes: CAN, untouched: NOT_SEEN}
    written = observations.record(child, states, by=worker, on=today)
    assert [(seen.item, seen.state) for seen in written] == [(changes, CAN)]
    assert Observation.objects.filter(item=changes).count() == 2


def test_the_trail_says_what_stood_before_and_what_stands_now(worker, today):
    child, item = ChildFactory(), ItemFactory()
    observations.record(child, {item: CAN}, by=worker, on=today)
    line = AuditEvent.objects.get(what="observation.recorded")
    assert (line.before, line.after) == ({item.code: NOT_SEEN}, {"on": today.isoformat(), item.code: CAN})
    assert line.child_ref == child.ref


def test_nothing_new_leaves_no_line_in_the_trail(worker, today):
    child, item = ChildFactory(), ItemFactory()
    observations.record(child, {item: CAN}, by=worker, on=today)
    assert observations.record(child, {item: CAN}, by=worker, on=today) == []
    assert AuditEvent.objects.filter(what="observation.recorded").count() == 1


def test_a_record_written_late_leaves_what_was_seen_since(worker, today):
    child, item = ChildFactory(), ItemFactory()
    ObservationFactory(child=child, item=item, state=CAN, on=today)
    observations.record(child, {item: NEARLY}, by=worker, on=today - timedelta(days=7))
    now = Observation.objects.filter(child=child).as_of(today).latest().get()
    then = Observation.objects.filter(child=child).as_of(today - timedelta(days=3)).latest().get()
    assert (now.state, then.state) == (CAN, NEARLY)


def test_the_later_of_two_observations_of_one_day_is_true(worker, today):
    child, item = ChildFactory(), ItemFactory()
    observations.record(child, {item: CAN}, by=worker, on=today)
    observations.record(child, {item: NOT_YET}, by=worker, on=today)
    assert Observation.objects.filter(child=child).as_of(today).latest().get().state == NOT_YET


def test_what_was_seen_with_an_earlier_version_still_counts(worker, today):
    child = ChildFactory()
    old, new = (ItemFactory(code="cup", area=area_of(version)) for version in ("1", "2"))
    ObservationFactory(child=child, item=old, state=CAN)
    assert observations.record(child, {new: CAN}, by=worker, on=today) == []
    assert len(observations.record(child, {new: NEARLY}, by=worker, on=today)) == 1


def area_of(version):
    framework = FrameworkFactory(
        code="starter", version=version, status="published" if version == "2" else "retired"
    )
    return AreaFactory(framework=framework)


def test_a_day_to_come_and_a_day_before_birth_are_refused(worker, today):
    child, item = ChildFactory(), ItemFactory()
    with pytest.raises(Refused, match="still to come"):
        observations.record(child, {item: CAN}, by=worker, on=today + timedelta(days=1))
    with pytest.raises(Refused, match="not born yet"):
        observations.record(child, {item: CAN}, by=worker, on=child.born_on - timedelta(days=1))


def test_a_hundred_and_fifty_items_cost_as_many_queries_as_one(worker, today, django_assert_num_queries):
    child, items = ChildFactory(), ItemFactory.create_batch(150)
    with django_assert_num_queries(
        8
    ):  # savepoint, child, items, known, open sittings, write, trail, savepoint
        observations.record(child, dict.fromkeys(items, CAN), by=worker, on=today)


def test_the_database_refuses_to_change_or_delete_an_observation():
    seen = ObservationFactory()
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(pk=seen.pk).update(state=NOT_YET)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.filter(pk=seen.pk).delete()
    assert Observation.objects.get().state == seen.state


def test_if_the_trail_cannot_be_written_nothing_is(worker, today):
    worker.name = "x" * 500  # more than a line of the trail can hold
    with pytest.raises(DatabaseError):
        observations.record(ChildFactory(), {ItemFactory(): CAN}, by=worker, on=today)
    assert not Observation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_two_write_down_at_once_stands_once(worker, today):
    child, item = ChildFactory(), ItemFactory()
    in_parallel(*[lambda: observations.record(child, {item: CAN}, by=worker, on=today)] * 6)
    assert Observation.objects.count() == 1

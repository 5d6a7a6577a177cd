"""Two at the same moment, against the real database: one wins, the other is told."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from accounts.refusals import Refused
from tests.factories.visits import VisitFactory
from visits.actions import visits
from visits.models import Visit, VisitRecord

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts):
    """Carry out all acts at the same moment; what each came to."""
    gate, came_to = threading.Barrier(len(acts)), []

    def run(act):
        gate.wait()
        try:
            act()
            came_to.append("done")
        except Refused as refusal:
            came_to.append(str(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(came_to, key=lambda said: said != "done")


def test_two_windows_that_sign_at_once_make_one_record(people):
    visit = VisitFactory(
        child=people.child, worker=people.worker, starts_at=timezone.now() - timedelta(hours=2)
    )

    def sign():
        visits.write_up(Visit.objects.get(pk=visit.pk), by=people.worker, record={"play": "Bubbles."})

    first, second = at_once(sign, sign)
    assert first == "done"
    assert "already" in second
    assert VisitRecord.objects.count() == 1


def test_a_worker_who_is_planned_twice_at_once_is_planned_once(people):
    starts_at = timezone.now() + timedelta(days=3)

    def plan():
        given = {"worker": people.worker, "starts_at": starts_at, "minutes": 60, "by": people.worker}
        visits.plan(people.child, **given)

    assert at_once(plan, plan) == ["done", "The worker has another visit at this time."]
    assert Visit.objects.count() == 1


def test_two_corrections_at_once_are_two_versions(people):
    visit = VisitFactory(
        child=people.child, worker=people.worker, starts_at=timezone.now() - timedelta(hours=2)
    )
    visits.write_up(visit, by=people.worker, record={"play": "Bubbles."})

    def correct(words):
        return lambda: visits.correct(
            Visit.objects.get(pk=visit.pk), by=people.worker, reason="A slip", record={"play": words}
        )

    assert at_once(correct("Rings."), correct("Drums.")) == ["done", "done"]
    assert sorted(VisitRecord.objects.values_list("number", flat=True)) == [1, 2, 3]

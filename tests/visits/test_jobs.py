"""The clock: a reminder the evening before, once; caught up after a missed evening; silenced when untrue."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import work
from accounts.models import Job, Notice
from families.models import Episode, Policy
from families.when import LONDON
from tests.factories.visits import VisitFactory
from visits import jobs
from visits.actions import visits

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Set the time; Django's now is the edge of our world."""

    def set_to(*moment):
        now = datetime(*moment, tzinfo=LONDON)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to


def visit_at(people, *moment, **fields):
    starts_at = datetime(*moment, tzinfo=LONDON)
    return VisitFactory(child=people.child, worker=people.worker, starts_at=starts_at, **fields)


def reminders():
    return [notice.to for notice in Notice.objects.filter(kind="visits.VisitSoon")]


def deliver_all():
    for job in Job.objects.filter(kind="notice.deliver", state=Job.State.READY):
        work.carry_out(job.pk)


def test_the_evening_before_who_sees_the_record_is_reminded_once(people, clock):
    visit_at(people, 2026, 12, 2, 10, 30)
    for minute in (0, 1):
        jobs.remind_of_visits(clock(2026, 12, 1, 17, minute))
    assert reminders() == [people.parent]


def test_before_the_hour_nobody_is_reminded_of_tomorrow(people, clock):
    visit_at(people, 2026, 12, 2, 10, 30)
    jobs.remind_of_visits(clock(2026, 12, 1, 16, 59))
    assert reminders() == []


def test_the_service_says_at_which_hour(people, clock):
    Policy.objects.create(from_on=datetime(2026, 1, 1).date(), reminder_hour=19)
    visit_at(people, 2026, 12, 2, 10, 30)
    jobs.remind_of_visits(clock(2026, 12, 1, 18, 0))
    assert reminders() == []
    jobs.remind_of_visits(clock(2026, 12, 1, 19, 0))
    assert reminders() == [people.parent]


@pytest.mark.parametrize("planned_at", [(2026, 12, 2, 8, 30), (2026, 12, 1, 17, 0)])
def test_nobody_is_reminded_of_what_was_agreed_after_the_hour_of_reminders(planned_at, people, clock):
    visit_at(people, 2026, 12, 2, 10, 30, planned_at=datetime(*planned_at, tzinfo=LONDON))
    jobs.remind_of_visits(clock(2026, 12, 1, 17, 5))
    jobs.remind_of_visits(clock(2026, 12, 2, 9, 0))
    assert reminders() == []


def test_a_visit_planned_in_the_afternoon_for_tomorrow_is_reminded_of(people, clock):
    visit_at(people, 2026, 12, 2, 18, 0, planned_at=datetime(2026, 12, 1, 16, 59, tzinfo=LONDON))
    jobs.remind_of_visits(clock(2026, 12, 1, 17, 0))
    assert reminders() == [people.parent]


def test_a_visit_moved_this_morning_to_this_afternoon_is_not_reminded_of(people, clock):
    visit = visit_at(people, 2026, 12, 9, 10, 30)
    clock(2026, 12, 2, 8, 30)
    visits.move(visit, by=people.worker, starts_at=datetime(2026, 12, 2, 15, 0, tzinfo=LONDON))
    jobs.remind_of_visits(clock(2026, 12, 2, 9, 0))
    assert reminders() == []


def test_a_missed_evening_is_caught_up_before_the_visit(people, clock):
    visit_at(people, 2026, 12, 2, 10, 30)
    jobs.remind_of_visits(clock(2026, 12, 2, 7, 0))
    assert reminders() == [people.parent]


def test_nobody_is_reminded_of_a_visit_that_has_begun(people, clock):
    visit_at(people, 2026, 12, 2, 10, 30)
    jobs.remind_of_visits(clock(2026, 12, 2, 10, 31))
    assert reminders() == []


@pytest.mark.parametrize(("day", "hour"), [(27, 17), (28, 8)])
def test_the_hour_is_the_familys_in_the_weekend_of_the_clocks(day, hour, people, clock):
    visit_at(people, 2027, 3, 28, 10, 30)
    jobs.remind_of_visits(clock(2027, 3, day, hour, 0))
    assert reminders() == [people.parent]


def test_a_moved_visit_is_reminded_of_anew(people, clock):
    visit = visit_at(people, 2026, 12, 2, 10, 30)
    jobs.remind_of_visits(clock(2026, 12, 1, 17, 0))
    visits.move(visit, by=people.worker, starts_at=datetime(2026, 12, 4, 10, 30, tzinfo=LONDON))
    jobs.remind_of_visits(clock(2026, 12, 3, 17, 0))
    assert len(reminders()) == 2


def test_the_mail_says_that_there_is_something_and_never_what(people, clock):
    visit_at(people, 2026, 12, 2, 10, 30)
    jobs.remind_of_visits(clock(2026, 12, 1, 17, 0))
    deliver_all()
    text = mail.outbox[0].subject + mail.outbox[0].body
    assert mail.outbox[0].to == [people.parent.email]
    for secret in ("Aisha", "Khan", "Sofia", "10:30"):
        assert secret not in text.replace("Hello Nadia", "")


def cancelled(visit, people):
    visits.cancel(visit, by=people.worker, reason="child_ill")


def moved(visit, people):
    visits.move(visit, by=people.worker, starts_at=visit.starts_at + timedelta(days=7))


def died(visit, people):
    today = timezone.localdate()
    born_on = today - timedelta(days=900)
    type(people.child).objects.filter(pk=people.child.pk).update(born_on=born_on, died_on=today)


def access_ended(visit, people):
    people.child.carers.filter(user=people.parent).update(access="none")


def closed(visit, people):
    today = timezone.localdate()
    Episode.objects.filter(child=people.child).update(status="closed", opened_on=today, closed_on=today)


@pytest.mark.parametrize("what_happened", [cancelled, moved, died, access_ended, closed])
def test_a_reminder_is_asked_again_at_the_door_and_silenced(what_happened, people, clock):
    visit = visit_at(people, 2026, 12, 2, 10, 30)
    jobs.remind_of_visits(clock(2026, 12, 1, 17, 0))
    what_happened(visit, people)
    deliver_all()
    assert mail.outbox == []
    assert Notice.objects.get(kind="visits.VisitSoon").state == Notice.State.SILENCED


def test_a_reminder_that_is_delivered_after_the_visit_is_silenced(people, clock):
    visit_at(people, 2026, 12, 2, 10, 30)
    jobs.remind_of_visits(clock(2026, 12, 1, 17, 0))
    clock(2026, 12, 2, 12, 0)
    deliver_all()
    assert mail.outbox == []


def test_who_has_no_access_is_not_reminded(people, clock):
    visit_at(people, 2026, 12, 2, 10, 30)
    access_ended(None, people)
    jobs.remind_of_visits(clock(2026, 12, 1, 17, 0))
    assert reminders() == []


def test_a_worker_is_told_once_that_a_record_waits(people, clock):
    visit_at(people, 2026, 12, 1, 10, 30)
    jobs.chase_records(clock(2026, 12, 3, 9, 0))  # two working days are not over
    assert not Notice.objects.exists()
    for minute in (0, 1):
        jobs.chase_records(clock(2026, 12, 4, 9, minute))
    assert [notice.to for notice in Notice.objects.all()] == [people.worker]


def test_the_clock_asks_as_often_for_many_visits_as_for_one(people, clock, django_assert_num_queries):
    visit_at(people, 2026, 12, 2, 10, 30)
    now = clock(2026, 12, 1, 17, 0)
    jobs.remind_of_visits(now)
    for hour in range(11, 18):
        visit_at(people, 2026, 12, 2, hour, 40)
    jobs.remind_of_visits(now)
    with django_assert_num_queries(4):
        jobs.remind_of_visits(now)

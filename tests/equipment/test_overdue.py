"""A toy that is late: the family and the worker hear of it once, and not at all when it is of no use."""

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts import work
from accounts.models import Job, Notice
from equipment.actions import loans
from equipment.jobs import tell_of_toys_due_back
from tests.factories.equipment import LoanFactory
from tests.factories.families import CarerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def evening():
    return timezone.localtime().replace(hour=18)


@pytest.fixture
def late(people):
    return LoanFactory(child=people.child, overdue=True)


def told():
    return set(Notice.objects.values_list("to__name", flat=True))


def deliver_all():
    for job in Job.objects.filter(kind="notice.deliver"):
        work.carry_out(job.pk)


def test_the_carer_with_access_and_the_worker_are_told_once(late, evening):
    tell_of_toys_due_back(evening)
    tell_of_toys_due_back(evening)
    tell_of_toys_due_back(evening + timedelta(days=1))
    assert Notice.objects.count() == 2
    assert told() == {"Nadia Khan", "Sofia Marsh"}


def test_nobody_is_told_before_the_evening(late, evening):
    tell_of_toys_due_back(evening.replace(hour=9))
    assert told() == set()


def test_the_day_it_is_due_is_not_late(people, evening):
    today = timezone.localdate()
    LoanFactory(child=people.child, due_on=today)
    tell_of_toys_due_back(evening)
    assert told() == set()


def test_the_mail_says_that_there_is_something_to_read_and_no_more(late, evening):
    tell_of_toys_due_back(evening)
    deliver_all()
    assert len(mail.outbox) == 2
    for message in mail.outbox:
        said = message.subject + message.body + message.alternatives[0].content
        assert "there is something to read" in said.lower()
        for word in ("Aisha", "Khan's", late.equipment.name, "overdue", "late"):
            assert word not in said


def test_what_came_back_meanwhile_is_not_told(people, late, evening):
    tell_of_toys_due_back(evening)
    loans.take_back(late, by=people.worker, on=timezone.localdate(), parts=late.parts_out)
    deliver_all()
    assert mail.outbox == []
    assert set(Notice.objects.values_list("state", flat=True)) == {"silenced"}


def test_after_a_death_nothing_is_sent(people, late, evening):
    tell_of_toys_due_back(evening)
    people.child.died_on = timezone.localdate()
    people.child.save()
    deliver_all()
    assert mail.outbox == []
    tell_of_toys_due_back(evening + timedelta(days=1))
    assert Notice.objects.count() == 2


def test_who_lost_sight_of_the_child_meanwhile_is_not_written_to(people, late, evening):
    tell_of_toys_due_back(evening)
    people.child.carers.filter(user=people.parent).update(access="none")
    deliver_all()
    assert [message.to for message in mail.outbox] == [[people.worker.email]]


def test_a_carer_without_an_account_is_no_hindrance(people, late, evening):
    CarerFactory(child=people.child, sees=True)
    tell_of_toys_due_back(evening)
    assert told() == {"Nadia Khan", "Sofia Marsh"}


def test_many_late_toys_told_already_cost_few_queries(people, evening, django_assert_max_num_queries):
    LoanFactory.create_batch(10, child=people.child, overdue=True)
    tell_of_toys_due_back(evening)
    with django_assert_max_num_queries(5):
        tell_of_toys_due_back(datetime.combine(evening.date(), evening.time(), evening.tzinfo))

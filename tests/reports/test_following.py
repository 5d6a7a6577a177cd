"""What the preview of a move says of reports: those on their way, and the one that is due."""

from datetime import timedelta

import pytest
from django.utils import timezone

from families.handing_over import Going
from families.models import Policy
from reports.following import ReportsOnTheirWay
from tests.factories.families import ChildFactory
from tests.factories.reports import ReportFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(weeks=1)


def going(people, child):
    return Going(child.current_episode(), people.worker, people.teammate, timezone.now())


def foreseen(people, child, *, by=None):
    moved = going(people, child)
    told = ReportsOnTheirWay().foresee([moved], by or people.team_lead)
    return [one.in_words for one in told.get(moved.episode.pk, [])]


def opened(child, *, weeks):
    """Let a child be with us since so many weeks."""
    day = timezone.localdate() - weeks * WEEK
    child.episodes.update(opened_on=day)
    return day


@pytest.fixture
def rhythm():
    return Policy.on(timezone.localdate()).review_weeks


def test_a_report_that_is_overdue_is_named_with_its_day(people, rhythm):
    due = opened(people.child, weeks=rhythm + 3) + rhythm * WEEK
    assert foreseen(people, people.child) == [f"A report has been due since {due:%-d %B %Y}"]


def test_one_that_is_due_within_eight_weeks_is_named_and_a_later_one_is_not(people, rhythm):
    due = opened(people.child, weeks=rhythm - 8) + rhythm * WEEK
    assert foreseen(people, people.child) == [f"A report is due by {due:%-d %B %Y}"]
    opened(people.child, weeks=rhythm - 9)
    assert foreseen(people, people.child) == []


def test_the_rhythm_is_the_services_own(people, rhythm):
    opened(people.child, weeks=rhythm + 3)
    Policy.objects.all().delete()
    Policy.objects.create(from_on=timezone.localdate(), review_weeks=rhythm + 52)
    assert foreseen(people, people.child) == []


def test_one_that_was_shared_puts_the_next_one_off(people, rhythm):
    opened(people.child, weeks=rhythm + 3)
    ReportFactory(child=people.child, released=True, period_to=timezone.localdate())
    assert foreseen(people, people.child) == []


def test_one_on_its_way_is_told_instead(people, rhythm):
    opened(people.child, weeks=rhythm + 3)
    ReportFactory(child=people.child, requested_by=people.worker)
    assert foreseen(people, people.child) == ["1 report is on its way"]
    ReportFactory(child=people.child, requested_by=people.worker)
    assert foreseen(people, people.child) == ["2 reports are on their way"]


def test_of_a_child_out_of_sight_nothing_is_told(people, rhythm):
    opened(people.child, weeks=rhythm + 3)
    ReportFactory(child=people.child, requested_by=people.worker)
    assert foreseen(people, people.child, by=people.other_lead) == []
    assert foreseen(people, people.child, by=people.auditor) == []


def test_many_children_are_one_question(people, rhythm, django_assert_num_queries):
    children = ChildFactory.create_batch(5, with_worker=people.worker)
    for child in children:
        opened(child, weeks=rhythm + 1)
    goings = [going(people, child) for child in children]
    with django_assert_num_queries(1):
        assert len(ReportsOnTheirWay().foresee(goings, people.team_lead)) == 5

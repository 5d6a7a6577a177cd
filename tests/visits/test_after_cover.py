"""What somebody did while she covered, she may write up when the cover is over; nothing else opens again."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from families.models import Policy
from families.when import LONDON
from tests.factories.assessments import GoalFactory
from tests.factories.safety import CoverFactory
from tests.factories.visits import VisitFactory
from visits.after_cover import earliest_last_day, left_to_write
from visits.diary import write_up_by
from visits.models import Visit, VisitRecord
from visits.notifications import WriteUpWaiting

pytestmark = pytest.mark.django_db


def day(number):
    return timezone.localdate() + timedelta(days=number)


def last_day_in_time():
    """The longest ago that a cover may have ended, and its visits be still in time to be written up."""
    return earliest_last_day(timezone.localdate())


@pytest.fixture
def cover(people):
    """A cover that ended by itself on the last day that is still in time."""
    Policy.objects.create(from_on=date(2020, 1, 1), write_up_days=2)
    last = last_day_in_time()
    return CoverFactory(
        away=people.worker, child=people.child, child__by=people.teammate,
        from_on=last - timedelta(days=7), until_on=last,
    )  # fmt: skip


@pytest.fixture
def visit(people, cover):
    return a_visit(people, cover.until_on)


def a_visit(people, on, **said):
    said = {"child": people.child, "worker": people.teammate, **said}
    return VisitFactory(starts_at=datetime.combine(on, time(10), LONDON), **said)


def page_of(visit):
    return reverse("visits:visit_write_up", args=[visit.ref])


def test_who_covered_writes_up_what_she_did_on_the_last_day(people, visit, signed_in):
    GoalFactory(child=people.child, steps=["Hold the cup"])
    priya = signed_in(people.teammate)
    page = priya.get(page_of(visit))
    assert page.status_code == 200
    assert "the cover is over" in page.content.decode()
    assert "Hold the cup" in page.content.decode()
    said = {"form_key": "k1", "play": "Bubbles.", "next_at": f"{day(9):%d/%m/%Y} 10:30"}
    answer = priya.post(page_of(visit), said)
    assert answer.url == reverse("portage:my_day")
    visit.refresh_from_db()
    assert visit.status == Visit.Status.DONE
    assert VisitRecord.objects.get().signed_by == people.teammate
    assert AuditEvent.objects.filter(what="visit.signed").count() == 1
    assert not Visit.objects.planned().exists(), "the next visit is not hers to plan"


def test_the_second_click_finds_the_answer_of_the_first(people, visit, signed_in):
    priya, said = signed_in(people.teammate), {"form_key": "k1", "play": "Bubbles."}
    assert priya.post(page_of(visit), said).url == priya.post(page_of(visit), said).url
    assert VisitRecord.objects.count() == 1


def test_nothing_else_opens_again(people, visit, signed_in):
    priya = signed_in(people.teammate)
    others = ["visit_detail", "visit_move", "visit_cancel", "visit_correct", "note_read"]
    closed = [reverse(f"visits:{name}", args=[visit.ref]) for name in others]
    closed += [reverse("portage:child_overview", args=[people.child.ref])]
    closed += [reverse("visits:visit_list", args=[people.child.ref])]
    assert [priya.get(url).status_code for url in closed] == [404] * len(closed)


def test_what_is_no_visit_of_hers_on_a_day_of_the_cover_stays_closed(people, cover, signed_in):
    elses = a_visit(people, cover.until_on, worker=people.worker)
    before = a_visit(people, cover.from_on - timedelta(days=1))
    after = a_visit(people, cover.until_on + timedelta(days=1))
    priya = signed_in(people.teammate)
    assert [priya.get(page_of(visit)).status_code for visit in (elses, before, after)] == [404] * 3
    assert signed_in(people.stranger).get(page_of(before)).status_code == 404


def test_when_the_days_for_it_are_over_it_is_closed(people, cover, visit, signed_in):
    cover.from_on, cover.until_on = cover.from_on - timedelta(days=5), cover.until_on - timedelta(days=1)
    cover.save()
    visit.starts_at -= timedelta(days=1)
    visit.ends_at -= timedelta(days=1)
    visit.save()
    assert signed_in(people.teammate).get(page_of(visit)).status_code == 404


def test_a_cover_that_was_ended_early_counts_from_that_day(people, cover, visit):
    CoverFactory(
        away=people.worker, child=people.child, child__by=people.stranger, from_on=day(-40), until_on=day(20),
        ended_at=timezone.now() - timedelta(days=30), ended_by=people.team_lead,
    )  # fmt: skip
    old = a_visit(people, day(-31), worker=people.stranger)
    assert list(left_to_write(people.teammate)) == [visit]
    assert old not in left_to_write(people.stranger)


def test_who_left_the_service_has_nothing_to_write(people, visit):
    people.teammate.is_active = False
    assert not left_to_write(people.teammate).exists()


def test_she_is_told_that_it_waits(people, visit):
    assert WriteUpWaiting.should_send(visit, people.teammate)
    assert not WriteUpWaiting.should_send(visit, people.stranger)


@pytest.mark.parametrize("days", [0, 1, 2, 5])
@pytest.mark.parametrize("on", [date(2026, 11, 22) + timedelta(days=number) for number in range(7)])
def test_the_earliest_last_day_is_the_first_that_is_in_time(on, days):
    Policy.objects.create(from_on=date(2020, 1, 1), write_up_days=days)
    first = earliest_last_day(on)
    assert write_up_by(first, working_days=days) >= on
    assert write_up_by(first - timedelta(days=1), working_days=days) < on


def test_it_waits_on_her_day_beside_what_she_has_to_finish(people, visit, signed_in):
    page = signed_in(people.teammate).get(reverse("portage:my_day"))
    assert page_of(visit) in page.content.decode()
    assert [item.visit for item in page.context["day"].unfinished] == [visit]
    assert page.context["day"].stops == []

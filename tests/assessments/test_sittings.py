"""Baseline and reviews: opened, filled meanwhile, finished once; what is complete and what to know."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import assessments, observations
from assessments.models import Assessment
from assessments.sitting import completeness_of, standing_words, warnings_of
from families.models import Policy
from tests.factories.accounts import UserFactory
from tests.factories.assessments import AreaFactory, AssessmentFactory, FrameworkFactory, ItemFactory
from tests.factories.families import ChildFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def framework(db):
    """A framework with talking (three lines) and moving (two)."""
    framework = FrameworkFactory(name="Our list")
    for name, number in (("Talking", 3), ("Moving", 2)):
        area = AreaFactory(framework=framework, name=name, code=name.lower())
        ItemFactory.create_batch(number, area=area)
    return framework


def items_of(framework, code):
    return list(framework.areas.get(code=code).items.order_by("pk"))


def start(child, framework, worker, **more):
    return assessments.start(
        child, kind="baseline", framework=framework, by=worker, on=more.get("on") or TODAY()
    )


def test_one_look_is_open_for_each_checklist(people, framework):
    start(people.child, framework, people.worker)
    with pytest.raises(Refused, match="open already"):
        start(people.child, framework, people.worker)
    assert start(people.child, FrameworkFactory(), people.worker).is_open
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentFactory(child=people.child, framework=framework)


def test_a_look_stands_for_a_day_that_has_come(people, framework):
    for day, words in ((1, "still to come"), (-9000, "not born yet")):
        with pytest.raises(Refused, match=words):
            start(people.child, framework, people.worker, on=TODAY() + timedelta(days=day))
    with pytest.raises(Refused, match="still being written"):
        start(people.child, FrameworkFactory(status="draft"), people.worker)


def test_it_is_finished_once_and_the_next_may_begin(people, framework):
    sitting = start(people.child, framework, people.worker)
    assessments.finish(sitting, by=people.worker, on=TODAY(), words=" Loved the bubbles. ")
    sitting.refresh_from_db()
    assert (sitting.words, sitting.finished_by) == ("Loved the bubbles.", people.worker)
    with pytest.raises(Refused, match="already"):
        assessments.finish(sitting, by=people.worker, on=TODAY())
    assert start(people.child, framework, people.worker).is_open
    assert list(AuditEvent.objects.filter(what__startswith="assessment.").values_list("what", flat=True)[:3])


def test_an_empty_one_is_thrown_away_and_another_is_not(people, framework):
    sitting = start(people.child, framework, people.worker)
    observations.record(
        people.child, {items_of(framework, "talking")[0]: "can"}, by=people.worker, on=TODAY()
    )
    with pytest.raises(Refused, match="ticked"):
        assessments.discard(sitting, by=people.worker)
    empty = start(people.child, FrameworkFactory(), people.worker)
    assessments.discard(empty, by=people.worker)
    assert list(Assessment.objects.all()) == [sitting]
    with pytest.raises(Refused):
        assessments.discard(empty, by=people.worker)


def test_completeness_is_told_for_each_area(people, framework):
    talking = items_of(framework, "talking")
    observations.record(people.child, {talking[0]: "can"}, by=people.worker, on=TODAY())
    sitting = start(people.child, framework, people.worker)
    states = {talking[1]: "not_yet", talking[2]: "not_applicable"}
    observations.record(people.child, states, by=people.worker, on=TODAY())
    talk, move = completeness_of(sitting, people.worker)
    assert (talk.known, talk.total, talk.now) == (2, 2, 2)
    assert (move.known, move.total, move.now) == (0, 2, 0)
    assert talk.in_words == "Talking 2 of 2 looked at"
    assert warnings_of(sitting, [talk, move]) == ["Moving was not looked at this time."]


def test_what_was_ticked_after_a_finished_look_is_not_counted_in_it(people, framework):
    then = TODAY() - timedelta(days=30)
    sitting = AssessmentFactory(child=people.child, framework=framework, on=then, finished=True)
    item = items_of(framework, "talking")[0]
    observations.record(people.child, {item: "can"}, by=people.worker, on=TODAY())
    assert [one.known for one in completeness_of(sitting, people.worker)] == [0, 0]


def test_the_list_says_what_is_missing_and_due_and_how_age_counts(people, framework):
    Policy.objects.create(from_on=TODAY() - timedelta(days=900), review_weeks=26)
    early = ChildFactory(
        born_on=TODAY() - timedelta(days=300), due_on=TODAY() - timedelta(days=230), with_worker=people.worker
    )
    words = " ".join(standing_words(early, people.worker, TODAY()))
    assert "no baseline yet" in words
    assert "born 10 weeks early" in words
    old = TODAY() - timedelta(weeks=27)
    AssessmentFactory(child=people.child, framework=framework, on=old, finished=True)
    assert standing_words(people.child, people.worker, TODAY()) == [
        "The last look is more than 26 weeks old: it is time for a review."
    ]


@pytest.mark.django_db(transaction=True)
def test_two_begin_at_once_and_one_is_open():
    child, framework, worker = ChildFactory(), FrameworkFactory(), UserFactory(worker=True)
    told = in_parallel(*[lambda: start(child, framework, worker)] * 5)
    assert sum(isinstance(answer, Refused) for answer in told) == 4
    assert Assessment.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_finish_at_once_and_one_did():
    sitting, worker = AssessmentFactory(), UserFactory(worker=True)
    told = in_parallel(*[lambda: assessments.finish(sitting, by=worker, on=TODAY())] * 4)
    assert sum(isinstance(answer, Refused) for answer in told) == 3
    assert AuditEvent.objects.filter(what="assessment.finished").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_tick_while_it_is_thrown_away_loses_nothing():
    item = ItemFactory()
    sitting, worker = AssessmentFactory(framework=item.area.framework), UserFactory(worker=True)
    child = sitting.child
    in_parallel(
        lambda: observations.record(child, {item: "can"}, by=worker, on=TODAY()),
        lambda: assessments.discard(sitting, by=worker),
    )
    seen = child.observations.get()
    assert (seen.assessment_id is None) == (not Assessment.objects.exists())


# Pages


def test_a_look_is_begun_filled_and_finished_on_its_pages(people, signed_in, framework):
    client, child = signed_in(people.worker), people.child
    begin = reverse("assessments:assessment_start", args=[child.ref])
    page = client.get(begin).content.decode()
    assert 'value="baseline" checked' in page.replace('id="id_kind" checked', "checked") or "baseline" in page
    answer = client.post(begin, {"kind": "baseline", "framework": framework.ref, "on": TODAY().isoformat()})
    assert answer.url.startswith(reverse("assessments:observe", args=[child.ref]))
    sitting = Assessment.objects.get()
    observations.record(child, {items_of(framework, "talking")[0]: "can"}, by=people.worker, on=TODAY())
    detail = client.get(reverse("assessments:assessment_detail", args=[sitting.ref])).content.decode()
    assert "1 of 3 looked at, 1 this time" in detail
    assert "Moving was not looked at this time." in detail
    finish = reverse("assessments:assessment_finish", args=[sitting.ref])
    assert client.get(finish).status_code == 200
    client.post(finish, {"on": TODAY().isoformat(), "words": "Good day"})
    sitting.refresh_from_db()
    assert not sitting.is_open
    again = client.post(finish, {"on": TODAY().isoformat(), "words": "Other words"})
    assert "finished already" in again.content.decode()
    assert "Other words" in again.content.decode()


def test_a_second_start_is_refused_in_words_and_keeps_what_was_said(people, signed_in, framework):
    AssessmentFactory(child=people.child, framework=framework)
    begin = reverse("assessments:assessment_start", args=[people.child.ref])
    data = {"kind": "review", "framework": framework.ref, "on": TODAY().isoformat()}
    page = signed_in(people.worker).post(begin, data).content.decode()
    assert "open already" in page


def test_the_list_asks_as_often_for_many_looks_as_for_one(people, signed_in, framework, same_queries):
    AssessmentFactory(child=people.child, framework=framework)

    def add_rows():
        for days in range(1, 9):
            on = TODAY() - timedelta(days=days)
            AssessmentFactory(child=people.child, framework=framework, finished=True, on=on)

    url = reverse("assessments:assessment_list", args=[people.child.ref])
    same_queries(signed_in(people.worker), url, add_rows, most=20)


def test_the_open_look_comes_first_and_each_says_how_much(people, signed_in, framework):
    AssessmentFactory(child=people.child, framework=framework, finished=True, kind="review")
    AssessmentFactory(child=people.child, framework=framework, on=TODAY() - timedelta(days=90))
    url = reverse("assessments:assessment_list", args=[people.child.ref])
    found = signed_in(people.worker).get(url).context["object_list"]
    assert [sitting.is_open for sitting in found] == [True, False]


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [("worker", 200, 200), ("service_manager", 200, 403), ("stranger", 404, 404), ("parent", 403, 403)],
)
def test_who_reads_and_who_writes(people, signed_in, framework, person, reads, writes):
    sitting = AssessmentFactory(child=people.child, framework=framework)
    client = signed_in(getattr(people, person))
    assert client.get(reverse("assessments:assessment_detail", args=[sitting.ref])).status_code == reads
    for name in ("assessment_finish", "assessment_discard"):
        assert client.get(reverse(f"assessments:{name}", args=[sitting.ref])).status_code == writes

"""One touch, a range, an undo: append-only, in the words of the scale, and two people at once."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import assessments, observations
from assessments.actions.observations import How
from assessments.models import Observation, Retraction, Scale
from assessments.standing import lines_to_change, standing_in, standing_of
from tests.factories.accounts import UserFactory
from tests.factories.assessments import (
    AreaFactory,
    AssessmentFactory,
    FrameworkFactory,
    ItemFactory,
    ObservationFactory,
)
from tests.factories.families import ChildFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def worker():
    return UserFactory(worker=True)


def journal():
    """A scale of five words, two of which count as nearly."""
    scale, is_new = Scale.objects.get_or_create(code="journal", defaults={"name": "Seen"})
    words = {"often": "can", "sometimes": "nearly", "first": "nearly", "not_yet": "not_yet"}
    if is_new:
        for order, (code, state) in enumerate(words.items(), start=1):
            scale.levels.create(code=code, name=code.title(), counts_as=state, order=order)
    return scale


def level(item, code):
    return item.area.framework.scale.levels.get(code=code)


def tick(child, item, code, *, by, **how):
    how = How(on=how.pop("on", None) or TODAY(), **how)
    return observations.tick(child, item, level(item, code), by=by, how=how)


def test_a_touch_is_written_once(worker):
    child, item = ChildFactory(), ItemFactory()
    first = tick(child, item, "can", by=worker)
    assert (first.state, first.level, first.source) == ("can", None, "worker")
    assert tick(child, item, "can", by=worker) is None
    assert Observation.objects.count() == AuditEvent.objects.filter(what="observation.recorded").count() == 1


def test_words_of_a_scale_that_count_the_same_are_told_apart(worker):
    child, item = ChildFactory(), ItemFactory(area__framework__scale=journal())
    first = tick(child, item, "first", by=worker)
    later = tick(child, item, "sometimes", by=worker)
    assert (first.state, later.state) == ("nearly", "nearly")
    assert (first.level.code, later.level.code) == ("first", "sometimes")
    assert standing_of(child, [item], TODAY())[item.pk].word == "sometimes"


def test_the_same_word_from_other_eyes_or_with_more_to_say_is_new(worker):
    child, item, mother = ChildFactory(), ItemFactory(), UserFactory(parent=True)
    assert tick(child, item, "can", by=mother, source="parent")
    assert tick(child, item, "can", by=worker)
    assert tick(child, item, "can", by=worker, help="alone", where="group")
    assert list(Observation.objects.order_by("pk").values_list("source", "help", "where")) == [
        ("parent", "", ""),
        ("worker", "", ""),
        ("worker", "alone", "group"),
    ]


def test_nobody_looked_is_not_written_where_nobody_had(worker):
    assert tick(ChildFactory(), ItemFactory(), "not_seen", by=worker) is None


def test_a_day_to_come_before_birth_and_after_death_is_refused(worker):
    child, item = ChildFactory(died_on=TODAY() - timedelta(days=2)), ItemFactory()
    for day, words in [(1, "still to come"), (-1, "after .* died"), (-9000, "not born yet")]:
        with pytest.raises(Refused, match=words):
            tick(child, item, "can", by=worker, on=TODAY() + timedelta(days=day))


def test_a_draft_and_a_word_of_another_scale_are_refused(worker):
    child, item = ChildFactory(), ItemFactory()
    other = ItemFactory(area__framework__scale=journal())
    with pytest.raises(Refused, match="not a word of"):
        observations.tick(child, item, level(other, "often"), by=worker, how=How(on=TODAY()))
    draft = ItemFactory(area__framework__status="draft")
    with pytest.raises(Refused, match="still being written"):
        tick(child, draft, "can", by=worker)
    assert not Observation.objects.exists()


# Taking back


def test_a_tick_that_is_taken_back_stays_and_counts_no_more(worker):
    child, item = ChildFactory(), ItemFactory()
    tick(child, item, "not_yet", by=worker)
    wrong = tick(child, item, "can", by=worker)
    observations.take_back(child, [wrong.pk], by=worker)
    assert Observation.objects.count() == 2
    assert standing_of(child, [item], TODAY())[item.pk].word == "not_yet"
    line = AuditEvent.objects.get(what="observation.taken_back")
    assert (line.before, line.child_ref) == ({item.code: "can"}, child.ref)


def test_only_ones_own_tick_is_taken_back_and_only_once(worker):
    child, item = ChildFactory(), ItemFactory()
    seen = tick(child, item, "can", by=worker)
    with pytest.raises(Refused, match="wrote this down"):
        observations.take_back(child, [seen.pk], by=UserFactory(worker=True))
    observations.take_back(child, [seen.pk], by=worker)
    with pytest.raises(Refused, match="already"):
        observations.take_back(child, [seen.pk], by=worker)
    with pytest.raises(Refused, match="not there any more"):
        observations.take_back(ChildFactory(), [seen.pk], by=worker)


def test_a_retraction_cannot_be_changed_or_deleted(worker):
    child, item = ChildFactory(), ItemFactory()
    observations.take_back(child, [tick(child, item, "can", by=worker).pk], by=worker)
    for change in (lambda: Retraction.objects.update(taken_back_by=worker), Retraction.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# Everything up to here


@pytest.fixture
def lines():
    area = AreaFactory()
    return [ItemFactory(area=area, order=order) for order in range(10)]


def tick_all(child, lines, *, by, shown=None):
    can = level(lines[0], "can")
    known = standing_of(child, lines, TODAY())
    if shown is None:
        shown = {item.pk: known[item.pk].word for item in lines_to_change(lines, known, can)}
    return observations.tick_all(child, lines, can, by=by, how=How(on=TODAY()), shown=shown)


def test_a_range_changes_what_is_not_done_and_leaves_what_does_not_fit(worker, lines):
    child = ChildFactory()
    ObservationFactory(child=child, item=lines[0], state="can")
    ObservationFactory(child=child, item=lines[1], state="not_applicable")
    ObservationFactory(child=child, item=lines[2], state="nearly")
    written = tick_all(child, lines, by=worker)
    assert [seen.item for seen in written] == lines[2:]
    assert len({seen.recorded_at for seen in written}) == 1
    assert AuditEvent.objects.filter(what="observation.recorded").count() == 1


def test_a_range_is_taken_back_as_one(worker, lines):
    child = ChildFactory()
    written = tick_all(child, lines, by=worker)
    observations.take_back(child, [seen.pk for seen in written], by=worker)
    assert not Observation.objects.standing().exists()
    assert Retraction.objects.count() == 10


def test_a_range_that_is_not_as_it_was_shown_is_refused(worker, lines):
    child = ChildFactory()
    shown = dict.fromkeys([item.pk for item in lines], "not_seen")
    tick(child, lines[4], "not_yet", by=UserFactory(worker=True))
    with pytest.raises(Refused, match="meanwhile"):
        tick_all(child, lines, by=worker, shown=shown)
    assert Observation.objects.count() == 1


def test_a_range_of_fifty_lines_asks_no_more_than_one_of_ten(worker, django_assert_max_num_queries):
    child, lines = ChildFactory(), ItemFactory.create_batch(50, area=AreaFactory())
    can, shown = level(lines[0], "can"), {item.pk: "not_seen" for item in lines}
    with django_assert_max_num_queries(
        8
    ):  # savepoint, child, items, known, sittings, write, trail, savepoint
        observations.tick_all(child, lines, can, by=worker, how=How(on=TODAY()), shown=shown)
    assert Observation.objects.count() == 50


# The sitting that is open


def test_what_is_ticked_meanwhile_belongs_to_the_open_sitting(worker):
    child, item = ChildFactory(), ItemFactory()
    before = tick(child, item, "can", by=worker)
    sitting = AssessmentFactory(child=child, framework=item.area.framework)
    again = tick(child, item, "can", by=worker)  # looked at once more, in the sitting
    assert tick(child, item, "can", by=worker) is None
    assert (before.assessment, again.assessment) == (None, sitting)
    elsewhere = tick(child, ItemFactory(), "can", by=worker)
    assert elsewhere.assessment is None


def test_what_a_visit_writes_down_belongs_to_it_too(worker):
    child, item = ChildFactory(), ItemFactory()
    sitting = AssessmentFactory(child=child, framework=item.area.framework)
    assert observations.record(child, {item: "can"}, by=worker, on=TODAY())[0].assessment == sitting
    assessments.finish(sitting, by=worker, on=TODAY())
    assert observations.record(child, {item: "nearly"}, by=worker, on=TODAY())[0].assessment is None


def test_an_earlier_version_of_a_framework_still_speaks(worker):
    child = ChildFactory()
    old = FrameworkFactory(code="starter", version="1", status="retired")
    new = FrameworkFactory(code="starter", version="2")
    before, now = (ItemFactory(code="cup", area__framework=each) for each in (old, new))
    tick(child, before, "can", by=worker)
    assert standing_in(child, new, TODAY(), user=UserFactory(service_manager=True))["cup"].state == "can"
    assert tick(child, now, "can", by=worker) is None


# Two people at once


@pytest.mark.django_db(transaction=True)
def test_two_who_touch_the_same_word_write_it_once(worker):
    child, item = ChildFactory(), ItemFactory()
    can, how = level(item, "can"), How(on=TODAY())
    told = in_parallel(*[lambda: observations.tick(child, item, can, by=worker, how=how)] * 6)
    assert sum(seen is not None for seen in told) == Observation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_say_different_things_are_both_on_record(worker):
    child, item, other = ChildFactory(), ItemFactory(), UserFactory(worker=True)
    words = [(worker, level(item, "can")), (other, level(item, "nearly"))]
    how = How(on=TODAY())
    in_parallel(
        *[lambda by=by, word=word: observations.tick(child, item, word, by=by, how=how) for by, word in words]
    )
    rows = Observation.objects.order_by("pk")
    assert {row.state for row in rows} == {"can", "nearly"}
    assert standing_of(child, [item], TODAY())[item.pk].pk == rows.last().pk


@pytest.mark.django_db(transaction=True)
def test_a_tick_is_taken_back_by_one_of_two_windows(worker):
    child, item = ChildFactory(), ItemFactory()
    seen = tick(child, item, "can", by=worker)
    told = in_parallel(*[lambda: observations.take_back(child, [seen.pk], by=worker)] * 4)
    assert sum(isinstance(answer, Refused) for answer in told) == 3
    assert Retraction.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_ranges_at_once_write_each_line_once(worker):
    child, area = ChildFactory(), AreaFactory()
    lines = [ItemFactory(area=area, order=order) for order in range(10)]
    can, how = level(lines[0], "can"), How(on=TODAY())
    shown = {item.pk: "not_seen" for item in lines}
    told = in_parallel(
        *[lambda: observations.tick_all(child, lines, can, by=worker, how=how, shown=shown)] * 3
    )
    assert sum(isinstance(answer, Refused) for answer in told) == 2
    assert Observation.objects.count() == 10

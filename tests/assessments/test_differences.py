"""What a family and professionals see differently: which lines, side by side, and what was agreed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments.actions import differences, observations
from assessments.differing import difference_about, pairs_of
from assessments.models import Observation
from tests.factories.assessments import FrameworkFactory, ItemFactory, ObservationFactory

pytestmark = pytest.mark.django_db
PARENT, TOGETHER = Observation.Source.PARENT, Observation.Source.TOGETHER


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def saw(people, item, state, days=5, source="worker", **more):
    by = people.parent if source == PARENT else people.worker
    return ObservationFactory(
        child=people.child, item=item, state=state, on=ago(days), source=source, by=by, **more
    )


def differing(people):
    return [(pair.family, pair.ours) for pair in pairs_of(people.child, people.worker)]


def level(item, code):
    return item.area.framework.scale.levels.get(code=code)


def address(name, child, *more):
    return reverse(f"assessments:{name}", args=[child.ref, *more])


# Which lines


@pytest.mark.parametrize(
    ("family", "ours", "differ"),
    [
        ("can", "nearly", True),
        ("not_yet", "can", True),
        ("can", "not_applicable", True),
        ("can", "can", False),
        ("can", "not_seen", False),
        ("not_seen", "can", False),
    ],
)
def test_two_who_looked_and_saw_different_things(family, ours, differ, people):
    item = ItemFactory()
    told, seen = saw(people, item, family, source=PARENT), saw(people, item, ours)
    assert differing(people) == ([(told.pk, seen.pk)] if differ else [])


@pytest.mark.parametrize("source", ["setting", "therapist", "report"])
def test_nursery_therapist_and_report_are_professionals_too(source, people):
    item = ItemFactory()
    told, seen = saw(people, item, "can", source=PARENT), saw(people, item, "not_yet", source=source)
    assert differing(people) == [(told.pk, seen.pk)]


def test_the_newest_standing_word_of_each_counts(people):
    item = ItemFactory()
    saw(people, item, "can", days=9, source=PARENT)
    saw(people, item, "nearly", days=8)
    wrong = saw(people, item, "can", days=3)
    assert differing(people) == []
    observations.take_back(people.child, [wrong.pk], by=people.worker)
    assert len(differing(people)) == 1


def test_versions_of_a_checklist_share_their_lines(people):
    old, new = (FrameworkFactory(code="ours", version=n, status="retired") for n in "12")
    before, after = (ItemFactory(area__framework=each, code="cup") for each in (old, new))
    told, seen = saw(people, before, "can", source=PARENT), saw(people, after, "nearly")
    assert differing(people) == [(told.pk, seen.pk)]


def test_who_does_not_see_the_child_sees_no_difference(people):
    item = ItemFactory()
    saw(people, item, "can", source=PARENT)
    saw(people, item, "nearly")
    for stranger in (people.stranger, people.restricted, people.other_parent):
        assert pairs_of(people.child, stranger) == []


# Settling


@pytest.fixture
def item(people):
    item = ItemFactory(text="drink from a cup", area__framework=FrameworkFactory(name="Our list"))
    saw(people, item, "can", days=3, source=PARENT, note="With Grandad!", where="home")
    saw(people, item, "nearly", days=2)
    return item


def settle(people, item, code="nearly", *, days=0, shown=None, **more):
    shown = shown or difference_about(people.child, people.worker, item).shown
    return differences.settle(
        people.child, item, level(item, code), by=people.worker, on=ago(days), shown=shown, **more
    )


def test_what_was_agreed_is_the_word_of_both_until_somebody_sees_something_new(people, item):
    agreed = settle(people, item, note="We hold it together")
    assert (agreed.source, agreed.state, agreed.note) == (TOGETHER, "nearly", "We hold it together")
    assert differing(people) == []
    told = saw(people, item, "can", days=0, source=PARENT)
    assert differing(people) == [(told.pk, agreed.pk)]


def test_settling_leaves_a_line_in_the_trail(people, item):
    settle(people, item)
    line = AuditEvent.objects.get(what="difference.settled")
    assert (line.by_pk, line.child_ref) == (people.worker.pk, people.child.ref)
    assert line.before == {"family": "can", "professionals": "nearly"}


def test_what_was_written_meanwhile_is_not_settled_unread(people, item):
    shown = difference_about(people.child, people.worker, item).shown
    saw(people, item, "not_yet", days=0)
    with pytest.raises(Refused, match="meanwhile"):
        settle(people, item, shown=shown)
    assert not Observation.objects.filter(source=TOGETHER).exists()


def test_they_talked_after_both_had_seen_it(people, item):
    with pytest.raises(Refused, match="after you had both seen it"):
        settle(people, item, days=6)


def test_after_a_death_nothing_is_settled(people, item):
    shown = difference_about(people.child, people.worker, item).shown
    people.child.died_on = ago(0)
    with pytest.raises(Refused, match="nothing to talk about"):
        settle(people, item, shown=shown)


# Pages


def test_both_stand_side_by_side_with_when_where_and_the_note(people, item, signed_in):
    page = signed_in(people.worker).get(address("difference_list", people.child))
    for words in ("Drink from a cup", "Nadia Khan", "Sofia Marsh", "at home", "With Grandad!", "Nearly"):
        assert words in page.text
    assert "wrong" not in page.text.lower()
    assert AuditEvent.objects.filter(what="difference.list_seen", child_ref=people.child.ref).exists()


def test_who_may_only_read_is_not_asked_to_settle(people, item, signed_in):
    page = signed_in(people.service_manager).get(address("difference_list", people.child))
    assert "Drink from a cup" in page.text
    assert address("difference_settle", people.child, item.pk) not in page.text


def test_after_a_death_the_page_lists_nothing(people, item, signed_in):
    people.child.died_on = ago(0)
    people.child.save()
    assert "With Grandad!" not in signed_in(people.worker).get(address("difference_list", people.child)).text


def send(client, people, item, **more):
    shown = difference_about(people.child, people.worker, item).shown
    data = {"level": "can", "on": ago(0).isoformat(), "note": "Yes", "shown": shown} | more
    return client.post(address("difference_settle", people.child, item.pk), data)


def test_a_worker_writes_down_what_was_agreed(people, item, signed_in):
    client = signed_in(people.worker)
    assert client.get(address("difference_settle", people.child, item.pk)).status_code == 200
    assert send(client, people, item).url == address("difference_list", people.child)
    assert Observation.objects.latest().get().source == TOGETHER


@pytest.mark.parametrize(
    "more", [{"level": ""}, {"level": "x"}, {"on": ""}, {"on": ago(-1).isoformat()}, {"shown": "9-9"}]
)
def test_what_does_not_fit_comes_back_with_what_was_typed(more, people, item, signed_in):
    page = send(signed_in(people.worker), people, item, note="Kept words", **more)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert "Kept words" in page.text
    assert not Observation.objects.filter(source=TOGETHER).exists()


def test_a_stale_page_shows_what_is_new_and_can_be_sent_again(people, item, signed_in):
    client = signed_in(people.worker)
    page = send(client, people, item, shown="9-9")
    now = difference_about(people.child, people.worker, item).shown
    assert f'value="{now}"' in page.text


def test_where_nothing_differs_any_more_one_is_sent_to_the_list(people, signed_in):
    other = ItemFactory()
    client = signed_in(people.worker)
    url = address("difference_settle", people.child, other.pk)
    assert client.get(url).url == client.post(url).url == address("difference_list", people.child)
    assert client.get(address("difference_settle", people.child, 10**9)).status_code == 404


def test_the_list_asks_as_often_for_many_as_for_one(people, item, signed_in, same_queries):
    def add():
        for _ in range(30):
            more = ItemFactory(area__framework=item.area.framework)
            saw(people, more, "can", source=PARENT)
            saw(people, more, "nearly")

    same_queries(signed_in(people.worker), address("difference_list", people.child), add, most=25)

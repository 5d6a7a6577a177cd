"""A parent ticks, takes back, tells more, reads what is seen differently and what is new."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.models import Assessment, Observation, Retraction
from assessments.profiles import profile_of
from families.models import Carer
from tests.factories.assessments import (
    AreaFactory,
    AssessmentFactory,
    FrameworkFactory,
    ItemFactory,
    ObservationFactory,
)
from tests.factories.families import CarerFactory

HTMX = {"HX-Request": "true"}
TODAY = timezone.localdate


@pytest.fixture
def area(db):
    return AreaFactory(framework=FrameworkFactory(name="Our list"), name="Talking", code="talk")


@pytest.fixture
def items(area):
    return [ItemFactory(area=area, order=order, text=f"say {order} words", band=0) for order in range(1, 30)]


@pytest.fixture
def nadia(people, signed_in):
    return signed_in(people.parent)


def page(name, people, *more):
    return reverse(f"portal:{name}", args=[people.child.ref, *more])


def touch(client, people, item, word="can", *, headers=None):
    data = {"tick": f"{item.pk}:{word}"}
    return client.post(page("observation_add", people), data, headers=headers or {})


def standing(people):
    return [(seen.item.text, seen.state) for seen in Observation.objects.filter(child=people.child).latest()]


# Ticking


def test_near_what_she_can_do_comes_first_and_all_is_one_touch_away(people, nadia, items):
    near = nadia.get(page("observe", people))
    assert 0 < near.text.count('id="line-') < len(items)
    assert "See all" in near.text
    whole = nadia.get(page("observe", people), {"area": "talk", "view": "all"})
    assert whole.text.count('id="line-') == len(items)
    assert "months" not in whole.text.lower()
    assert AuditEvent.objects.filter(what="checklist.seen", by_pk=people.parent.pk).exists()


@pytest.mark.parametrize("asked", [{"area": "none"}, {"area": "\x00"}, {"view": "x"}, {"area": "a" * 5000}])
def test_an_address_may_say_anything(asked, people, nadia, items):
    assert nadia.get(page("observe", people), asked).status_code == 200


def test_without_a_checklist_the_page_is_kind(people, nadia):
    assert "Not ready yet" in nadia.get(page("observe", people)).text


def test_a_tick_without_script_is_the_newest_word_and_says_the_family_told_us(people, nadia, items):
    ObservationFactory(child=people.child, item=items[0], state="not_yet", by=people.worker)
    response = touch(nadia, people, items[0])
    assert response.url == f"{page('observe', people)}#line-{items[0].pk}"
    assert standing(people) == [("say 1 words", "can")]
    seen = Observation.objects.latest().get()
    assert (seen.source, seen.by, seen.on) == ("parent", people.parent, TODAY())
    line = AuditEvent.objects.get(what="observation.recorded")
    assert (line.by_pk, line.child_ref, line.after["source"]) == (
        people.parent.pk, people.child.ref, "parent",
    )  # fmt: skip
    told = {each.text: each.how for each in profile_of(people.child, people.worker, TODAY()).lines}
    assert told["say 1 words"] == "Nadia told us"


def test_it_belongs_to_the_sitting_that_is_open(people, nadia, items, area):
    sitting = AssessmentFactory(child=people.child, framework=area.framework, by=people.worker)
    touch(nadia, people, items[0])
    assert Assessment.objects.get(pk=sitting.pk).observations.count() == 1


def test_with_script_the_line_comes_back_as_it_stands(people, nadia, items):
    response = touch(nadia, people, items[0], "nearly", headers=HTMX)
    assert response.status_code == 200
    assert f'id="line-{items[0].pk}"' in response.text
    assert 'id="undo-last"' in response.text
    assert "/children/" not in response.text, "a way of the staff"


@pytest.mark.parametrize("word", ["not_seen", "not_applicable", "x", ""])
def test_a_family_cannot_wipe_out_what_others_saw(word, people, nadia, items):
    assert touch(nadia, people, items[0], word).status_code == 302
    assert not Observation.objects.exists()


@pytest.mark.parametrize("tick", ["", "1", "999999999:can", "x:can", "1:can:1", "\x00"])
def test_a_tick_that_says_nothing_is_answered_kindly(tick, people, nadia, items):
    assert nadia.post(page("observation_add", people), {"tick": tick}).status_code == 302
    assert nadia.post(page("observation_add", people), {"tick": tick}, headers=HTMX).status_code == 200
    assert not Observation.objects.exists()


def test_a_line_of_a_draft_is_not_there(people, nadia):
    draft = ItemFactory(area__framework=FrameworkFactory(status="draft"))
    touch(nadia, people, draft)
    assert nadia.get(page("observation_describe", people, draft.pk)).status_code == 404
    assert not Observation.objects.exists()


def test_a_double_touch_is_written_once(people, nadia, items):
    touch(nadia, people, items[0])
    touch(nadia, people, items[0])
    assert Observation.objects.count() == 1


# Undo


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_was_ticked_is_taken_back(headers, people, nadia, items):
    touch(nadia, people, items[0])
    tick = Observation.objects.get()
    response = nadia.post(page("observation_undo", people), {"written": tick.pk}, headers=headers)
    assert response.status_code == (200 if headers else 302)
    assert Retraction.objects.get().taken_back_by == people.parent
    assert AuditEvent.objects.filter(what="observation.taken_back", by_pk=people.parent.pk).exists()


def test_what_another_wrote_stays_and_she_is_not_told_who(people, nadia, items):
    seen = ObservationFactory(child=people.child, item=items[0], by=people.team_lead)
    response = nadia.post(page("observation_undo", people), {"written": seen.pk}, follow=True)
    assert not Retraction.objects.exists()
    assert people.team_lead.first_name not in response.text


def test_a_range_that_was_never_hers_is_nothing(people, nadia):
    for written in ("", "x", "1,2,3", "9" * 40):
        assert nadia.post(page("observation_undo", people), {"written": written}).status_code == 302
    assert not Retraction.objects.exists()


# Who may, and after a death

POSTS = ["observation_add", "observation_undo"]


@pytest.mark.parametrize("who", ["other_parent", "restricted"])
def test_whose_tie_does_not_let_her_finds_nothing(who, people, items, signed_in):
    client = signed_in(getattr(people, who))
    assert touch(client, people, items[0]).status_code == 404
    assert client.get(page("observation_describe", people, items[0].pk)).status_code == 404
    for name in ("observe", "difference_list", "celebration"):
        assert client.get(page(name, people)).status_code == 404
    assert not Observation.objects.exists()


def test_a_tie_that_ended_yesterday_ticks_no_more(people, nadia, items):
    yesterday = TODAY() - timedelta(days=1)
    Carer.objects.filter(user=people.parent).update(access_from=yesterday, access_until=yesterday)
    assert touch(nadia, people, items[0]).status_code == 404
    assert not Observation.objects.exists()


def test_after_a_death_nothing_is_asked_and_nothing_written(people, nadia, items):
    people.child.died_on = TODAY()
    people.child.save()
    home = page("child_home", people)
    for name in ("observe", "difference_list", "celebration"):
        assert nadia.get(page(name, people)).url == home
    assert touch(nadia, people, items[0]).url == home
    assert nadia.post(page("observation_undo", people), {"written": "1"}).url == home
    assert not Observation.objects.exists()
    could = nadia.get(page("can_do", people)).text
    assert "could do" in could
    assert page("observe", people) not in could


# Telling more


def test_when_where_and_in_her_own_words(people, nadia, items):
    url = page("observation_describe", people, items[0].pk)
    assert nadia.get(url).status_code == 200
    on = (TODAY() - timedelta(days=2)).isoformat()
    said = {"level": "can", "on": on, "where": "home", "note": "At bedtime, twice!"}
    assert nadia.post(url, said).url == f"{page('observe', people)}#line-{items[0].pk}"
    seen = Observation.objects.get()
    assert (seen.note, seen.where, seen.on.isoformat(), seen.source) == (
        "At bedtime, twice!", "home", on, "parent",
    )  # fmt: skip
    celebrated = nadia.get(page("celebration", people)).text
    assert "At bedtime, twice!" in celebrated
    assert "You told us" in celebrated


@pytest.mark.parametrize(
    "more", [{"level": "not_seen"}, {"on": "2999-01-01"}, {"on": "x"}, {"where": "moon"}, {"note": "x" * 501}]
)
def test_what_does_not_fit_comes_back(more, people, nadia, items):
    url = page("observation_describe", people, items[0].pk)
    said = {"level": "can", "on": TODAY().isoformat(), "note": "Kept words"} | more
    response = nadia.post(url, said)
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Observation.objects.exists()


# What is seen differently, and the picture


@pytest.fixture
def differing(people, items):
    child, today = people.child, TODAY()
    note = {"note": "Only for colleagues"}
    ObservationFactory(child=child, item=items[0], state="nearly", by=people.worker, on=today, **note)
    told = {"source": "parent", "note": "With Grandad"}
    ObservationFactory(child=child, item=items[0], state="can", by=people.parent, on=today, **told)


def test_things_we_see_differently_in_kind_words(people, nadia, differing):
    text = nadia.get(page("difference_list", people)).text
    for words in ("You told us", "We saw", "Can do", "Nearly", "With Grandad"):
        assert words in text
    assert "Only for colleagues" not in text
    assert "1 thing we see differently" in nadia.get(page("can_do", people)).text


def test_another_adult_reads_that_the_family_told_us(people, differing, signed_in):
    CarerFactory(child=people.child, user=people.other_parent, sees=True)
    text = signed_in(people.other_parent).get(page("difference_list", people)).text
    assert "Your family told us" in text
    assert "Nadia" not in text


def test_the_picture_of_a_family_has_no_ages_and_nothing_to_be_behind_of(people, nadia, differing, items):
    AssessmentFactory(
        child=people.child, framework=items[0].area.framework, by=people.worker, finished=True,
        on=TODAY() - timedelta(days=100),
    )  # fmt: skip
    text = nadia.get(page("can_do", people)).text
    assert "app-profile" in text
    assert "Step 1" in text
    for word in ("’s age", "months", "years", "typical", "delay"):
        assert word not in text
    then = (TODAY() - timedelta(days=100)).isoformat()
    beside = nadia.get(page("can_do", people), {"since": then}).text
    assert "1 new thing!" in beside


@pytest.mark.parametrize("since", ["x", "2999-01-01", "\x00"])
def test_a_day_that_is_no_sitting_is_left_aside(since, people, nadia, differing):
    assert nadia.get(page("can_do", people), {"since": since}).status_code == 200


# Speed


@pytest.mark.parametrize("name", ["observe", "difference_list", "celebration", "can_do"])
def test_a_page_asks_as_often_for_many_as_for_few(name, people, nadia, differing, items, same_queries):
    def add():
        for item in items[1:]:
            ObservationFactory(child=people.child, item=item, state="nearly", by=people.worker)
            ObservationFactory(child=people.child, item=item, source="parent", by=people.parent)

    same_queries(nadia, page(name, people), add, most=20)

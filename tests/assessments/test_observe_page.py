"""The page on which one ticks: a touch with and without script, ranges, undo, a line in full, its history."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.models import AuditEvent, Draft
from assessments.models import Observation
from assessments.observing import kept_in
from tests.factories.assessments import (
    AreaFactory,
    AssessmentFactory,
    FrameworkFactory,
    ItemFactory,
    ObservationFactory,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
HTMX = {"HX-Request": "true"}


@pytest.fixture
def framework(db):
    return FrameworkFactory(name="Our list")


@pytest.fixture
def area(framework):
    return AreaFactory(framework=framework, name="Talking", code="talk")


@pytest.fixture
def lines(area):
    return [ItemFactory(area=area, order=order, text=f"say {order} words") for order in range(1, 9)]


@pytest.fixture
def sofia(people, signed_in):
    return signed_in(people.worker)


def address(name, child, *more):
    return reverse(f"assessments:{name}", args=[child.ref, *more])


def touch(client, child, item, word="can", *, headers=None, **more):
    data = {"tick": f"{item.pk}:{word}"} | more
    return client.post(address("observation_add", child), data, headers=headers or {})


# The page


def test_the_page_shows_lines_with_their_words_and_leaves_a_line_in_the_trail(people, sofia, lines):
    ObservationFactory(child=people.child, item=lines[0], state="nearly", source="parent", by=people.parent)
    page = sofia.get(address("observe", people.child)).content.decode()
    assert "Say 1 words" in page
    assert "Nearly today, the family saw it" in page
    assert f'name="tick" value="{lines[0].pk}:can"' in page
    assert f'id="t{lines[0].pk}-nearly" role="radio" aria-checked="true"' in page
    assert AuditEvent.objects.get(what="checklist.seen").child_ref == people.child.ref


def test_without_a_checklist_the_page_says_so(people, sofia):
    assert "No checklist yet" in sofia.get(address("observe", people.child)).content.decode()


@pytest.mark.parametrize(
    ("person", "answer"),
    [("worker", 200), ("team_lead", 200), ("service_manager", 403), ("stranger", 404), ("parent", 403)],
)
def test_who_ticks(people, signed_in, lines, person, answer):
    client = signed_in(getattr(people, person))
    assert client.get(address("observe", people.child)).status_code == answer
    assert touch(client, people.child, lines[0]).status_code == (302 if answer == 200 else answer)
    assert Observation.objects.exists() == (answer == 200)


def test_lines_wait_for_what_comes_before_them(people, sofia, lines):
    lines[5].after.add(lines[4])
    ObservationFactory(child=people.child, item=lines[3], state="can")
    page = sofia.get(address("observe", people.child)).content.decode()
    assert "Say 5 words" in page
    assert "Say 6 words" not in page
    page = sofia.get(address("observe", people.child), {"view": "all", "area": "talk"}).content.decode()
    assert "Say 6 words" in page


def test_sentences_stand_on_their_own_in_their_own_direction(people, sofia):
    urdu = FrameworkFactory(reads_on=False, language="ur", name="Urdu list")
    ItemFactory(area__framework=urdu, text="اپنا نام کہتا ہے")
    page = sofia.get(address("observe", people.child)).content.decode()
    assert 'dir="auto" lang="ur">اپنا نام کہتا ہے</p>' in page
    assert "Aisha can …" not in page


def test_a_retired_checklist_is_offered_where_the_child_has_a_history(people, sofia, framework, lines):
    old = ItemFactory(area__framework=FrameworkFactory(status="retired", name="Old list"))
    unused = FrameworkFactory(status="retired", name="Unused list")
    ObservationFactory(child=people.child, item=old)
    page = sofia.get(address("observe", people.child)).content.decode()
    assert "Old list 1" in page
    assert str(unused) not in page
    assert touch(sofia, people.child, old, "nearly").status_code == 302
    assert Observation.objects.filter(item=old).count() == 2


def test_an_address_with_nonsense_shows_the_page_all_the_same(people, sofia, lines):
    asked = {"framework": "x", "area": "\x00", "view": "y", "on": "2099-01-01", "source": "z"}
    response = sofia.get(address("observe", people.child), asked)
    assert response.status_code == 200
    assert "still to come" in response.content.decode()


def test_the_page_asks_as_often_for_many_ticks_as_for_one(people, sofia, lines, same_queries):
    def add_rows():
        for item in lines:
            ObservationFactory(child=people.child, item=item, by=people.worker)

    add_rows()
    same_queries(sofia, address("observe", people.child), add_rows, most=25)


# One touch


def test_without_script_one_comes_back_to_the_line_with_all_that_was_chosen(people, sofia, lines, framework):
    day = (TODAY() - timedelta(days=3)).isoformat()
    more = {"framework": framework.ref, "view": "all", "area": "talk", "on": day, "source": "parent"}
    answer = touch(sofia, people.child, lines[2], **more)
    assert answer.url == f"{address('observe', people.child)}?{kept_in(more)}#line-{lines[2].pk}"
    seen = Observation.objects.get()
    assert (seen.item, seen.state, seen.source, seen.on.isoformat()) == (lines[2], "can", "parent", day)
    assert "Written down: say 3 words." in sofia.get(answer.url).content.decode()


def test_with_script_the_line_comes_back_with_its_undo(people, sofia, lines):
    page = touch(sofia, people.child, lines[2], headers=HTMX).content.decode()
    assert f'id="line-{lines[2].pk}"' in page
    assert 'hx-swap-oob="true"' in page
    assert "Can do today, the worker saw it" in page
    assert f'name="written" value="{Observation.objects.get().pk}"' in page
    assert "<html" not in page


def test_a_touch_costs_few_questions_however_much_is_known(
    people, sofia, lines, django_assert_max_num_queries
):
    for item in lines:
        ObservationFactory.create_batch(20, child=people.child, item=item)
    touch(sofia, people.child, lines[0], "nearly", headers=HTMX)
    with django_assert_max_num_queries(18):
        touch(sofia, people.child, lines[1], "nearly", headers=HTMX)


@pytest.mark.parametrize(
    "tick", ["", "x", "1", ":", "1:", "999999:can", "1:can:can", "9" * 30 + ":can", "\x00"]
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_touch_that_means_nothing_is_answered_in_words(people, sofia, lines, tick, headers):
    answer = sofia.post(address("observation_add", people.child), {"tick": tick}, headers=headers)
    assert answer.status_code in (200, 302)
    assert not Observation.objects.exists()


def test_a_word_that_the_scale_does_not_have_is_not_written(people, sofia, lines):
    assert touch(sofia, people.child, lines[0], "superb").status_code == 302
    assert not Observation.objects.exists()


def test_a_line_of_a_draft_is_not_ticked(people, sofia):
    draft = ItemFactory(area__framework__status="draft")
    touch(sofia, people.child, draft)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_day_to_come_is_refused_by_the_line(people, sofia, lines, headers):
    answer = touch(sofia, people.child, lines[0], on="2099-01-01", headers=headers)
    page = answer.content.decode() if headers else sofia.get(answer.url).content.decode()
    assert "still to come" in page
    assert not Observation.objects.exists()


def test_the_open_sitting_is_told_and_counts(people, sofia, lines, framework):
    AssessmentFactory(child=people.child, framework=framework)
    touch(sofia, people.child, lines[0])
    response = sofia.get(address("observe", people.child))
    assert "Baseline of" in response.content.decode()
    assert response.context["sheet"].touched == 1


# Undo


def test_ones_own_tick_is_taken_back_from_the_page(people, sofia, lines):
    touch(sofia, people.child, lines[0])
    seen, url = Observation.objects.get(), address("observation_undo", people.child)
    page = sofia.get(address("observe", people.child)).content.decode()
    assert page.count(f'name="written" value="{seen.pk}"') == 2  # by its line, and in the bar below
    page = sofia.post(url, {"written": seen.pk}, headers=HTMX).content.decode()
    assert "Nobody has looked yet" in page
    assert not Observation.objects.standing().exists()
    assert "taken back already" in sofia.get(sofia.post(url, {"written": seen.pk}).url).content.decode()


def test_a_colleagues_tick_has_no_undo_and_is_not_taken_back(people, signed_in, lines):
    touch(signed_in(people.team_lead), people.child, lines[0])
    client, seen = signed_in(people.worker), Observation.objects.get()
    assert (
        f'name="written" value="{seen.pk}"'
        not in client.get(address("observe", people.child)).content.decode()
    )
    client.post(address("observation_undo", people.child), {"written": seen.pk})
    assert Observation.objects.standing().exists()


@pytest.mark.parametrize("written", ["", "x", "1,2", "9" * 40, "-1", "\x00", "²"])
def test_an_undo_of_nothing_is_answered_in_words(people, sofia, lines, written):
    assert sofia.post(address("observation_undo", people.child), {"written": written}).status_code == 302


# Everything up to here


def test_a_range_shows_what_it_changes_then_does_it(people, sofia, lines):
    ObservationFactory(child=people.child, item=lines[0], state="can")
    url = address("observation_range", people.child, lines[4].pk)
    page = sofia.get(url)
    assert "4 lines change" in page.content.decode()
    answer = sofia.post(url, posted(page) | {"within": "band"})
    assert answer.url.endswith(f"#line-{lines[4].pk}")
    assert Observation.objects.filter(by=people.worker, state="can").count() == 4
    last = sofia.get(address("observe", people.child)).context["last"]
    assert len(last.written) == 4
    sofia.post(address("observation_undo", people.child), {"written": last.keys})
    assert Observation.objects.standing().count() == 1


def test_a_range_within_the_area_takes_in_younger_bands(people, sofia, area, lines):
    young = ItemFactory(area=area, band=0)
    url = address("observation_range", people.child, lines[1].pk)
    page = sofia.get(url)
    sofia.post(url, posted(page) | {"within": "area"})
    assert set(Observation.objects.values_list("item", flat=True)) == {young.pk, lines[0].pk, lines[1].pk}


def test_a_range_that_a_colleague_changed_meanwhile_is_shown_again(people, sofia, lines):
    url = address("observation_range", people.child, lines[4].pk)
    page = sofia.get(url)
    ObservationFactory(child=people.child, item=lines[1], state="not_yet", by=people.team_lead)
    answer = sofia.post(url, posted(page) | {"within": "band"})
    assert "meanwhile" in answer.content.decode()
    assert Observation.objects.count() == 1


# One line in full


def test_one_line_is_written_with_all_there_is_to_say(people, sofia, lines):
    url = address("observation_describe", people.child, lines[0].pk)
    data = {"level": "nearly", "on": TODAY().isoformat(), "source": "worker", "help": "hand",
            "where": "home", "is_general": "on", "note": "With Grandad"}  # fmt: skip
    answer = sofia.post(url, posted(sofia.get(url)) | data)
    assert answer.url.endswith(f"#line-{lines[0].pk}")
    seen = Observation.objects.get()
    assert (seen.state, seen.help, seen.where, seen.is_general, seen.note) == (
        "nearly", "hand", "home", True, "With Grandad",
    )  # fmt: skip


def test_in_its_fold_it_is_written_once_and_the_line_comes_back(people, sofia, lines):
    url = address("observation_describe", people.child, lines[0].pk)
    page = sofia.get(url, headers=HTMX)
    assert "<html" not in page.content.decode()
    data = posted(page) | {"level": "can", "note": "Twice"}
    for _ in range(2):  # a second click
        answer = sofia.post(url, data, headers=HTMX, follow=True)
    assert Observation.objects.count() == 1
    assert f'id="line-{lines[0].pk}"' in answer.content.decode()


def test_mistakes_stand_beside_the_field_and_nothing_typed_is_lost(people, sofia, lines):
    url = address("observation_describe", people.child, lines[0].pk)
    data = {"level": "", "on": "2099-01-01", "source": "worker", "note": "With Grandad"}
    page = sofia.post(url, data).content.decode()
    assert "“How is it?” is still empty." in page
    assert "With Grandad" in page
    assert Draft.objects.get().about == f"{people.child.ref}/{lines[0].pk}"


def test_a_photo_needs_the_familys_yes(people, sofia, lines, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    url = address("observation_describe", people.child, lines[0].pk)
    data = {"level": "can", "on": TODAY().isoformat(), "source": "worker"}
    page = sofia.post(url, data | {"photo": a_photo()}).content.decode()
    assert "has not said yes to photos" in page
    assert not Observation.objects.exists()
    people.child.consents.create(
        purpose="photo", given_by=people.child.carers.get(user=people.parent), given_on=TODAY(),
        how="word", recorded_by=people.worker,
    )  # fmt: skip
    sofia.post(url, data | {"photo": a_photo()})
    seen = Observation.objects.get()
    assert seen.photo.child == people.child
    history = sofia.get(address("item_history", people.child, lines[0].pk)).content.decode()
    assert reverse("families:document_open", args=[seen.photo.ref]) in history


# All that was seen


def test_the_history_of_a_line_shows_the_first_time_and_what_was_taken_back(people, sofia, lines):
    for days, state, note in ((9, "nearly", ""), (5, "can", "First alone"), (1, "not_yet", "")):
        ObservationFactory(
            child=people.child, item=lines[0], state=state, note=note, by=people.worker,
            on=TODAY() - timedelta(days=days),
        )  # fmt: skip
    touch(sofia, people.child, lines[0], "nearly")
    sofia.post(
        address("observation_undo", people.child), {"written": Observation.objects.order_by("pk").last().pk}
    )
    response = sofia.get(address("item_history", people.child, lines[0].pk))
    page = response.content.decode()
    assert response.context["first"].note == "First alone"
    assert len(response.context["object_list"]) == 4
    assert page.count("it counts no more") == 1
    assert AuditEvent.objects.get(what="item.seen").child_ref == people.child.ref


def test_the_history_asks_as_often_for_many_as_for_one(people, sofia, lines, same_queries):
    def add_rows():
        ObservationFactory.create_batch(9, child=people.child, item=lines[0], by=people.worker)

    add_rows()
    same_queries(sofia, address("item_history", people.child, lines[0].pk), add_rows, most=20)


def test_a_line_that_is_not_there_is_not_found(people, sofia, lines):
    for name in ("item_history", "observation_describe", "observation_range"):
        assert sofia.get(address(name, people.child, 987654)).status_code == 404


def a_photo():
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "#0f5c6e").save(made, "JPEG")
    return SimpleUploadedFile("bricks.jpg", made.getvalue())


def posted(response):
    """What a browser would send back of an untouched form."""
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields}
    data = {name: value for name, value in data.items() if value not in (None, False)}
    return data | {"form_key": response.context["form_key"]}

"""The pages of the checklists: read by whoever works with them, written by few, and quick however long."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import AuditEvent, Draft
from assessments import framework_files
from assessments.framework_files.shape import COLUMNS
from assessments.models import Framework, Item
from tests.factories.assessments import AreaFactory, FrameworkFactory, ItemFactory, ObservationFactory
from tests.factories.assessments_designer import a_scale, draft, one_item, published

pytestmark = pytest.mark.django_db


def url(name, *about, **asked):
    address = reverse(f"assessments:{name}", args=about)
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in asked.items())}" if asked else address


@pytest.fixture
def manager(people, signed_in):
    return signed_in(people.service_manager)


def text_of(response):
    assert response.status_code == 200, response
    return response.content.decode()


@pytest.mark.parametrize(
    ("person", "reads", "writes"),
    [
        ("service_manager", 200, 200),
        ("administrator", 200, 200),
        ("worker", 200, 403),
        ("team_lead", 200, 403),
        ("parent", 403, 403),
        ("auditor", 403, 403),
    ],
)
def test_who_reads_checklists_and_who_writes_them(people, signed_in, person, reads, writes):
    made = draft()
    client = signed_in(getattr(people, person))
    for name in ("framework_detail", "framework_export", "framework_preview"):
        assert client.get(url(name, made.ref)).status_code == reads
    assert client.get(url("framework_list")).status_code == reads
    item, area = one_item(made, "T-01"), made.areas.first()
    for page in (
        url("framework_add"), url("framework_edit", made.ref), url("framework_publish", made.ref),
        url("area_add", made.ref), url("band_add", made.ref), url("item_add", area.pk),
        url("item_edit", item.pk), url("item_first", item.pk), url("item_remove", item.pk), url("scale_add"),
    ):  # fmt: skip
        assert client.get(page).status_code == writes, page


def test_a_worker_sees_no_way_to_change_a_draft(people, signed_in):
    shown = text_of(signed_in(people.worker).get(url("framework_detail", draft().ref)))
    assert "T-01" not in shown or "Change" not in shown
    assert "Check and publish" not in shown


def test_the_list_asks_as_often_for_fifty_checklists_as_for_one(manager, same_queries):
    published()
    same_queries(manager, url("framework_list"), lambda: FrameworkFactory.create_batch(20), most=15)


def test_a_draft_with_nine_hundred_items_asks_as_often_as_a_short_one(manager, same_queries):
    made = draft()
    area = made.areas.get(code="talking")

    def more():
        start = Item.objects.count()
        rows = [
            Item(area=area, code=f"N-{n}", text=f"thing {n}", band=12, order=n, guidance="See it")
            for n in range(start, start + 450)
        ]
        Item.objects.bulk_create(rows)
        one_item(made, f"N-{start + 3}").after.add(one_item(made, f"N-{start + 1}"))

    page = url("framework_detail", made.ref, area="talking")
    same_queries(manager, page, more, most=25)
    shown = text_of(manager.get(page))
    assert "N-30" in shown
    assert "N-300" not in shown, "a page at a time"


def test_items_are_found_by_their_words_and_codes(manager):
    made = draft()
    Item.objects.filter(code="M-04").update(text="kick a ball", guidance="With either foot")
    page = url("framework_detail", made.ref)
    assert "M-04" in text_of(manager.get(page, {"q": "foot kick"}))
    assert "M-04" in text_of(manager.get(page, {"q": "m-04"}))
    assert "No item has these words" in text_of(manager.get(page, {"q": "elephant"}))


@pytest.mark.parametrize(
    "asked",
    [
        {"area": "\x00"},
        {"band": "x"},
        {"page": "none"},
        {"q": "\x00" * 90},
        {"band": "9" * 30},
        {"q": "thing", "band": "0"},
    ],
)
def test_an_address_may_say_anything(manager, asked):
    made = draft()
    for name in ("framework_detail", "framework_preview"):
        assert manager.get(url(name, made.ref), asked).status_code == 200
    assert manager.get(url("item_first", one_item(made, "T-01").pk), asked).status_code == 200


def test_who_uses_it_counts_only_children_in_reach(people, signed_in):
    made = published()
    ObservationFactory(item=one_item(made, "T-01"), child=people.child)
    ObservationFactory(item=one_item(made, "T-02"), child=people.child)
    ObservationFactory(item=one_item(made, "T-01"))
    page = url("framework_detail", made.ref)
    assert "<strong>1</strong> child has" in text_of(signed_in(people.worker).get(page))
    assert "<strong>2</strong> children have" in text_of(signed_in(people.service_manager).get(page))
    assert "No child has anything" in text_of(signed_in(people.stranger).get(page))


def test_a_checklist_comes_back_from_its_own_file_word_for_word(manager):
    made = draft(items=3)
    risky = one_item(made, "T-01")
    Item.objects.filter(pk=risky.pk).update(text='=cmd|"x", “says”', tags=["cup", "bricks"], example="At tea")
    one_item(made, "T-02").after.add(risky, one_item(made, "M-01"))
    response = manager.get(url("framework_export", made.ref))
    content = b"".join(response.streaming_content)
    assert "attachment" in response["Content-Disposition"]
    assert content.decode("utf-8-sig").splitlines()[0].startswith('"' + '","'.join(COLUMNS))
    assert b"\"'=cmd" in content, "no program runs what it opens"
    reading = framework_files.check(content, "ours.csv")
    assert not reading.errors
    item = next(one for one in reading.framework.items if one.code == "T-01")
    assert (item.text, item.tags, item.example) == ('=cmd|"x", “says”', ("cup", "bricks"), "At tea")
    second = next(one for one in reading.framework.items if one.code == "T-02")
    assert (second.after, second.band) == (("M-01", "T-01"), 0)
    assert [(band.start, band.end) for band in reading.framework.bands] == [(0, 11), (12, 23)]
    assert AuditEvent.objects.get(what="framework.exported").after == {"items": 12}


def test_a_checklist_is_begun_written_checked_and_published(manager, people):
    scale = a_scale()
    words = {"name": "Bramble", "edition": "1", "language": "en-GB", "scale": scale.pk, "licence": "Ours"}
    manager.post(url("framework_add"), {**words, "age_bands": "halves"})
    made = Framework.objects.get(code="bramble")
    assert (made.bands.count(), made.is_draft) == (10, True)
    manager.post(url("area_add", made.ref), {"name": "Playing", "hint": ""})
    area = made.areas.get()
    manager.post(url("strand_add", area.pk), {"name": "Sharing"})
    strand = area.strands.get()
    item = {"text": "Shares a spoon", "item_code": "B-1", "band": "6", "tags": "spoon, cup ,spoon"}
    answer = manager.post(url("item_add", area.pk), {**item, "strand": strand.pk, "another": "on"})
    assert answer.url == url("item_add", area.pk, band=6)
    assert 'value="B-2"' in text_of(manager.get(answer.url))
    written = one_item(made, "B-1")
    assert (written.tags, written.strand, written.band) == (["spoon", "cup"], strand, 6)
    assert "Everything is as it should be" in text_of(manager.get(url("framework_publish", made.ref)))
    manager.post(url("framework_publish", made.ref), {"instead_of": ""})
    made.refresh_from_db()
    assert (made.is_in_use, made.published_by) == (True, people.service_manager)


def test_what_is_wrong_is_said_with_the_way_to_mend_it(manager):
    made = draft()
    one_item(made, "T-01").after.add(one_item(made, "T-03"))
    shown = text_of(manager.get(url("framework_publish", made.ref)))
    assert "which is of an older band" in shown
    assert url("item_first", one_item(made, "T-01").pk) in shown
    assert "Use it from now on" not in shown
    shown = text_of(manager.post(url("framework_publish", made.ref), {"instead_of": ""}))
    assert Framework.objects.get().is_draft
    assert "which is of an older band" in shown


def test_forms_of_a_published_framework_lead_back_to_it_with_a_sentence(manager):
    made = published()
    item, area = one_item(made, "T-01"), made.areas.first()
    for page in (
        url("framework_edit", made.ref), url("area_add", made.ref), url("area_edit", area.pk),
        url("item_edit", item.pk), url("item_remove", item.pk), url("item_first", item.pk),
        url("framework_publish", made.ref), url("framework_discard", made.ref),
    ):  # fmt: skip
        answer = manager.get(page)
        assert answer.url == url("framework_detail", made.ref), page
    assert "its words never change" in text_of(manager.get(answer.url))


def test_what_was_typed_into_a_draft_that_was_published_meanwhile_is_not_lost(manager):
    made = published()
    sent = {"name": "Eating and drinking", "hint": ""}
    shown = text_of(manager.post(url("area_add", made.ref), sent))
    assert "never change" in shown
    assert "Eating and drinking" in shown
    assert Draft.objects.exists()


def test_an_item_keeps_what_was_wrong_with_it_beside_the_field(manager):
    made = draft()
    area = made.areas.get(code="talking")
    sent = {
        "text": "x" * 501,
        "item_code": "a;b",
        "band": "36",
        "tags": "t" * 61,
        "guidance": "turned \u202e round",
    }
    shown = text_of(manager.post(url("item_add", area.pk), sent))
    for part in ("longer than 500", "part codes", "“Age band”", "60 letters", "in another order"):
        assert part in shown, part
    assert Item.objects.filter(area=area).count() == 4


def test_up_and_down_need_no_script_and_lead_back_to_the_item(manager):
    made = draft()
    item = one_item(made, "T-01")
    answer = manager.post(url("item_shift", item.pk), {"way": "down"})
    assert answer.url == f"{url('framework_detail', made.ref, area='talking', band=0)}#item-{item.pk}"
    assert list(item.area.items.filter(band=0).values_list("code", flat=True)) == ["T-02", "T-01"]
    manager.post(url("area_shift", item.area.pk), {"way": "down"})
    assert list(made.areas.values_list("code", flat=True)) == ["moving", "talking"]
    assert manager.post(url("item_shift", item.pk), {"way": "sideways"}).status_code == 302


def test_what_comes_first_is_searched_never_picked_from_all(manager):
    made = draft()
    item, first = one_item(made, "T-03"), one_item(made, "M-01")
    page = url("item_first", item.pk)
    assert "<select" not in text_of(manager.get(page))
    assert "M-01" in text_of(manager.get(page, {"q": "moving"}))
    assert "T-04" not in text_of(manager.get(page, {"q": "T-05"}))
    manager.post(f"{page}?q=moving", {"item": first.pk, "what": "add"})
    assert list(item.after.all()) == [first]
    manager.post(page, {"item": first.pk, "what": "remove"})
    assert not item.after.exists()
    assert manager.post(page, {"item": "x", "what": "y"}).status_code == 200
    assert manager.post(page, {"item": 2**40, "what": "add"}).status_code == 200


def test_a_preview_shows_an_invented_child_and_writes_nothing(manager):
    made = draft(reads_on=True)
    shown = text_of(manager.get(url("framework_preview", made.ref)))
    assert "This child is invented" in shown
    assert "Talking thing 1" in shown
    assert not AuditEvent.objects.filter(what__startswith="observation").exists()
    empty = FrameworkFactory(status="draft")
    assert "Nothing to look at yet" in text_of(manager.get(url("framework_preview", empty.ref)))


def test_a_new_version_is_named_for_the_next_number(manager):
    made = published(version="2.9")
    assert 'value="2.10"' in text_of(manager.get(url("framework_copy", made.ref)))
    answer = manager.post(url("framework_copy", made.ref), {"edition": "2.10"})
    assert answer.url == url("framework_detail", Framework.objects.get(version="2.10").ref)
    shown = text_of(manager.post(url("framework_copy", made.ref), {"edition": "2.10"}))
    assert "There is a version of this name already" in shown


def test_a_framework_is_retired_with_a_reason_only(manager):
    made = published()
    assert "still empty" in text_of(manager.post(url("framework_retire", made.ref), {"reason": " "}))
    manager.post(url("framework_retire", made.ref), {"reason": "Our licence ended"})
    assert "Our licence ended" in text_of(manager.get(url("framework_detail", made.ref)))


def test_a_draft_is_thrown_away_and_the_file_it_came_from_may_be_loaded_again(manager):
    made = draft()
    answer = manager.post(url("framework_discard", made.ref))
    assert answer.url == url("framework_list")
    assert not Framework.objects.exists()
    assert manager.get(url("framework_detail", made.ref)).status_code == 404


def test_a_scale_is_made_and_changed_until_it_is_in_use(manager):
    sent = {"name": "Seen", "word_1": "Often", "counts_1": "can", "word_2": "Once", "counts_2": ""}
    assert "Say what “Once” counts as" in text_of(manager.post(url("scale_add"), sent))
    answer = manager.post(url("scale_add"), sent | {"counts_2": "nearly"})
    assert "Once" in text_of(manager.get(answer.url))
    scale = a_scale("kept", "Kept")
    published(scale=scale)
    assert manager.get(url("scale_edit", scale.pk)).url == url("scale_detail", scale.pk)
    refused = manager.post(url("scale_edit", scale.pk), sent | {"counts_2": "nearly"})
    assert "its words stay" in text_of(refused)
    assert manager.get(url("scale_detail", 10**12)).status_code == 404


def test_a_scale_list_asks_as_often_for_many_as_for_one(manager, same_queries):
    def more():
        for _ in range(9):
            a_scale(uuid4().hex[:20])

    same_queries(manager, url("scale_list"), more, most=15)


def test_words_from_right_to_left_stand_as_they_are(manager):
    made = draft(language="ur")
    ItemFactory(area=made.areas.first(), code="U-1", text="یہ کہتا ہے «مزید»", band=0)
    shown = text_of(manager.get(url("framework_detail", made.ref)))
    assert '<span dir="auto" lang="ur">یہ کہتا ہے «مزید»</span>' in shown


def test_an_item_needs_an_age_band_first(manager):
    made = FrameworkFactory(status="draft")
    area = AreaFactory(framework=made)
    assert manager.get(url("item_add", area.pk)).url == url("framework_detail", made.ref)
    shown = text_of(manager.get(url("framework_detail", made.ref)))
    assert "Add an age band first" in shown


def test_an_empty_area_leads_to_its_first_item(manager):
    made = draft()
    area = AreaFactory(framework=made, name="Eating")
    shown = text_of(manager.get(url("framework_publish", made.ref)))
    assert f'href="{url("item_add", area.pk)}"' in shown

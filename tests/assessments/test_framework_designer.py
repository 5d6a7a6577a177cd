"""Writing a framework: drafts and their parts, copies, and what stands in the way of publishing."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import AuditEvent
from accounts.refusals import Refused
from assessments import framework_check
from assessments.actions import framework_items, framework_parts, frameworks
from assessments.models import Area, Framework, Item, Observation
from tests.factories.accounts import UserFactory
from tests.factories.assessments import AreaFactory, ItemFactory, ObservationFactory
from tests.factories.assessments_designer import BandFactory, draft, one_item, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager():
    return UserFactory(name="Grace Lindqvist", roles=["service_manager"])


def codes(framework, area="talking", band=0):
    rows = Item.objects.filter(area__framework=framework, area__code=area, band=band)
    return list(rows.order_by("order", "pk").values_list("code", flat=True))


def refusal(act, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return str(caught.value)


def test_a_draft_is_checked_and_used_and_the_version_before_it_is_retired(manager):
    before, made = published(), draft(version="2")
    frameworks.publish(made, by=manager, instead_of=before)
    before.refresh_from_db()
    made.refresh_from_db()
    assert (made.status, made.published_by) == ("published", manager)
    assert (before.status, before.retired_by) == ("retired", manager)
    assert before.retired_because == "Version 2 is used instead."
    line = AuditEvent.objects.get(what="framework.published")
    assert (line.before, line.after) == ({"in_use": ["1"]}, {"in_use": ["2"]})


def test_nobody_replaces_a_version_that_she_never_saw(manager):
    published()
    assert refusal(frameworks.publish, draft(version="2"), by=manager) == frameworks.MEANWHILE


def test_an_empty_area_stands_in_the_way(manager):
    made = draft()
    AreaFactory(framework=made, name="Eating", code="eating")
    said = refusal(frameworks.publish, made, by=manager)
    assert said == "There is nothing in the area “Eating” yet."
    assert Framework.objects.get(pk=made.pk).is_draft


def test_an_item_without_a_band_stands_in_the_way(manager):
    made = draft()
    Item.objects.filter(code="T-04").update(band=36)
    found = framework_check.must_mend(made)
    assert [(one.part, one.pk) for one in found] == [("item", one_item(made, "T-04").pk)]
    assert "“T-04” is in no age band" in found[0].sentence


def test_a_circle_stands_in_the_way_and_is_named(manager):
    made = draft()
    for code, first in (("T-01", "T-02"), ("T-02", "M-01"), ("M-01", "T-01")):
        one_item(made, code).after.add(one_item(made, first))
    found = framework_check.must_mend(made)
    assert {one.part for one in found} == {"first"}
    assert "T-01 → T-02 → M-01 → T-01" in found[0].sentence
    assert "row" not in " ".join(one.sentence for one in found)
    refusal(frameworks.publish, made, by=manager)


def test_what_comes_first_is_never_of_an_older_band(manager):
    made = draft()
    young, old = one_item(made, "T-01"), one_item(made, "T-03")
    assert "older band" in refusal(framework_items.put_first, young, old, by=manager)
    young.after.add(old)
    (found,) = framework_check.must_mend(made)
    assert (found.part, found.pk) == ("first", young.pk)
    assert found.sentence == "“T-01”: it comes after “T-03”, which is of an older band."


def test_what_is_only_odd_stands_in_nobodys_way(manager):
    made = draft()
    BandFactory(framework=made, start=24, end=35)
    Item.objects.filter(code="T-02").update(text="Talking thing 1")
    odd = framework_check.findings(made)
    assert not any(one.must_mend for one in odd)
    assert "“T-02”: “T-01” has the same words in the same area and band." in {one.sentence for one in odd}
    frameworks.publish(made, by=manager)


def test_a_copy_keeps_codes_order_strands_and_what_comes_first(manager):
    source = draft(licence="By agreement", note="Not standardised", reads_on=True)
    one_item(source, "T-03").after.add(one_item(source, "T-01"), one_item(source, "M-02"))
    frameworks.publish(source, by=manager)
    made = frameworks.copy(source, by=manager, version="2")
    old, new = framework_check.file_of(source)[0], framework_check.file_of(made)[0]
    assert made.is_draft
    assert (new.items, new.areas, new.strands, new.bands) == (old.items, old.areas, old.strands, old.bands)
    assert (new.code, new.licence, new.note, new.reads_on, new.version) == (
        source.code, "By agreement", "Not standardised", True, "2",
    )  # fmt: skip
    assert set(one_item(made, "T-03").after.values_list("area__framework", flat=True)) == {made.pk}
    assert "here already" in refusal(frameworks.copy, source, by=manager, version="2")


def test_every_change_of_a_published_framework_is_refused_with_a_sentence(manager):
    made = published()
    area, item = made.areas.first(), one_item(made, "T-01")
    words = {"code": "X", "text": "x", "guidance": "", "example": "", "tags": [], "band": 0}
    for act in (
        lambda: framework_parts.add_area(made, by=manager, name="New"),
        lambda: framework_parts.change_area(area, by=manager, name="New"),
        lambda: framework_parts.remove_area(area, by=manager),
        lambda: framework_parts.shift(area, by=manager, up=False),
        lambda: framework_parts.add_strand(area, by=manager, name="New"),
        lambda: framework_parts.change_strand(area.strands.first(), by=manager, name="New"),
        lambda: framework_parts.remove_strand(area.strands.first(), by=manager),
        lambda: framework_parts.add_band(made, by=manager, start=24, end=35),
        lambda: framework_parts.change_band(made.bands.first(), by=manager, start=1, end=9),
        lambda: framework_parts.remove_band(made.bands.first(), by=manager),
        lambda: framework_items.add(area, by=manager, **words),
        lambda: framework_items.change(item, by=manager, area=area, **words),
        lambda: framework_items.remove(item, by=manager),
        lambda: framework_items.shift(item, by=manager, up=False),
        lambda: framework_items.put_first(one_item(made, "T-02"), item, by=manager),
        lambda: framework_items.put_first_no_more(one_item(made, "T-02"), item, by=manager),
        lambda: frameworks.change(made, by=manager, changed=["name"]),
    ):
        assert refusal(act) == frameworks.KEPT
    assert "thrown away" in refusal(frameworks.discard, made, by=manager)
    assert not AuditEvent.objects.filter(what__startswith="item.").exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda made: Framework.objects.filter(pk=made.pk).update(licence="Other"),
        lambda made: Framework.objects.filter(pk=made.pk).update(status="draft", published_at=None),
        lambda made: Area.objects.filter(framework=made).update(name="Other"),
        lambda made: one_item(made, "T-03").after.clear(),
    ],
    ids=["what it says", "back to a draft", "an area", "what comes first"],
)
def test_the_database_keeps_the_words_of_a_published_framework(change):
    made = draft()
    one_item(made, "T-03").after.add(one_item(made, "T-01"))
    frameworks.bring_into_use(made, by=UserFactory())
    with pytest.raises(IntegrityError), transaction.atomic():
        change(made)


def test_a_retired_framework_says_why_and_children_keep_their_history(manager):
    made = published()
    ObservationFactory(item=one_item(made, "T-01"))
    frameworks.retire(made, by=manager, reason="Our licence ended.")
    made.refresh_from_db()
    assert (made.status, made.retired_because, made.retired_by) == ("retired", "Our licence ended.", manager)
    assert Observation.objects.count() == 1
    assert AuditEvent.objects.get(what="framework.retired").reason == "Our licence ended."
    assert "not in use" in refusal(frameworks.retire, made, by=manager, reason="Again")


def test_a_draft_is_thrown_away_with_everything_in_it(manager):
    made, other = draft(), published("theirs")
    one_item(made, "T-02").after.add(one_item(made, "T-01"))
    frameworks.discard(made, by=manager)
    assert not Framework.objects.filter(pk=made.pk).exists()
    assert set(Item.objects.values_list("area__framework", flat=True)) == {other.pk}
    assert "thrown this draft away" in refusal(frameworks.discard, made, by=manager)


def test_items_change_places_within_their_area_and_band(manager):
    made = draft(items=3)
    framework_items.shift(one_item(made, "T-03"), by=manager, up=True)
    assert codes(made) == ["T-01", "T-03", "T-02"]
    assert not framework_items.shift(one_item(made, "T-02"), by=manager, up=False)
    assert codes(made, band=12) == ["T-04", "T-05", "T-06"]


def test_items_of_one_place_get_a_place_of_their_own(manager):
    made = draft(items=3)
    Item.objects.filter(area__framework=made).update(order=5)
    framework_items.shift(one_item(made, "T-01"), by=manager, up=False)
    assert codes(made) == ["T-02", "T-01", "T-03"]


def test_areas_change_places_and_keep_their_codes(manager):
    made = draft()
    framework_parts.shift(made.areas.get(code="moving"), by=manager, up=True)
    assert list(made.areas.values_list("code", flat=True)) == ["moving", "talking"]
    area = framework_parts.add_area(made, by=manager, name="Eating & drinking")
    framework_parts.change_area(area, by=manager, name="Meals")
    area.refresh_from_db()
    assert (area.code, area.name) == ("eating-drinking", "Meals")
    assert "already" in refusal(framework_parts.add_area, made, by=manager, name="MEALS")


def test_a_band_takes_its_items_along_and_none_shares_its_months(manager):
    made = draft()
    band = made.bands.get(start=12)
    assert "12 to 23" in refusal(framework_parts.add_band, made, by=manager, start=23, end=30)
    framework_parts.change_band(band, by=manager, start=18, end=29, name="Step 2")
    assert codes(made, band=18) == ["T-03", "T-04"]
    assert "items in this age band" in refusal(framework_parts.remove_band, band, by=manager)
    empty = framework_parts.add_band(made, by=manager, start=30, end=40)
    framework_parts.remove_band(empty, by=manager)
    assert made.bands.count() == 2


def test_only_an_empty_area_is_taken_out_and_a_strand_leaves_its_items(manager):
    made = draft()
    area = made.areas.get(code="talking")
    assert "items in this area" in refusal(framework_parts.remove_area, area, by=manager)
    framework_parts.remove_strand(area.strands.get(), by=manager)
    assert one_item(made, "T-01").strand is None
    for item in area.items.all():
        framework_items.remove(item, by=manager)
    framework_parts.remove_area(area, by=manager)
    assert list(made.areas.values_list("code", flat=True)) == ["moving"]


def test_a_code_is_there_once_in_the_whole_framework(manager):
    made = draft()
    words = {"text": "x", "guidance": "", "example": "", "tags": [], "band": 0}
    area = made.areas.get(code="moving")
    assert "“t-01” already" in refusal(framework_items.add, area, by=manager, code="t-01", **words)
    item = framework_items.add(area, by=manager, code="M-99", **words)
    assert codes(made, "moving") == ["M-01", "M-02", "M-99"]
    framework_items.change(item, by=manager, area=made.areas.get(code="talking"), code="M-99", **words)
    assert codes(made) == ["T-01", "T-02", "M-99"]


def test_a_circle_is_refused_while_it_is_made(manager):
    made = draft()
    one, two, three = (one_item(made, code) for code in ("T-01", "T-02", "M-01"))
    framework_items.put_first(two, one, by=manager)
    framework_items.put_first(three, two, by=manager)
    assert "circle" in refusal(framework_items.put_first, one, three, by=manager)
    assert "before itself" in refusal(framework_items.put_first, one, one, by=manager)
    other = ItemFactory(area__framework__status="draft", area__framework__published_at=None)
    assert "taken this out" in refusal(framework_items.put_first, one, other, by=manager)
    framework_items.put_first_no_more(two, one, by=manager)
    framework_items.put_first(one, three, by=manager)

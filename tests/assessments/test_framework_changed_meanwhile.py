"""Two people change the same part of a draft: whoever saves second is told, and loses nothing of hers."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts import drafts
from accounts.models import AuditEvent
from assessments.actions import framework_items, framework_parts, frameworks
from assessments.models import Area, Band, Framework, Item, Strand
from tests.factories.assessments_designer import draft, one_item
from tests.people import sign_in

pytestmark = pytest.mark.django_db

FORMS = {
    "framework_edit": (Framework, "name", "note"),
    "area_edit": (Area, "name", "hint"),
    "strand_edit": (Strand, "name", "name"),
    "band_edit": (Band, "name", "end"),
    "item_edit": (Item, "text", "guidance"),
}
THEIRS = {"end": 10}


@pytest.fixture
def one(people):
    return sign_in(Client(), people.service_manager)


@pytest.fixture
def other(people):
    return sign_in(Client(), people.administrator)


def opened(client, name):
    """The part that a form changes, the address of the form, and what its page would send."""
    made = draft()
    parts = {
        "framework_edit": made,
        "area_edit": made.areas.get(code="talking"),
        "strand_edit": Strand.objects.filter(area__framework=made).first(),
        "band_edit": made.bands.get(start=0),
        "item_edit": one_item(made, "T-01"),
    }
    part = parts[name]
    address = reverse(f"assessments:{name}", args=[getattr(part, "ref", part.pk)])
    return part, address, as_sent(client.get(address))


def as_sent(page):
    """What a browser would send of the form on a page."""
    form = page.context["form"]
    values = {field.name: field.value() for field in form}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def now(part, field):
    return getattr(type(part).objects.get(pk=part.pk), field)


@pytest.mark.parametrize("name", FORMS)
def test_whoever_saves_second_is_told_and_what_she_typed_is_still_there(name, one, other):
    _, mine, theirs = FORMS[name]
    part, address, sent = opened(one, name)
    written = THEIRS.get(theirs, "What the other one wrote")
    assert other.post(address, {**as_sent(other.get(address)), theirs: written}).status_code == 302
    page = one.post(address, {**sent, mine: "What I wrote"})
    assert page.status_code == 200
    assert frameworks.NEWER in page.text
    assert page.context["form"][mine].value() == "What I wrote"
    assert now(part, theirs) == written, "nothing was written over"
    again = as_sent(page)
    assert one.post(address, again).status_code == 302, "she was told: now it goes"
    assert now(part, mine) == "What I wrote"


@pytest.mark.parametrize("name", FORMS)
def test_whoever_is_alone_is_told_nothing(name, one):
    _, mine, _ = FORMS[name]
    part, address, sent = opened(one, name)
    assert sent["seen"]
    assert one.post(address, {**sent, mine: "What I wrote"}).status_code == 302
    assert now(part, mine) == "What I wrote"


def test_a_third_change_after_the_second_is_told_too(one, other):
    _, address, sent = opened(one, "item_edit")
    other.post(address, {**as_sent(other.get(address)), "text": "first"})
    page = one.post(address, {**sent, "text": "mine"})
    other.post(address, {**as_sent(other.get(address)), "text": "second"})
    again = one.post(address, as_sent(page))
    assert frameworks.NEWER in again.text
    assert Item.objects.get(code="T-01").text == "second"


def test_a_form_that_comes_back_for_another_reason_does_not_forget_what_it_had_seen(one, other):
    """Who has never been told of the newer words is told at the next save."""
    _, address, sent = opened(one, "item_edit")
    other.post(address, {**as_sent(other.get(address)), "guidance": "newer"})
    page = one.post(address, {**sent, "text": ""})
    assert frameworks.NEWER not in page.text
    page = one.post(address, {**as_sent(page), "text": "mine"})
    assert frameworks.NEWER in page.text
    assert Item.objects.get(code="T-01").guidance == "newer"


def test_an_item_that_only_moved_is_no_other_item(one, people):
    part, address, sent = opened(one, "item_edit")
    framework_items.shift(part, by=people.service_manager, up=False)
    assert one.post(address, {**sent, "text": "mine"}).status_code == 302
    part.refresh_from_db()
    assert (part.text, part.order) == ("mine", 2)


def test_an_item_whose_band_was_given_other_months_is_told(one, people):
    part, address, sent = opened(one, "item_edit")
    band = part.area.framework.bands.get(start=0)
    framework_parts.change_band(band, by=people.service_manager, start=1, end=11)
    page = one.post(address, {**sent, "text": "mine", "band": "1"})
    assert frameworks.NEWER in page.text
    assert one.post(address, {**as_sent(page)}).status_code == 302


def test_a_draft_left_on_another_day_remembers_what_it_had_seen(one, other, people):
    """What was typed comes back with the mark of that day, not of today."""
    part, address, sent = opened(one, "area_edit")
    fields = {name: [value] for name, value in {**sent, "hint": "begun"}.items()}
    drafts.save(people.service_manager, "assessments:area_edit", str(part.pk), fields)
    other.post(address, {**as_sent(other.get(address)), "hint": "newer"})
    found = as_sent(one.get(address))
    assert (found["hint"], found["seen"]) == ("begun", sent["seen"])
    assert frameworks.NEWER in one.post(address, found).text


def test_a_part_that_was_taken_out_meanwhile_is_not_there_any_more(one, people):
    part, address, sent = opened(one, "strand_edit")
    framework_parts.remove_strand(part, by=people.service_manager)
    assert one.post(address, {**sent, "name": "mine"}).status_code == 404


def test_who_is_told_leaves_no_line_in_the_trail(one, other):
    _, address, sent = opened(one, "area_edit")
    other.post(address, {**as_sent(other.get(address)), "hint": "newer"})
    one.post(address, {**sent, "name": "mine"})
    lines = AuditEvent.objects.filter(what="area.changed")
    assert [line.after for line in lines] == [{"hint": "newer"}]


@pytest.mark.parametrize("seen", ["x" * 24, "…", " "])
def test_a_mark_that_is_none_is_refused_or_passed_over(one, seen):
    _, address, sent = opened(one, "band_edit")
    assert one.post(address, {**sent, "seen": seen, "name": "mine"}).status_code in (200, 302)

"""The tags that pages are built from."""

import re

import pytest
from django.template import Context, Template
from django.utils.html import escape

from portage.templatetags import ui
from portage.templatetags.ui import icon_names
from tests.house.walk import ROOT

EVIL = '"><script>alert(1)</script>'
USES_ICON = re.compile(r"""(?:{% icon |icon=)["']([a-z0-9-]+)["']""")


def show(template, **context):
    return Template(template).render(Context(context))


@pytest.mark.parametrize(
    "template",
    [
        "{% pill text %}",
        "{% person text role=text %}",
        "{% avatar text %}",
        "{% back text text %}",
        "{% card text %}{{ text }}{% endcard %}",
        "{% alert text %}{{ text }}{% endalert %}",
        "{% empty_state text %}{{ text }}{% endempty_state %}",
        "{% tally text text url=text note=text %}",
        "{% bar 1 2 label=text %}",
        "{% mark 'can' text=text %}",
        "{% facts rows %}{% summary_list rows %}",
        "{% stones steps %}",
    ],
)
def test_what_people_typed_is_never_markup(template):
    shown = show(
        template, text=EVIL, rows=[(EVIL, EVIL)], steps=[{"text": EVIL, "state": "now", "word": EVIL}]
    )
    assert "<script" not in shown


def test_an_icon_that_the_sprite_lacks_is_a_mistake_of_ours():
    with pytest.raises(LookupError, match="unicorn"):
        ui.icon("unicorn")


def test_an_argument_that_a_card_does_not_know_is_a_mistake_of_ours():
    with pytest.raises(TypeError, match="colour"):
        show("{% card 'Goals' colour='red' %}{% endcard %}")


def test_every_icon_on_our_pages_is_in_the_sprite():
    drawn = (ROOT / "static/img/icons.svg").read_text()
    assert {f'id="{name}"' in drawn for name in icon_names()} == {True}
    used = {
        name for page in (ROOT / "templates").rglob("*.html") for name in USES_ICON.findall(page.read_text())
    }
    assert used <= icon_names()


def test_the_stones_say_in_words_what_they_say_in_colour():
    shown = show(
        "{% stones steps %}", steps=[{"text": "Sits", "state": state} for state in ("done", "now", "later")]
    )
    assert [word in shown for word in (", done", ", now", ", later")] == [True] * 3


@pytest.mark.parametrize(
    ("state", "word"),
    [("can", "Can do"), ("emerging", "Nearly"), ("not_yet", "Not yet"), ("not_seen", "Not seen")],
)
def test_a_mark_has_its_word_even_when_it_is_not_shown(state, word):
    assert word in show("{% mark state words=False %}", state=state)


def test_a_bar_ends_where_there_is_no_more():
    assert 'width="100.0%"' in show("{% bar 12 10 label='Over' %}")


def test_a_bar_of_nothing_out_of_nothing_is_empty():
    assert 'width="0.0%"' in show("{% bar 0 0 label='None' %}")


def test_an_avatar_keeps_its_colour_when_the_name_changes():
    before, after = (show("{% avatar name ref='g4LL3ry' %}", name=name) for name in ("Ann Lee", "Ann Shah"))
    assert before.replace("AL", "") == after.replace("AS", "")


def test_every_family_has_one_of_the_pictures():
    pictures = {ui.hero(f"ref-{number}") for number in range(50)}
    assert len(pictures) == 3
    assert all((ROOT / picture.lstrip("/")).exists() for picture in pictures)


@pytest.mark.django_db
def test_the_gallery_shows_every_component(gallery):
    needs_a_whole_page = {"profile_table.html"}
    for part in (ROOT / "templates/_components").glob("*.html"):
        if part.name in needs_a_whole_page:
            continue
        marks = re.findall(r'class="(app-[a-z]+)', part.read_text())
        assert not marks or any(mark in gallery for mark in marks), part.name


@pytest.mark.django_db
def test_no_word_of_the_form_pack_leaks_into_the_page(gallery):
    assert not re.search(r"\s(label|legend|field)[-_](size|tag|width)=", gallery)


@pytest.mark.django_db
def test_every_error_in_the_summary_leads_to_a_field(gallery):
    links = re.findall(r'<li><a href="#(id_wrong-[^"]+)">', gallery)
    assert links
    assert [link for link in links if f'id="{link}"' not in gallery] == []


@pytest.mark.django_db
def test_no_two_parts_of_a_page_have_one_name(gallery):
    names = re.findall(r'\sid="([^"]+)"', gallery)
    assert sorted(names) == sorted(set(names))


@pytest.mark.django_db
def test_a_label_with_markup_in_it_is_shown_as_typed(ask):
    from django import forms

    from accounts.forms.base import Form

    form = type("F", (Form,), {"goal": forms.CharField(label=EVIL, help_text=EVIL)})()
    shown = show("{% load crispy_forms_tags %}{% crispy form %}", form=form)
    assert "<script" not in shown
    assert escape(EVIL) in shown

"""The profile's table: the same on a page, for a family and on paper."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.utils import timezone

from assessments.actions import observations
from assessments.models import Item
from assessments.profile.drawing import for_page, for_paper
from assessments.profiles import profile_of
from assessments.scoring import Cell

TABLE = "_components/profile_table.html"


@pytest.fixture
def picture(people):
    call_command("load_framework")
    today, child, worker = timezone.localdate(), people.child, people.worker
    first, second, third = Item.objects.filter(area__code="talk", band=0)[:3]
    observations.record(child, {first: "can"}, by=worker, on=today - timedelta(days=90))
    observations.record(child, {second: "can", third: "nearly"}, by=worker, on=today)
    return profile_of(child, people.parent, today, today - timedelta(days=60))


def test_numbers_stand_beside_the_colours(picture):
    table = render_to_string(TABLE, {"picture": picture})
    total = picture.square("talk-0").count.total
    words = " ".join(re.sub(r"<[^>]+>", " ", table).split())
    assert f"2 of {total} , 1 nearly +1 since {picture.since_words}" in words


def test_a_familys_table_has_no_links_and_a_workers_leads_to_the_items(picture):
    assert "<a " not in render_to_string(TABLE, {"picture": picture})
    table = render_to_string(TABLE, {"picture": picture, "cell_url": "?cell="})
    assert 'href="?cell=talk-0#cell"' in table
    assert 'href="?cell=talk-0&amp;only=new#cell"' in table
    assert 'href="?cell=talk#cell"' in table


def test_a_box_on_paper_needs_no_stylesheet_and_says_its_numbers():
    cell, before = Cell(can=3, nearly=2, not_yet=1), Cell(can=1)
    drawing = for_paper(cell, before, name="talk-0")
    assert "crayon" not in drawing
    assert "var(" not in drawing
    shapes = [shape for shape in re.findall(r"<(?:rect|path) [^>]*>", drawing) if "clip" not in shape]
    assert sum("fill=" in shape or "stroke=" in shape for shape in shapes) == len(shapes) - 2  # two outlines
    assert "<title>3 of 6, 2 nearly</title>" in drawing
    others = {for_paper(cell, before, name=name) for name in ("talk-12", "move-0")}
    names = [re.findall(r'id="([^"]+)"', one) for one in (drawing, *others)]
    assert len({name for found in names for name in found}) == 6


def test_the_pin_stands_only_where_something_has_changed():
    assert "app-colour__before" in for_page(Cell(can=3), Cell(can=1))
    assert "app-colour__before" not in for_page(Cell(can=3), Cell(can=3))
    assert "app-colour__before" not in for_page(Cell(can=3), Cell(can=0))


def test_the_row_says_the_newest_thing_first_and_what_is_nearly_there(picture):
    words = next(row.words for row in picture.rows if row.code == "talk")
    assert words.startswith("Can ")
    assert "Nearly: " in words


def test_the_square_that_is_shown_first_is_where_most_is_going_on(picture):
    assert picture.square("").key == "talk-0"
    assert picture.square("nonsense").key == "talk-0"
    assert picture.square("move-12").key == "move-12"


def test_the_last_square_has_none_after_it(picture):
    assert picture.after(picture.squares[0]) == picture.squares[1]
    assert picture.after(picture.squares[-1]) is None


def test_who_saw_it_is_said_and_a_parent_who_wrote_it_is_named(people, picture):
    today, child = timezone.localdate(), people.child
    items = list(Item.objects.filter(area__code="move", band=0)[:3])
    observations.record(child, {items[0]: "can"}, by=people.worker, on=today)
    observations.record(child, {items[1]: "can"}, by=people.worker, on=today, source="parent")
    observations.record(child, {items[2]: "can"}, by=people.parent, on=today, source="parent")
    lines = profile_of(child, people.worker, today).square("move-0").lines
    said = {line.pk: line.how for line in lines}
    assert [said[item.pk] for item in items] == ["Sofia saw it", "The family told us", "Nadia told us"]

"""Our own starter framework keeps the wording rules that its README states."""

import re

import pytest

from assessments import framework_files
from assessments.framework_files import STARTER
from families.ages import BANDS


@pytest.fixture(scope="module")
def starter():
    return framework_files.read(STARTER.read_text(encoding="utf-8"))


def by_area(starter, code):
    return [item for item in starter.items if item.area == code]


def test_it_has_seven_areas_and_the_five_year_bands(starter):
    assert [area.name for area in starter.areas] == [
        "Early play and senses",
        "Being with others",
        "Talking and understanding",
        "Thinking and playing",
        "Moving",
        "Using hands",
        "Looking after myself",
    ]
    assert [(band.start, band.end) for band in starter.bands] == [(band.start, band.end) for band in BANDS]


def test_it_says_whose_it_is_and_that_it_is_not_standardised(starter):
    assert "EUPL-1.2" in starter.licence
    assert "not standardised" in starter.note


def test_it_has_at_least_300_items_with_the_smallest_steps_for_the_youngest(starter):
    assert len(starter.items) >= 300
    in_band = {band.start: sum(item.band == band.start for item in starter.items) for band in starter.bands}
    assert in_band[0] >= in_band[12] > in_band[24] > in_band[36] > in_band[48]
    assert in_band[0] + in_band[12] > len(starter.items) / 2


def test_every_area_has_enough_to_see_in_every_band(starter):
    for area in starter.areas:
        for band in starter.bands:
            number = sum(item.band == band.start for item in by_area(starter, area.code))
            assert number >= (2 if area.code == "early" else 6), (area.name, band.start)


def test_nothing_is_wrong_or_odd_with_it():
    reading = framework_files.check(STARTER.read_bytes(), STARTER.name, scales={"can-do"})
    assert reading.problems == ()


def test_every_item_says_how_to_see_it_and_gives_an_everyday_moment(starter):
    for item in starter.items:
        assert 30 <= len(item.guidance) <= 320, item.code
        assert item.guidance[-1] == ".", item.code
        assert not item.guidance.startswith("How to see it"), item.code  # the page says that above it
        assert 15 <= len(item.example) <= 140, item.code


def test_every_strand_is_used_and_every_item_has_one(starter):
    used = {(item.area, item.strand) for item in starter.items}
    assert used == {(strand.area, strand.code) for strand in starter.strands}
    assert all(
        3 <= sum(strand.area == area.code for strand in starter.strands) <= 5 for area in starter.areas
    )


def test_items_stand_in_the_order_of_their_bands(starter):
    for area in starter.areas:
        orders = [item.order for item in by_area(starter, area.code)]
        bands = [item.band for item in by_area(starter, area.code)]
        assert orders == sorted(set(orders))
        assert bands == sorted(bands)


def test_every_code_names_its_area(starter):
    assert all(re.fullmatch(rf"ss-{item.area}-\d{{3}}", item.code) for item in starter.items)


def test_every_text_goes_on_after_aisha_can(starter):
    for item in starter.items:
        assert item.text[0].islower(), item.code
        assert item.text[-1] not in ".!?:;, ", item.code
        assert item.text == " ".join(item.text.split()), item.code
        assert not item.text.startswith(("can ", "to ", "is ", "be able")), item.code
        assert len(item.text) <= 110, item.code


def test_no_text_says_he_or_she_or_speaks_of_what_is_missing(starter):
    anywhere = re.compile(
        r"\b(he|she|his|her|hers|him|himself|herself|unable|fails?|delay\w*|normal\w*)\b", re.I
    )
    in_text = re.compile(r"\b(they|their|cannot|can’t)\b")
    for item in starter.items:
        assert not anywhere.search(f"{item.text} {item.guidance} {item.example}"), item.code
        assert not in_text.search(item.text), item.code


def test_no_text_stands_there_twice(starter):
    texts = [item.text for item in starter.items]
    assert len(texts) == len(set(texts))


def test_quotation_marks_are_the_curly_ones(starter):
    words = {item.code: f"{item.text}{item.guidance}{item.example}" for item in starter.items}
    assert not [code for code, text in words.items() if re.search(r"['\"]", text)]


def test_what_comes_first_is_no_older_and_stands_earlier_in_its_area(starter):
    items = {item.code: item for item in starter.items}
    for item in starter.items:
        for earlier in (items[code] for code in item.after):
            assert earlier.band <= item.band, item.code
            assert earlier.area != item.area or earlier.order < item.order, item.code


def test_an_item_of_the_first_version_keeps_its_code(starter):
    """The codes of version 1.0, by their last number in each area."""
    last = {"others": 29, "talk": 32, "think": 30, "move": 28, "hands": 28, "self": 30}
    codes = {item.code for item in starter.items}
    for area, number in last.items():
        assert {f"ss-{area}-{n:03}" for n in range(1, number + 1)} <= codes

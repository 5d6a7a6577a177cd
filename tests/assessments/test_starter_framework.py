"""Our own starter framework keeps the wording rules that its README states; broken files are explained."""

import re

import pytest

from assessments import framework_file
from assessments.framework_file import STARTER, FrameworkProblem
from families.ages import BANDS

SMALL = """
[framework]
code = "small"
name = "Small"
version = "1"
language = "en-GB"
licence = "ours"
[[bands]]
start = 0
end = 11
[[bands]]
start = 12
end = 23
[[areas]]
code = "talk"
name = "Talking"
[[items]]
code = "s-1"
area = "talk"
band = 0
order = 10
text = "turn towards a voice"
[[items]]
code = "s-2"
area = "talk"
band = 12
order = 20
text = "ask for more"
after = ["s-1"]
"""


@pytest.fixture(scope="module")
def starter():
    return framework_file.read(STARTER.read_text(encoding="utf-8"))


def by_area(starter, code):
    return [item for item in starter.items if item.area == code]


def test_it_has_six_areas_and_the_five_year_bands(starter):
    assert [area.name for area in starter.areas] == [
        "Being with others",
        "Talking and understanding",
        "Thinking and playing",
        "Moving",
        "Using hands",
        "Looking after myself",
    ]
    assert [(band.start, band.end) for band in starter.bands] == [(band.start, band.end) for band in BANDS]


def test_it_says_whose_it_is(starter):
    assert "EUPL-1.2" in starter.licence


def test_every_area_has_enough_to_see_in_every_band(starter):
    assert len(starter.items) >= 120
    for area in starter.areas:
        for band in starter.bands:
            assert sum(item.band == band.start for item in by_area(starter, area.code)) >= 4, (
                area.name,
                band.start,
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
        assert len(item.text) <= 80, item.code


def test_no_text_says_he_or_she_or_speaks_of_what_is_missing(starter):
    forbidden = re.compile(
        r"\b(he|she|his|her|hers|him|himself|herself|they|their|cannot|can’t|unable|fails?)\b"
    )
    assert not [item.code for item in starter.items if forbidden.search(item.text)]


def test_no_text_stands_there_twice(starter):
    texts = [item.text for item in starter.items]
    assert len(texts) == len(set(texts))


def test_quotation_marks_are_the_curly_ones(starter):
    assert not [item.code for item in starter.items if re.search(r"['\"]", item.text)]


def test_what_comes_first_stands_earlier_in_the_same_area(starter):
    items = {item.code: item for item in starter.items}
    for item in starter.items:
        for earlier in item.after:
            assert items[earlier].area == item.area, item.code
            assert items[earlier].order < item.order, item.code


def test_the_small_example_can_be_read():
    assert [item.code for item in framework_file.read(SMALL).items] == ["s-1", "s-2"]


def test_the_example_in_the_readme_can_be_read():
    readme = STARTER.with_name("README.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", readme, re.DOTALL)
    assert framework_file.read(example[1]).items[0].code == "our-talk-001"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[framework]", "[frame", "The file is not TOML that can be read"),
        ("[framework]", "[other]", "The file needs a part [framework]"),
        ('licence = "ours"', "", "[framework] needs “licence”."),
        ('licence = "ours"', 'licence = " "', "[framework] needs “licence”."),
        ('code = "s-2"', 'code = "s-1"', "The code “s-1” is used 2 times."),
        ('code = "s-2"', 'code = "S 2"', "The code “S 2” may only have small letters"),
        ('text = "ask for more"', "", "[[items]] number 2 (s-2) needs “text”."),
        ('text = "ask for more"', 'text = ""', "[[items]] number 2 (s-2): “text” must be text."),
        ("order = 20", "order = true", "“order” must be a whole number."),
        ("order = 20", "order = 20\ncolour = 3", "has “colour”, which we do not know."),
        ("band = 12", "band = 13", "s-2: there is no band that starts at 13 months."),
        ('after = ["s-1"]', 'after = ["s-9"]', "s-2: comes after “s-9”, which is not in the file."),
        ('after = ["s-1"]', "after = [1]", "“after” must be a list of codes."),
        ("[[areas]]", "[areas]", "The file needs at least one [[areas]]."),
        ("[[areas]]", "[[items]]", "The file needs at least one [[areas]]."),
        ("start = 12", "start = 14", "A band should start at 12 months, not at 14."),
        ("end = 23", "end = 5", "ends before it starts."),
        ("order = 10", 'order = 10\nafter = ["s-2"]', "These items wait for each other: s-1, s-2."),
        ("order = 10", 'order = 10\nafter = ["s-2"]', "s-1: comes after “s-2”, which is of an older band."),
        ('area = "talk"', 'area = "tick"', "s-1: there is no area “tick”."),
    ],
)
def test_a_broken_file_is_refused_with_a_sentence(old, new, sentence):
    with pytest.raises(FrameworkProblem) as refused:
        framework_file.read(SMALL.replace(old, new, 1))
    assert any(sentence in problem for problem in refused.value.problems)


def test_a_row_that_is_no_table_is_refused():
    with pytest.raises(FrameworkProblem, match="number 1 is not a table"):
        framework_file.read("areas = [1]\n" + SMALL.replace('[[areas]]\ncode = "talk"\nname = "Talking"', ""))


def test_every_mistake_is_told_at_once():
    broken = (
        SMALL.replace('name = "Small"', "").replace('version = "1"', "").replace("order = 10", "order = 1.5")
    )
    with pytest.raises(FrameworkProblem) as refused:
        framework_file.read(broken)
    assert len(refused.value.problems) == 3

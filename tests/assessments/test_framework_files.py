"""Frameworks as files: toml, csv and Excel give the same framework; whatever is wrong is said by row."""

import io
import random
import re

import pytest
from openpyxl import Workbook

from assessments import framework_files
from assessments.framework_files import STARTER, FrameworkProblem, checks, months, shape
from assessments.framework_files.circles import circles
from tests.house.walk import ROOT

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
HEAD = "framework,version,area,strand,band_from_months,band_to_months,code,text,guidance,prerequisites"
TWO = ["Ours,1,Talking,,0,11,A,turn to a voice,,", "Ours,1,Talking,,12,23,B,ask for more,,A"]


def table(*rows, head=HEAD):
    return "\n".join([head, *rows])


def check(text, name="ours.csv", encoding="utf-8"):
    return framework_files.check(text.encode(encoding), name, licence="ours")


def told(reading, level="error"):
    return [(one.row, one.column, one.value) for one in reading.problems if one.level == level]


# TOML ------------------------------------------------------------------------------------------------


def test_a_small_toml_file_can_be_read():
    read = framework_files.read(SMALL)
    assert [item.code for item in read.items] == ["s-1", "s-2"]
    assert (read.reads_on, read.scale) == (True, "can-do")


def test_the_example_in_the_readme_can_be_read():
    readme = STARTER.with_name("README.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", readme, re.DOTALL)
    item = framework_files.read(example[1]).items[0]
    assert (item.code, item.strand, item.tags) == ("our-talk-001", "listening", ("bells",))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("[framework]", "[frame", "it is not TOML that can be read"),
        ("[framework]", "[other]", "it has no part [framework]"),
        ('licence = "ours"', "", "[framework] needs “licence”."),
        ('licence = "ours"', 'licence = " "', "[framework] needs “licence”."),
        ('licence = "ours"', 'licence = "ours"\nreads_on = 1', "“reads_on” must be true or false."),
        ('code = "s-2"', 'code = "s-1"', "Row 23, code “s-1”: row 17 has this code already."),
        ('code = "s-2"', 'code = "S 2"', "Row 23, code “S 2”: not a code."),
        ('text = "ask for more"', "", "[[items]] number 2 (s-2) needs “text”."),
        ('text = "ask for more"', 'text = ""', "[[items]] number 2 (s-2): “text” must be text."),
        ('text = "ask for more"', 'text = "a\\u0000b"', "a hidden sign (U+0000) stands in it"),
        ("order = 20", "order = true", "“order” must be a whole number."),
        ("order = 20", "order = 99999999999", "“order” is out of range."),
        ("order = 20", "order = 20\ncolour = 3", "has “colour”, which we do not know."),
        ("order = 20", 'order = 20\nstrand = "x"', "its area has no such strand"),
        ("band = 12", "band = 13", "Row 23, band_from_months “13”: no band starts in this month."),
        ('after = ["s-1"]', 'after = ["s-9"]', "prerequisites “s-9”: no row has this code."),
        ('after = ["s-1"]', "after = [1]", "“after” must be a list of texts."),
        ("[[areas]]", "[areas]", "it has no [[areas]]."),
        ("[[areas]]", "[[items]]", "it has no [[areas]]."),
        ("end = 23", "end = 5", "ends before it starts."),
        ("start = 12", "start = 0", "2 bands start in this month."),
        ("order = 10", 'order = 10\nafter = ["s-2"]', "s-1 (row 17) → s-2 (row 24) → s-1 (row 17)."),
        ('area = "talk"', 'area = "tick"', "Row 17, area “tick”: there is no such area."),
    ],
)
def test_a_broken_toml_file_is_refused_with_a_sentence(old, new, sentence):
    with pytest.raises(FrameworkProblem) as refused:
        framework_files.read(SMALL.replace(old, new, 1))
    assert any(sentence in problem for problem in refused.value.problems), refused.value.problems


def test_a_row_that_is_no_table_is_refused():
    with pytest.raises(FrameworkProblem, match="number 1 is not a table"):
        framework_files.read(
            "areas = [1]\n" + SMALL.replace('[[areas]]\ncode = "talk"\nname = "Talking"', "")
        )


def test_every_mistake_is_told_at_once():
    broken = (
        SMALL.replace('name = "Small"', "").replace('version = "1"', "").replace("order = 10", "order = 1.5")
    )
    with pytest.raises(FrameworkProblem) as refused:
        framework_files.read(broken)
    assert len(refused.value.problems) == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"[" * 5000, b"a = " + b"[" * 5000])
def test_what_is_no_toml_is_a_sentence(content):
    reading = framework_files.check(content, "x.toml")
    assert reading.errors
    assert not reading.may_be_loaded


# Tables ----------------------------------------------------------------------------------------------


def test_a_table_gives_areas_bands_and_items_in_its_order():
    reading = check(table(*TWO))
    framework = reading.framework
    assert reading.problems == ()
    assert (framework.code, framework.name, framework.version) == ("ours", "Ours", "1")
    assert [(band.start, band.end) for band in framework.bands] == [(0, 11), (12, 23)]
    assert [(item.code, item.order, item.after) for item in framework.items] == [
        ("A", 10, ()),
        ("B", 20, ("A",)),
    ]
    assert framework.reads_on is False
    assert framework.scale == "can-do"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_letters_and_any_separator(encoding, separator):
    text = table(*TWO, "Ours,1,Talking,,12,23,C,say “café”,,A|B").replace(",", separator)
    items = check(text, encoding=encoding).framework.items
    assert (items[2].text, items[2].after) == ("say “café”", ("A", "B"))


def test_headings_in_any_order_and_any_capitals_with_more_beside_them():
    head = "Code,TEXT,Area,Band from months,Band to (months),Version,Framework,Example,Tags,Licence,Colour"
    rows = ["A,turn to a voice,Talking,0,11,1,Ours,At tea,bells; drum,By agreement,red"]
    reading = framework_files.check(table(*rows, head=head).encode(), "x.csv")
    item = reading.framework.items[0]
    assert (item.example, item.tags, reading.framework.licence) == (
        "At tea",
        ("bells", "drum"),
        "By agreement",
    )
    assert told(reading, "warning") == [(1, "Colour", "")]


def test_a_workbook_gives_the_same_as_the_csv_file():
    book = Workbook()
    book.active.append(["Our checklist, as agreed"])
    for line in table(*TWO).splitlines():
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(",")])
    book.create_sheet("Notes").append(["nothing"])
    out = io.BytesIO()
    book.save(out)
    reading = framework_files.check(out.getvalue(), "ours.xlsx", licence="ours")
    first = check(table(*TWO))
    assert reading.problems == ()
    assert [(i.code, i.text, i.band, i.after) for i in reading.framework.items] == [
        (i.code, i.text, i.band, i.after) for i in first.framework.items
    ]
    assert reading.framework.items[0].row == 3  # below its title and its headings


def test_an_empty_cell_for_the_framework_means_the_one_above():
    assert check(table(TWO[0], TWO[1].replace("Ours,1", ","))).problems == ()


def test_quotes_right_to_left_and_300_letters_are_fine():
    long = "b" * 300
    reading = check(
        table(
            'Ours,1,Talking,,0,11,A,"say ""more"", or sign it",,',
            "Ours,1,Talking,,0,11,B,یہ کہتا ہے «مزید»,,",
            f"Ours,1,Talking,,0,11,C,{long},,",
        )
    )
    assert reading.problems == ()
    assert [item.text for item in reading.framework.items] == [
        'say "more", or sign it',
        "یہ کہتا ہے «مزید»",
        long,
    ]


@pytest.mark.parametrize(
    ("row", "problem", "sentence"),
    [
        ("Ours,1,Talking,,0,11,A,say,,", (4, "code", "A"), "row 2 has this code already"),
        ("Ours,1,Talking,,,11,C,say,,", (4, "band_from_months", ""), "the band is missing"),
        ("Ours,1,Talking,,x,11,C,say,,", (4, "band_from_months", "x"), "no number of months"),
        ("Ours,1,Talking,,24,12,C,say,,", (4, "band_to_months", "12"), "ends before it starts"),
        ("Ours,1,Talking,,0,17,C,say,,", (4, "band_to_months", "17"), "most rows that start at 0"),
        ("Ours,1,,,0,11,C,say,,", (4, "area", ""), "nothing stands here"),
        ("Ours,1,Talking,,0,11,C,,,", (4, "text", ""), "nothing stands here"),
        ("Ours,1,Talking,,0,11,,say,,", (4, "code", ""), "nothing stands here"),
        ("Ours,1,Talking,,0,11,C,say,,Z9", (4, "prerequisites", "Z9"), "no row has this code"),
        ("Ours,1,Talking,,0,11,C,say,,a", (4, "prerequisites", "a"), "perhaps “A”"),
        ('Ours,1,Talking,,0,11,C,say,,"A,B"', (4, "prerequisites", "A,B"), "parted by a semicolon"),
        ("Ours,1,Talking,,0,11,C,say,,C", (4, "prerequisites", "C"), "waits for itself"),
        ("Theirs,1,Talking,,0,11,C,say,,", (4, "framework", "Theirs"), "a file holds one framework"),
        ("Ours,2,Talking,,0,11,C,say,,", (4, "version", "2"), "a file holds one version"),
        ("Ours,1,Talking,,0,11,C,sa\x07y,,", (4, "text", "sa\x07y"), "a hidden sign (U+0007)"),
        ("Ours,1,Talking,,0,11,C,sa\u202ey,,", (4, "text", "sa\u202ey"), "letters in another order"),
        ("Ours,1,Talking,,0,11,C,#REF!,,", (4, "text", "#REF!"), "a formula went wrong"),
    ],
)
def test_a_row_with_a_mistake_says_where_and_what_was_expected(row, problem, sentence):
    reading = check(table(*TWO, row))
    assert problem in told(reading)
    assert any(sentence in one.in_words for one in reading.errors), [one.in_words for one in reading.errors]
    assert not reading.may_be_loaded


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("Ours,1,Talking,,36,47,C,say,,", "no band holds the months 24 to 35"),
        ("Ours,1,Talking,,6,18,C,say,,", "overlap"),
        ("Ours,1,TALKING,,0,11,C,say,,", "we take both for one"),
        ("Ours,1,Talking,,0,11,a,say,,", "only by capitals"),
        ("Ours,1,Talking,,0,11,C,turn to a voice,,", "row 2 has the same words"),
        ("Ours,1,Talking,,0,11,C,say,,B", "is of an older band"),
    ],
)
def test_what_may_be_meant_so_is_a_warning(row, sentence):
    reading = check(table(*TWO, row))
    assert any(sentence in one.in_words for one in reading.warnings), [
        one.in_words for one in reading.problems
    ]
    assert reading.may_be_loaded


def test_too_long_a_text_is_told_with_its_length():
    (problem,) = check(table(f"Ours,1,Talking,,0,11,A,{'b' * 501},,")).errors
    assert (problem.column, problem.problem) == ("text", "501 letters are too many")


def test_each_missing_column_is_told():
    reading = check("area,code,text\nTalking,A,say")
    assert {one.column for one in reading.errors} == {
        "framework",
        "version",
        "band_from_months",
        "band_to_months",
    }


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01", b"PK\x03\x04nothing", b"%PDF-1.7", b"a,b\n1,2", HEAD.encode(), b"\xd0\xcf\x11\xe0"],
)
def test_what_is_no_framework_is_a_sentence(content):
    reading = framework_files.check(content, "x.csv")
    assert reading.errors
    assert not reading.may_be_loaded


def test_too_many_rows_and_too_large_a_file_are_refused():
    rows = [f"Ours,1,Talking,,0,11,A{n},say {n},," for n in range(shape.MOST_ITEMS + 1)]
    assert "more than 3000 rows" in check(table(*rows)).errors[0].problem
    assert "larger than 5 MB" in framework_files.check(b"x" * 5_000_001, "x.csv").errors[0].problem


def test_a_scale_that_is_not_there_and_no_licence_are_told():
    text = table(TWO[0] + ",stars", head=HEAD + ",scale").encode()
    reading = framework_files.check(text, "x.csv", scales={"can-do"})
    assert told(reading) == [(0, "scale", "stars")]
    assert told(reading, "warning") == [(0, "licence", "")]


def test_a_framework_survives_being_kept():
    framework = framework_files.read(STARTER.read_text(encoding="utf-8"))
    assert shape.FrameworkFile.from_data(framework.as_data()) == framework


# Ages and circles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "bands"),
    [
        ([(0, 11), (12, 23)], [(0, 11), (12, 23)]),
        ([(0, 12), (12, 24)], [(0, 11), (12, 23)]),
        ([(0, 12), (12, 24), (24, 36), (36, 47)], [(0, 11), (12, 23), (24, 35), (36, 46)]),
        ([(0, 12)], [(0, 11)]),
        ([(0, 11)], [(0, 11)]),
        ([(0, 11), (8, 20), (16, 26), (22, 36)], [(0, 11), (8, 20), (16, 26), (22, 36)]),
        ([(0, 3), (3, 6), (6, 9)], [(0, 2), (3, 5), (6, 8)]),
        ([(5, 5), (6, 6)], [(5, 5), (6, 6)]),
        ([], []),
    ],
)
def test_both_ways_to_write_the_ends_of_bands(written, bands):
    understood = months.understand(written)
    assert [(band.start, band.end) for band in understood.bands] == bands


def test_it_is_said_how_ages_were_understood():
    assert months.understand([(0, 12), (12, 24)]).sentence == (
        "Ages: each band ends the month before the next begins; "
        "“0, 12” is 0 to 11 months, and there are 2 bands."
    )
    assert "both ends of a band belong to it" in months.understand([(0, 11), (12, 23)]).sentence


@pytest.mark.parametrize(
    ("text", "month"),
    [("12", 12), (" 12 ", 12), ("12.0", 12), ("12 months", 12), ("12m", 12), ("1.5", None), ("-1", None),
     ("", None), ("a year", None), ("301", None), ("٣", None)],
)  # fmt: skip
def test_months_are_whole_numbers(text, month):
    assert months.read_month(text) == month


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ({"a": [], "b": ["a"]}, []),
        ({"a": ["a"]}, [["a", "a"]]),
        ({"a": ["b"], "b": ["a"]}, [["a", "b", "a"]]),
        ({"x": ["a"], "a": ["b"], "b": ["c"], "c": ["a"], "y": []}, [["a", "b", "c", "a"]]),
        ({"a": ["b", "z"], "b": ["a"], "c": ["d"], "d": ["c"]}, [["a", "b", "a"], ["c", "d", "c"]]),
        ({"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c"]}, [["a", "b", "a"], ["c", "d", "c"]]),
    ],
)
def test_circles_are_named_in_their_order(after, found):
    assert list(circles(after)) == found


def test_a_long_circle_is_named_by_its_beginning():
    rows = [f"Ours,1,Talking,,0,11,A{n},say {n},,A{(n + 1) % 600}" for n in range(600)]
    errors = check(table(*rows)).errors
    assert len(errors) == 600
    assert "A0 (row 2) → A1 (row 3)" in errors[0].in_words
    assert "589 more" in errors[0].in_words


def test_the_tally_counts_items_by_area_and_band():
    assert checks.tally(check(table(*TWO)).framework) == {"talking": {0: 1, 12: 1}}


def test_the_example_in_the_documentation_can_be_read():
    page = (ROOT / "docs" / "frameworks.md").read_text(encoding="utf-8")
    example = re.search(r"```csv\n(.*?)```", page, re.DOTALL)[1]
    reading = framework_files.check(example.encode(), "example.csv")
    assert reading.errors == []
    assert all(f"`{column}`" in page for column in (*shape.COLUMNS, *shape.EXTRA))


NOISE = [
    b"\x00", b"\xff", b'"', b",", b"\n", b";", b"\xe2\x80\xae", b"=1+1", b"999999999999", b"-1", b"[[", b"{}",
    b"\\u0000", b"1e400", b"nan", b"true", b"[[[1]]]", b"\r", b"1979-05-27", b"#",
]  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [("x.csv", table(*TWO)), ("x.toml", SMALL)])
def test_no_damage_makes_a_file_more_than_a_list_of_sentences(name, text):
    chance = random.Random(7)
    for _ in range(150):
        damaged = bytearray(text.encode())
        for _ in range(chance.randint(1, 5)):
            place = chance.randrange(len(damaged))
            if chance.random() < 0.5:
                damaged[place:place] = chance.choice(NOISE)
            else:
                del damaged[place : place + chance.randint(1, 40)]
        reading = framework_files.check(bytes(damaged), name, scales={"can-do"})
        assert reading.may_be_loaded or reading.errors
        assert all(one.in_words.startswith(("Row ", "The file")) for one in reading.problems)

"""Names, postcodes and phones made alike, and whether two records may be one child."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families import identity
from families.identity import Person, Verdict

KOFI = Person("Kofi", "Mensah", date(2024, 10, 9), "DY9 7QT", ("07700 900214",))


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("  Kofi   MENSAH ", "kofi mensah"),
        ("Zoë", "zoe"),
        ("Anne-Marie O’Búrca", "anne marie oburca"),
        ("O'Brien", "obrien"),
        ("Łukasz Sørensen", "lukasz sorensen"),
        ("Strauß", "strauss"),
        ("Nguyễn Văn", "nguyen van"),
        ("İpek Yıldız", "ipek yildiz"),
        ("St. John_Smith", "st john smith"),
        ("李明", "李明"),
        ("𝕬𝖒𝖞", "amy"),  # pasted from a decorated profile
        ("", ""),
    ],
)
def test_names_are_written_plainly_to_be_compared(name, plain):
    assert identity.normalise_name(name) == plain


@given(st.text(max_size=40))
def test_a_plain_name_stays_as_it_is(name):
    once = identity.normalise_name(name)
    assert identity.normalise_name(once) == once


def test_a_double_name_is_found_in_one_word_too():
    assert identity.search_key("Anne-Marie") == "anne marie annemarie"
    assert identity.search_key("Zoë") == "zoe"
    assert identity.search_key("Khan", "Anne-Marie", "") == "khan anne marie annemarie"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sophia", "Sofia"),
        ("Mohammed", "Muhamad"),
        ("Catherine", "Katharine"),
        ("Mensah", "Mensa"),
        ("Yusuf", "Yousuf"),
        ("Smith", "Smyth"),
        ("Stephen", "Steven"),
        ("Omar", "Umar"),
        ("Ibrahim", "Ebrahim"),
    ],
)
def test_names_that_sound_alike_are_almost_the_same(one, other):
    assert identity.sound_key(one) == identity.sound_key(other)
    assert 0.8 <= identity.name_likeness(one, other) < 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anne-Marie", "Annemarie"), ("O’Neill", "Oneill"), ("ZOË", "Zoe"), ("De Souza", "Desouza")],
)
def test_the_same_name_typed_another_way_is_the_same(one, other):
    assert identity.name_likeness(one, other) == 1.0


@pytest.mark.parametrize(
    ("one", "other"), [("Khan-Ali", "Khan"), ("García López", "Lopez"), ("Ben", "Benjamin")]
)
def test_a_short_form_or_one_part_of_a_double_name_is_almost_the_same(one, other):
    assert identity.name_likeness(one, other) >= 0.8


@pytest.mark.parametrize(
    ("one", "other"), [("Kofi", "Kwame"), ("Amina", "Idris"), ("Amy", "Emma"), ("Lee", "Lou"), ("", "Kofi")]
)
def test_different_names_stay_different(one, other):
    assert identity.name_likeness(one, other) < 0.8


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_lies_between_nothing_and_the_same(one, other):
    assert 0 <= identity.name_likeness(one, other) <= 1


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("sw1a1aa", "SW1A 1AA"),
        (" m1  1ae ", "M1 1AE"),
        ("DY9-7QT", "DY9 7QT"),
        ("cr2 6xh", "CR2 6XH"),
        ("DN55 1PT", "DN55 1PT"),
        ("W1A OAX", "W1A 0AX"),  # the letter O for a nought
        ("EC1A iBB", "EC1A 1BB"),
    ],
)
def test_postcodes_are_written_one_way(text, postcode):
    assert identity.normalise_postcode(text) == postcode
    assert identity.postcode_problem(text) == ""


@pytest.mark.parametrize("text", ["", "SW1A", "12345", "SW1A 1A", "S 1AA", "SW1A 1AAA", "ＳＷ1A"])
def test_what_is_no_postcode_is_explained(text):
    assert identity.postcode_problem(text) == "This is not a full UK postcode. Write it like SW1A 1AA."


@pytest.mark.parametrize(
    ("text", "phone", "words"),
    [
        ("07700 900214", "+447700900214", "07700 900 214"),
        ("(07700) 900-214", "+447700900214", "07700 900 214"),
        ("+44 7700 900214", "+447700900214", "07700 900 214"),
        ("+44 (0)7700 900 214", "+447700900214", "07700 900 214"),
        ("0044 7700 900214", "+447700900214", "07700 900 214"),
        ("44 7700 900214", "+447700900214", "07700 900 214"),
        ("7700900214", "+447700900214", "07700 900 214"),
        ("020 7946 0018", "+442079460018", "020 7946 0018"),
        ("01632 960 001", "+441632960001", "01632 960 001"),
        ("+353 20 910 1234", "+353209101234", "+353209101234"),
        ("00 48 22 560 0000", "+48225600000", "+48225600000"),
    ],
)
def test_phones_are_compared_in_one_form_and_read_in_another(text, phone, words):
    assert identity.normalise_phone(text) == phone
    assert identity.phone_in_words(text) == words
    assert identity.phone_problem(text) == ""


@pytest.mark.parametrize("text", ["", "07700 900", "0770090021456", "04700 900214", "call mum", "+1"])
def test_what_is_no_phone_is_explained(text):
    assert identity.normalise_phone(text) == ""
    assert identity.phone_problem(text) == "This is not a full phone number. Write it like 07700 900 214."


@given(st.text(max_size=30))
def test_no_text_breaks_the_cleaning(text):
    assert identity.normalise_postcode(identity.normalise_postcode(text)) == identity.normalise_postcode(text)
    phone = identity.normalise_phone(text)
    assert identity.normalise_phone(phone) == phone
    identity.sound_key(text)
    identity.phone_in_words(text)


def texts(match):
    return [reason.text for reason in match.reasons]


def test_the_same_child_written_a_little_differently_is_very_likely_the_same():
    found = identity.possible_match(KOFI, replace(KOFI, last_name="Mensa", postcode="B29 6SN"))
    assert found.verdict is Verdict.SAME
    assert found.in_words == "Very likely the same child"
    assert texts(found) == [
        "Same date of birth",
        "Same first name",
        "Same phone, ending 214",
        "Surname almost the same or sounds alike",
        "Different postcode",
    ]
    assert [reason.tone for reason in found.reasons] == ["for", "for", "for", "for", "against"]


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ({}, Verdict.SAME),
        ({"born_on": date(2024, 9, 10)}, Verdict.SAME),  # day and month the other way round
        ({"born_on": date(2023, 10, 9)}, Verdict.SAME),  # one part of it wrong
        ({"first_name": "Mensah", "last_name": "Kofi"}, Verdict.SAME),
        ({"first_name": "KOFI", "last_name": "Mensah-Boateng"}, Verdict.SAME),
        ({"last_name": "Boateng"}, Verdict.SAME),  # a new surname, all else the same
        ({"postcode": "", "phones": ()}, Verdict.SAME),
        ({"born_on": None, "phones": ()}, Verdict.PERHAPS),
        ({"postcode": "", "phones": (), "born_on": None}, Verdict.PERHAPS),
        ({"born_on": date(2021, 3, 4), "postcode": "B29 6SN", "phones": ()}, Verdict.DIFFERENT),  # a namesake
        ({"first_name": "Kwame"}, Verdict.SIBLING),  # a twin: only the first name tells
        ({"first_name": "Kofie"}, Verdict.PERHAPS),  # a slip of the pen, or twins whose names rhyme
        ({"first_name": "Kwame", "born_on": date(2023, 3, 1)}, Verdict.SIBLING),
        ({"first_name": "Ama", "last_name": "Boateng", "born_on": date(2023, 3, 1)}, Verdict.SIBLING),
        ({"first_name": "Idris", "postcode": "B29 6SN", "phones": ()}, Verdict.DIFFERENT),
    ],
)
def test_the_verdict_follows_the_reasons(change, verdict):
    assert identity.possible_match(KOFI, replace(KOFI, **change)).verdict is verdict


def test_the_same_nhs_number_outweighs_another_name():
    a, b = replace(KOFI, nhs_number="999 000 0018"), replace(KOFI, first_name="Baby", nhs_number="9990000018")
    assert identity.possible_match(a, b).verdict is Verdict.SAME


def test_different_nhs_numbers_hold_two_records_apart():
    a, b = replace(KOFI, nhs_number="9990000018"), replace(KOFI, nhs_number="9990000026")
    assert identity.possible_match(a, b).verdict is Verdict.PERHAPS


def test_a_name_at_home_counts_like_the_name_on_paper():
    found = identity.possible_match(Person("Mohammed", "Ali", other_names=("Mo",)), Person("Mo", "Ali"))
    assert "Same first name" in texts(found)


def test_nothing_known_is_no_sign():
    found = identity.possible_match(Person("", ""), Person("", ""))
    assert (found.score, found.reasons, found.verdict) == (0, (), Verdict.DIFFERENT)


names = st.sampled_from(["Kofi", "Kwame", "Sofia", "Sophia", "Anne-Marie", "Mensah", "Mensa", ""])
people = st.builds(
    Person,
    names,
    names,
    st.none() | st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    st.sampled_from(["", "DY9 7QT", "dy97qt", "B29 6SN"]),
    st.lists(st.sampled_from(["07700 900214", "07700 900215"]), max_size=2).map(tuple),
)


@given(people, people)
def test_it_does_not_matter_which_record_came_first(a, b):
    one, other = identity.possible_match(a, b), identity.possible_match(b, a)
    assert (one.score, one.verdict, set(one.reasons)) == (other.score, other.verdict, set(other.reasons))
    assert 0 <= one.score <= 100

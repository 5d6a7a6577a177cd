"""An e-mail that was pasted is read by its labels and by how things look; what is not sure is left."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from families.pasted import read

TODAY = date(2026, 11, 22)
MAIL = """Dear team,

From: Joanne Firth, health visitor <joanne.firth@example.org>
Child's name: Kofi Mensah
DOB: 09.10.2024
NHS No: 999 000 0018
Address: 3 Oak Way, Ashby, fn12ab
Mother: Mrs Abena Mensah
Mum’s mobile: 07700 900 214
Languages: English and Twi

Reason for referral:
Kofi has no words yet.

He walked at 22 months.
"""


def test_a_mail_with_labels_fills_the_form():
    assert read(MAIL, TODAY) == {
        "given_name": "Kofi",
        "family_name": "Mensah",
        "born_on": "9/10/2024",
        "nhs_number": "9990000018",
        "carer1_phone": "07700 900 214",
        "postcode": "FN1 2AB",
        "lines": "3 Oak Way",
        "town": "Ashby",
        "carer1_name": "Abena Mensah",
        "carer1_relationship": "PAM",
        "referrer_name": "Joanne Firth",
        "referrer_contact": "joanne.firth@example.org",
        "source": "health_visitor",
        "reason": "Kofi has no words yet.\n\nHe walked at 22 months.",
        "languages": "English and Twi",
    }


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        ("Re: Ann Lee (DOB 3/4/2025)", "born_on", "3/4/2025"),
        ("Re: Ann Lee (DOB 3/4/2025)", "family_name", "Lee"),
        ("Surname: O’Búrca\nFirst name: Anne-Marie", "given_name", "Anne-Marie"),
        ("Please ring 020 7946 0018 about her", "carer1_phone", "020 7946 0018"),
        ("number 999 000 0026 is hers", "nhs_number", "9990000026"),
        ("Sex: girl", "sex", "F"),
        ("Gender: Male", "sex", "M"),
        ("Date of birth: 14 July 2024", "born_on", "14/7/2024"),
        ("Dad: Tariq Khan", "carer1_relationship", "PAF"),
        ("> Mother = Nadia Khan, 07700 900412", "carer1_name", "Nadia Khan"),
        ("Referred by: Ravi Menon, speech and language therapist", "source", "therapist"),
    ],
)
def test_people_write_in_many_ways(text, name, said):
    assert read(text, TODAY)[name] == said


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thank you for your call.",
        "DOB: unknown",
        "NHS number: 123 456 7890",
        "DOB: 99/99/2024",
        "Name: x",
        "\x00",
    ],
)
def test_what_is_not_sure_is_left(text):
    assert read(text, TODAY) == {}


def test_a_number_that_fails_its_check_is_no_nhs_number():
    assert "nhs_number" not in read("NHS no: 999 000 0019", TODAY)


def test_two_parents_are_two():
    found = read("Mum: Abena Mensah\nDad: Kwesi Mensah", TODAY)
    assert (found["carer1_name"], found["carer2_name"], found["carer2_relationship"]) == (
        "Abena Mensah",
        "Kwesi Mensah",
        "PAF",
    )


@given(st.text(max_size=3000))
def test_no_text_breaks_it(text):
    assert all(isinstance(value, str) and value for value in read(text, TODAY).values())

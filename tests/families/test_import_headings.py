"""What services write above their columns, and what we propose that it means."""

import pytest

from families.importing import columns, kinds

CHILDREN = {
    "Pupil forename": "given_name",
    "Pupil's surname": "family_name",
    "Forename(s)": "given_name",
    "Date of Birth (dd/mm/yyyy)": "born_on",
    "D of B": "born_on",
    "NHS Number (10 digits)": "nhs_number",
    "Mother's Name": "carer_name",
    "Parent/Carer 1": "carer_name",
    "Parent/Carer 2": "carer2_name",
    "Mum's mobile": "phone",
    "Mother tel": "phone",
    "Father tel.": "carer2_phone",
    "Dad's mob": "carer2_phone",
    "Email (parent)": "email",
    "Mum/Dad/Carer": "carer_name",
    "Mother's address": "address",
    "Home Address (inc postcode)": "address",
    "Lang. spoken": "languages",
    "Nursery attended": "setting",
    "Assigned to": "worker",
    "Portage HV": "worker",
    "Portage start date": "opened_on",
    "Visit freq.": "frequency",
    # What must not be taken for something else
    "Social worker": "note",
    "Health visitor": "note",
    "Lead professional": "note",
    "Ethnicity": "note",
    "Weeks with us": "note",
    "Name of GP": "note",
    "School start": "note",
    "Mother's DOB": "note",
    "Father's DOB": "note",
    "Father's email": "note",
    "Dad's address": "note",
}
WAITING = {
    "Date of ref": "received_on",
    "Date Ref'd": "received_on",
    "Referral rec'd": "received_on",
    "Date added to list": "received_on",
    "Ref'd by": "source",
    "Referrer name": "source",
    "Referring agency": "source",
    "Reason for ref": "reason",
    "Main concern": "reason",
    "Preferred name": "known_as",
    "Priority": "note",
    "Weeks waiting": "note",
    "W/L no": "note",
}
TOYS = {
    "Item no.": "code",
    "Description": "toy",
    "No of bits": "parts",
    "Loaned to": "out_to",
    "Cost": "note",
}
HEADINGS = [
    (kind, heading, field)
    for kind, headings in (("children", CHILDREN), ("waiting", WAITING), ("toys", TOYS))
    for heading, field in headings.items()
]


@pytest.mark.parametrize(("kind", "heading", "field"), HEADINGS, ids=lambda part: part)
def test_a_heading_that_stands_alone_is_understood(kind, heading, field):
    assert columns.propose(kinds.get(kind), [heading], [[]], {}) == {"0": field}


def test_of_two_adults_each_has_a_column_of_their_own():
    headings = ["Mother's name", "Mother tel", "Father's name", "Father tel"]
    found = columns.propose(kinds.get("children"), headings, [[]] * 4, {})
    assert list(found.values()) == ["carer_name", "phone", "carer2_name", "carer2_phone"]


def test_what_somebody_said_of_a_heading_goes_before_what_we_would_say():
    said = {("waiting", "date of ref"): kinds.NOTE}
    assert columns.propose(kinds.get("waiting"), ["Date of ref"], [[]], said) == {"0": kinds.NOTE}

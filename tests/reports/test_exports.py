"""The waiting list taken out: exactly what the screen shows, nothing that runs, and a line in the trail."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.models import AuditEvent
from families.waiting_lines import HEADINGS
from tests.factories.families import AddressFactory, ChildFactory, FamilyFactory, ReferralFactory

URL = "/waiting-list/export/"
LIST = "/waiting-list/"
ABOVE = 3  # two lines about the list, and the headings


def opened(response):
    """The rows of a workbook below its headings."""
    rows = list(load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True))
    assert list(rows[ABOVE - 1]) == HEADINGS
    return rows[ABOVE:]


@pytest.fixture
def some(db):
    for number, band in enumerate(["urgent", "high", "standard", "urgent", "high"]):
        family = FamilyFactory()
        AddressFactory(family=family, town="Ashby" if number % 2 else "Thorne")
        ReferralFactory(
            waiting=True,
            band=band,
            score=20 - number,
            child=ChildFactory(family=family, given_name=f"C{number}"),
        )


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?band=urgent",
        "?area=Ashby&sort=wait",
        "?sort=school",
        "?band=urgent&area=Thorne",
        "?promise=past",
    ],
)
def test_the_file_is_the_list(query, people, signed_in, some):
    lead = signed_in(people.team_lead)
    shown = [line.child.name for line in lead.get(LIST + query).context["lines"]]
    assert [row[0] for row in opened(lead.get(URL + query))] == shown


def test_more_than_a_page_is_taken_out(people, signed_in):
    ReferralFactory.create_batch(60, waiting=True)
    assert len(opened(signed_in(people.team_lead).get(URL))) == 60


def test_the_trail_says_what_was_taken_out(people, signed_in, some):
    signed_in(people.team_lead).get(f"{URL}?band=urgent")
    line = AuditEvent.objects.get(what="waiting_list.exported")
    assert line.after == {"list": "waiting list", "filters": "Urgent", "children": 2}


def test_a_protected_address_stays_hidden(people, signed_in):
    family = FamilyFactory()
    AddressFactory(family=family, protected=True, town="Secretville")
    ReferralFactory(waiting=True, child=ChildFactory(family=family))
    lead = signed_in(people.team_lead)
    row = opened(lead.get(URL))[0]
    assert row[HEADINGS.index("Place")] == "protected address"
    assert not any("Secretville" in str(cell) for cell in row)
    assert "Secretville" not in lead.get(LIST).content.decode()
    assert len(lead.get(f"{LIST}?area=Secretville").context["lines"]) == 1, "it is no filter either"


@pytest.mark.parametrize("name", ["=1+1", "+44", "-2", "@SUM(A1)", "＝1", "\t=1", "=HYPERLINK(1)"])
def test_a_name_that_looks_like_a_formula_is_text(name, people, signed_in):
    ReferralFactory(waiting=True, child=ChildFactory(given_name=name))
    content = signed_in(people.team_lead).get(URL).content
    cell = load_workbook(BytesIO(content)).active.cell(ABOVE + 1, 1)
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_an_empty_list_is_a_file_with_headings(people, signed_in):
    assert opened(signed_in(people.team_lead).get(URL)) == []


def test_who_may_not_take_lists_out_may_not(people, signed_in):
    assert signed_in(people.worker).get(URL).status_code == 403

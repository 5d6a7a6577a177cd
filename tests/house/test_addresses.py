"""Where somebody lives is told by one page only, and stands in no column that anybody reads by chance."""

import re

import pytest

from families.models import Address
from tests.factories.families import AddressFactory

from .walk import FLOORS, ROOT, each_folder, modules, named

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
REVEAL = ROOT / "templates" / "families" / "address_reveal.html"
MAY_READ = {  # modules that write an address down, or compare one that a person has typed
    "families/models/address.py",
    "families/actions/homes.py",
    "families/views/children.py",  # the page that asks for a reason
}


@each_folder(TEMPLATES)
def test_no_template_prints_the_lines_of_an_address(paths):
    parts = re.compile(r"\b(?:address|home)\.(?:lines|postcode|safe|reveal)\b")
    found = [path for path in paths if path != REVEAL and parts.search(path.read_text())]
    assert not found, "say address.in_lines or address.in_words: they are masked when they must be"


@each_folder(path for room in FLOORS for path in modules(room))
def test_nobody_opens_a_protected_address_by_the_way(paths):
    found = {path for path in named(paths) if re.search(r"\.reveal\(\)", (ROOT / path).read_text())}
    # an import compares what the file says with what we have; it shows the file’s own words
    assert not {path for path in found - MAY_READ if not path.startswith("families/importing/")}


@pytest.mark.django_db
def test_a_protected_address_is_in_no_plain_column():
    home = AddressFactory(lines="9 Hidden Row", town="Hiddenham", postcode="FN9 1ZZ", protected=True)
    columns = Address.objects.filter(pk=home.pk).values("lines", "town", "postcode").get()
    assert set(columns.values()) == {""}
    assert home.in_words == "Protected address"
    assert home.in_lines == ["Protected address"]
    assert home.district == ""
    assert "Hidden" not in str(home)
    assert home.reveal().town == "Hiddenham"
    assert not Address.objects.filter(postcode="FN9 1ZZ").exists()


@pytest.mark.django_db
def test_what_lies_in_the_table_cannot_be_read_without_the_key():
    from django.db import connection

    home = AddressFactory(lines="9 Hidden Row", protected=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(a)::text FROM families_address a WHERE id = %s", [home.pk])
        assert "Hidden" not in cursor.fetchone()[0]

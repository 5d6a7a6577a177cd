"""A protected home on every page of the staff: walked, address by address, as the policy opens them."""

import io
import zipfile
from html import unescape

import pytest
from django.db import transaction

from families.models import Carer
from portage.policy import all_rows
from portage.policy.rows import Door
from tests.access.test_matrix import PATTERNS, address
from tests.access.world import furnish
from tests.factories.families import AddressFactory
from tests.factories.people_more import SettingPlaceFactory

pytestmark = pytest.mark.django_db
HIDDEN = {
    "street": "9 Hiddencourt Row",
    "town": "Hiddenhampton",
    "postcode": "ZX9 9ZX",
    "nursery": "Secret Acorns",
}
ONLY_WITH_A_REASON = {"families:setting_edit", "families:setting_end"}  # for who may see the address


def words_of(response):
    """What a page or a file says; a spreadsheet is opened."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = b" ".join(book.read(name) for name in book.namelist())
    return unescape(content.decode(errors="replace"))


def rows_of(role):
    for name, row in all_rows().items():
        if name in PATTERNS and not name.startswith("dev:") and row.door is Door.ROLES and role in row.may:
            yield name, row


@pytest.mark.parametrize(("who", "role"), [("worker", "portage_worker"), ("administrator", "administrator")])
def test_no_page_of_the_staff_tells_where_a_hidden_family_lives(people, signed_in, who, role):
    world = furnish(people)
    AddressFactory(
        family=people.child.family,
        lines=HIDDEN["street"],
        town=HIDDEN["town"],
        postcode=HIDDEN["postcode"],
        protected=True,
    )
    Carer.objects.filter(user=people.restricted).update(lives_with_child=False)
    SettingPlaceFactory(child=people.child, name=HIDDEN["nursery"])
    client, opened = signed_in(getattr(people, who)), 0
    for name, row in rows_of(role):
        with transaction.atomic():
            url = address(row, world)
            response = client.get(url)
            words = words_of(response)
            transaction.set_rollback(True)
        opened += response.status_code == 200
        told = {what for what, said in HIDDEN.items() if said in words}
        if name in ONLY_WITH_A_REASON and who == "worker":
            told.discard("nursery")
        assert not told, (name, url)
    assert opened > 25, "many pages were opened, and not one"


@pytest.mark.parametrize("said", [*HIDDEN.values(), "Hiddencourt", "ZX9"])
def test_a_search_finds_no_family_by_its_hidden_home(people, signed_in, said):
    AddressFactory(
        family=people.child.family,
        lines=HIDDEN["street"],
        town=HIDDEN["town"],
        postcode=HIDDEN["postcode"],
        protected=True,
    )
    SettingPlaceFactory(child=people.child, name=HIDDEN["nursery"])
    page = signed_in(people.administrator).get("/search/", {"q": said})
    assert "Aisha" not in page.text

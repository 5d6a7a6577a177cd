"""The toy library and a child's toys as pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from equipment.models import Equipment, Loan
from equipment.search import results
from tests.factories.accounts import UserFactory
from tests.factories.equipment import EquipmentFactory, LoanFactory
from tests.factories.families import ChildFactory

pytestmark = pytest.mark.django_db
LIBRARY = "/toys/"


@pytest.fixture
def today():
    return timezone.localdate()


def child_url(name, child):
    return reverse(f"equipment:{name}", args=[child.ref])


@pytest.mark.parametrize(
    ("person", "library", "keeps", "loans", "lends"),
    [
        ("worker", 200, 403, 200, 200),
        ("team_lead", 200, 200, 200, 200),
        ("administrator", 200, 200, 200, 200),
        ("service_manager", 200, 403, 200, 403),
        ("safeguarding_lead", 200, 403, 200, 403),
        ("stranger", 200, 403, 404, 404),
        ("auditor", 403, 403, 403, 403),
        ("parent", 403, 403, 403, 403),
    ],
)
def test_who_uses_the_toy_library(people, signed_in, person, library, keeps, loans, lends):
    client, toy, loan = (
        signed_in(getattr(people, person)),
        EquipmentFactory(),
        LoanFactory(child=people.child),
    )
    assert client.get(LIBRARY).status_code == library
    assert client.get("/toys/add/").status_code == keeps
    for name in ("equipment_edit", "equipment_condition"):
        assert client.get(reverse(f"equipment:{name}", args=[toy.ref])).status_code == keeps
    assert client.get(child_url("loan_list", people.child)).status_code == loans
    assert client.get(child_url("loan_add", people.child)).status_code == lends
    assert client.get(reverse("equipment:loan_return", args=[loan.ref])).status_code == lends


def test_signed_out_one_is_sent_to_the_door(people, client):
    for url in (LIBRARY, child_url("loan_list", people.child)):
        assert client.get(url).status_code == 302


def test_with_whom_a_toy_is_only_those_see_who_may_see_the_child(people, signed_in):
    LoanFactory(child=people.child)
    assert "With Aisha Khan" in signed_in(people.worker).get(LIBRARY).content.decode()
    page = signed_in(people.stranger).get(LIBRARY).content.decode()
    assert "With a family" in page
    assert "Khan" not in page


def test_the_library_asks_as_often_for_many_toys_as_for_one(people, signed_in, same_queries):
    def add_rows():
        EquipmentFactory.create_batch(10)
        LoanFactory.create_batch(5, child=people.child)

    add_rows()
    same_queries(signed_in(people.administrator), LIBRARY, add_rows, most=15)


def test_a_childs_toys_ask_as_often_for_many_as_for_one(people, signed_in, same_queries, today):
    def add_rows():
        LoanFactory.create_batch(3, child=people.child)
        LoanFactory.create_batch(
            3, child=people.child, returned_on=today, returned_by=people.worker, parts_back=4
        )

    add_rows()
    same_queries(signed_in(people.worker), child_url("loan_list", people.child), add_rows, most=15)


def test_the_library_has_fifty_toys_on_a_page(people, signed_in):
    EquipmentFactory.create_batch(51)
    client = signed_in(people.worker)
    assert len(client.get(LIBRARY).context["toys"]) == 50
    assert len(client.get(LIBRARY, {"page": 2}).context["toys"]) == 1


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("", {"Bricks", "Drum", "Late", "Puzzle"}),
        ("ready", {"Bricks"}),
        ("away", {"Drum", "Late"}),
        ("overdue", {"Late"}),
        ("repair", {"Puzzle"}),
        ("retired", {"Old bear"}),
        ("nonsense", {"Bricks", "Drum", "Late", "Puzzle"}),
    ],
)
def test_toys_are_found_by_their_state(people, signed_in, state, found):
    EquipmentFactory(name="Bricks")
    LoanFactory(equipment__name="Drum")
    LoanFactory(equipment__name="Late", overdue=True)
    EquipmentFactory(name="Puzzle", condition="repair")
    EquipmentFactory(name="Old bear", condition="retired")
    toys = signed_in(people.worker).get(LIBRARY, {"state": state}).context["toys"]
    assert {toy.name for toy in toys} == found


def test_toys_are_found_by_name_number_and_use(people, signed_in):
    EquipmentFactory(name="Posting box", code="PX-7", about="Using both hands")
    EquipmentFactory(name="Drum")
    client = signed_in(people.worker)
    for words in ("posting", "px-7", "hands both", "BOX using"):
        assert [toy.name for toy in client.get(LIBRARY, {"q": words}).context["toys"]] == ["Posting box"]


def test_a_toy_is_added_with_a_number_of_its_own(people, signed_in):
    client, toy = signed_in(people.administrator), {"name": "Drum", "code": "d1", "about": "", "parts": 2}
    assert client.post("/toys/add/", toy).status_code == 302
    assert "already exists" in client.post("/toys/add/", toy).content.decode()
    assert Equipment.objects.get().code == "D1"
    assert AuditEvent.objects.get(what="equipment.added").by_name == "Mel Grant"
    assert (
        "at least one piece" in client.post("/toys/add/", toy | {"code": "d2", "parts": 0}).content.decode()
    )


def test_a_toy_is_changed_and_its_state_said(people, signed_in):
    toy = EquipmentFactory(name="Drum", code="D1", parts=2)
    client = signed_in(people.team_lead)
    edit = {"name": "Big drum", "code": "D1", "about": "", "parts": 2}
    client.post(reverse("equipment:equipment_edit", args=[toy.ref]), edit)
    client.post(
        reverse("equipment:equipment_condition", args=[toy.ref]), {"to": "repair", "note": "Skin torn"}
    )
    toy.refresh_from_db()
    assert (toy.name, toy.condition, toy.condition_note) == ("Big drum", "repair", "Skin torn")
    assert AuditEvent.objects.get(what="equipment.changed").after == {"name": "Big drum"}


def test_a_toy_is_lent_from_a_childs_page(people, signed_in, today):
    toy, client = EquipmentFactory(parts=3), signed_in(people.worker)
    url = child_url("loan_add", people.child)
    data = {"toy": toy.pk, "on": today, "due_on": today + timedelta(weeks=6), "parts": ""}
    assert client.post(url, data).url == child_url("loan_list", people.child)
    assert (Loan.objects.get().child, Loan.objects.get().parts_out) == (people.child, 3)
    assert "not here any more" in client.post(url, data).content.decode()


def test_a_toy_that_just_went_elsewhere_is_refused_by_the_form(people, signed_in, today):
    loan = LoanFactory()
    data = {"toy": loan.equipment.pk, "on": today, "due_on": today}
    response = signed_in(people.worker).post(child_url("loan_add", people.child), data)
    assert response.status_code == 200
    assert Loan.objects.count() == 1


def test_a_few_toys_are_offered_and_the_others_found(people, signed_in):
    EquipmentFactory.create_batch(15)
    EquipmentFactory(name="Zebra puzzle")
    client, url = signed_in(people.worker), child_url("loan_add", people.child)
    page = client.get(url).content.decode()
    assert page.count('name="toy"') == 12
    assert "Zebra" not in page
    assert "Zebra puzzle" in client.get(url, {"q": "zebra"}).content.decode()


def test_a_toy_comes_back_and_missing_pieces_are_said(people, signed_in, today):
    client = signed_in(people.worker)
    loan = LoanFactory(child=people.child, parts_out=4)
    url = reverse("equipment:loan_return", args=[loan.ref])
    response = client.post(url, {"on": today, "parts": 3}, follow=True)
    assert "1 piece missing. It is set apart" in response.content.decode()
    assert "already" in client.post(url, {"on": today, "parts": 3}).content.decode()


def test_the_search_box_finds_toys_for_those_who_use_the_library(people):
    LoanFactory(equipment=EquipmentFactory(name="Posting box", code="PX7"), child=ChildFactory())
    (hit,) = results(people.worker, "posting")
    assert (hit.title, hit.detail, hit.kind) == ("Posting box", "PX7, with a family", "Toys")
    assert results(people.worker, " ") == []
    assert results(UserFactory(auditor=True), "posting") == []

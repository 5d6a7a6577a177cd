"""Which records may be one child: found one by one and by the thousand alike, and settled once."""

from datetime import date

import pytest

from accounts.models import AuditEvent
from accounts.refusals import Refused
from families.actions import identity
from families.candidates import candidates_for, to_settle
from families.candidates_many import candidates_for_many
from families.identity import Person
from families.models import NotSame
from tests.factories.accounts import UserFactory
from tests.factories.families import AddressFactory, CarerFactory, ChildFactory

BORN = date(2024, 10, 9)
ASKED = [
    Person("Kofi", "Mensah", BORN),
    Person("Kofi", "Mensah", date(2024, 9, 10), "fn1 2ab"),
    Person("Mensa", "Kofi", BORN),
    Person("Kofi", "Owusu", BORN, phones=("+447700900214",)),
    Person("Kofi", "Mensa", postcode="FN12AB"),
    Person("Koffi", "Mensah", date(2024, 10, 8)),
    Person("X", "Y", nhs_number="9990000026"),
    Person("Кофи", "Менса", BORN),
    Person("Kofi-Ebo", "Mensa", BORN),
    Person("Mia", "Thomas", date(2023, 1, 2)),
]


@pytest.fixture
def kofi(db):
    child = ChildFactory(given_name="Kofi", family_name="Mensa", born_on=BORN, nhs_number="9990000026")
    CarerFactory(child=child, phone="07700 900 214")
    AddressFactory(family=child.family, postcode="FN1 2AB")
    return child


def test_many_are_found_as_one_by_one(kofi):
    ChildFactory(given_name="Kwame", family_name="Mensa", family=kofi.family, born_on=date(2022, 3, 4))
    one_by_one = [
        {(found.child, found.match.verdict) for found in candidates_for(person)} for person in ASKED
    ]
    at_once = [
        {(found.child, found.match.verdict) for found in candidates}
        for candidates in candidates_for_many(ASKED)
    ]
    assert at_once == one_by_one
    assert all(any(child == kofi for child, _verdict in found) for found in one_by_one[:-1])


def test_many_cost_as_many_queries_as_few(kofi, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        assert len(candidates_for_many(ASKED * 20)) == 200


def test_a_record_put_together_with_another_is_not_found(kofi):
    kept = ChildFactory(given_name="Kofi", family_name="Mensah", born_on=BORN)
    kofi.merged_into = kept
    kofi.save()
    assert [one.child for one in candidates_for(Person("Kofi", "Mensa", BORN))] == [kept]
    assert [
        [one.child for one in found] for found in candidates_for_many([Person("Kofi", "Mensa", BORN)])
    ] == [[kept]]


def test_a_brother_in_the_same_family_needs_no_settling(kofi):
    ChildFactory(given_name="Kwame", family_name="Mensa", family=kofi.family)
    elsewhere = ChildFactory(given_name="Esi", family_name="Mensa", born_on=date(2022, 3, 4))
    CarerFactory(child=elsewhere, phone="07700 900 214")
    assert [one.child for one in to_settle(kofi)] == [elsewhere]


def test_what_a_person_said_is_remembered_both_ways_round(kofi):
    twin = ChildFactory(given_name="Kofi", family_name="Mensah", born_on=BORN)
    assert [one.child for one in to_settle(kofi)] == [twin]
    administrator = UserFactory(administrator=True)
    identity.not_same(twin, kofi, by=administrator, reason="Two families, I spoke with both")
    identity.not_same(kofi, twin, by=administrator)
    assert to_settle(kofi) == to_settle(twin) == []
    assert NotSame.objects.count() == 1
    assert AuditEvent.objects.filter(what="child.told_apart").count() == 2  # a line on each child


def test_a_record_is_not_told_apart_from_itself(kofi):
    with pytest.raises(Refused, match="itself"):
        identity.not_same(kofi, kofi, by=UserFactory(administrator=True))

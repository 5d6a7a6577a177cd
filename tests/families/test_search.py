"""Finding a child: by any name, a carer, a telephone, a number; in scope, and by an index."""

import pytest
from django.db import connection

from families.models import Child
from families.search import results
from tests.factories.families import CarerFactory, ChildFactory


def titles(user, words):
    return [hit.title for hit in results(user, words)]


@pytest.mark.parametrize(
    "words",
    ["Aisha", "khan", "ais kha", "KHAN AISHA", "Nadia", "nadia kh", "07700 900 214", "+44 7700 900214"],
)
def test_a_child_is_found_by_any_name_and_by_a_telephone(people, words):
    people.child.carers.filter(name="Nadia Khan").get().delete()
    CarerFactory(child=people.child, name="Nadia Khan", phone="07700 900 214")
    assert titles(people.worker, words) == ["Aisha Khan"]


def test_a_child_is_found_by_number_and_reference(people):
    Child.objects.filter(pk=people.child.pk).update(nhs_number="9990000018")
    assert titles(people.worker, "999 000 0018") == ["Aisha Khan"]
    assert titles(people.worker, people.child.ref) == ["Aisha Khan"]


def test_double_and_accented_names_are_found_however_they_are_typed(people):
    ChildFactory(given_name="Anne-Marie", family_name="O’Búrca", with_worker=people.worker)
    for words in ("annemarie", "anne marie", "marie", "oburca", "O'Burca", "o’búrc"):
        assert titles(people.worker, words) == ["Anne-Marie O’Búrca"], words


@pytest.mark.parametrize("who", ["stranger", "teammate", "other_lead", "auditor", "parent"])
def test_nobody_finds_a_child_out_of_sight(people, who):
    for words in ("Aisha", "Nadia", people.child.ref):
        assert titles(getattr(people, who), words) == []


@pytest.mark.parametrize(
    "words", ["", "   ", "%", "_", "'", "a' | 'b", ":*", "&", "!!", "\\", "x" * 500, "🙂"]
)
def test_odd_signs_find_nobody_and_break_nothing(people, words):
    assert titles(people.service_manager, words) == []


def test_the_names_are_looked_up_in_an_index(people):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, params = Child.objects.named("kha").values("pk").order_by().query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "child_search" in plan, plan

"""What a referral from outside tells is read back person by person, by who each is to the child."""

import pytest

from families.forms.referring_steps import form_for
from families.telling import Telling
from tests.factories.intake import PROFESSIONAL, IncomingFactory, told_by

DAD = {"adult2_name": ["Tom Mensah"], "adult2_relationship": ["PAF"], "adult2_email": ["tom@example.org"]}


def rows_of(kind):
    """The answers of every page that was filled in, by the page and the question."""
    incoming = IncomingFactory.build(kind=kind, told_us=told_by(kind, family=DAD))
    return {key: dict(rows) for key, _title, rows in Telling(incoming).sections()}


@pytest.mark.parametrize("kind", ["parent", "professional"])
def test_each_adult_is_read_back_by_who_she_is_to_the_child(db, kind):
    family = rows_of(kind)["family"]
    assert family["Dad"] == "Tom Mensah\nE-mail: tom@example.org"
    assert "Name" not in family


def test_two_adults_are_told_apart(db):
    family = rows_of("professional")["family"]
    assert family["Mum"] == "Abena Mensah\nTelephone: 07700 900 214\nLives with the child: Yes"
    assert "Dad" in family


def test_a_helper_is_read_back_by_what_she_does(db):
    assert rows_of("parent")["around"]["Paediatrician"] == "Dr L. Amin\nFernshire Hospital"


def test_a_professional_names_one_adult_at_least(db):
    told = {**PROFESSIONAL["family"], "adult1_name": [""]}
    form = form_for("professional", "family")({name: values[0] for name, values in told.items()})
    assert "adult1_name" in form.errors

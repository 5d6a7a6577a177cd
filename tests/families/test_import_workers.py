"""Who works here, as old lists name them: taken where it is certain, asked about where it is only likely."""

import pytest
from django.utils import timezone

from families.importing import roster
from families.importing.cells import At
from tests.factories.accounts import TeamFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    team = TeamFactory(name="Ashby")
    for name in ("Sofia Marsh", "Tom Brooks", "Tom Barrow", "Zoë O’Neil", "…"):
        UserFactory(name=name, worker=True, team=team)
    return At(today=timezone.localdate(), roster=roster.Roster())


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("sofia marsh", "Sofia Marsh"),
        ("Sofia M.", "Sofia Marsh"),
        ("S Marsh (Mon-Wed)", "Sofia Marsh"),
        ("T. Barrow", "Tom Barrow"),
        ("zoe oneil", "Zoë O’Neil"),
    ],
)
def test_a_name_that_can_only_be_one_person_is_taken(said, name, at):
    pk = roster.worker(said, at).values["worker"]
    assert [one.name for one in at.roster.workers if one.pk == pk] == [name]


@pytest.mark.parametrize(
    ("said", "names", "problem"),
    [
        ("Sofia", ["Sofia Marsh"], "this is not a whole name"),
        ("SM", ["Sofia Marsh"], "this is not a whole name"),
        ("Tom", ["Tom Barrow", "Tom Brooks"], "this could be more than one worker"),
        ("Tom B", ["Tom Barrow", "Tom Brooks"], "this could be more than one worker"),
        ("TB", ["Tom Barrow", "Tom Brooks"], "this could be more than one worker"),
    ],
)
def test_a_first_name_or_initials_are_asked_about_and_never_taken(said, names, problem, at):
    found = roster.worker(said, at)
    assert (found.problem, [name for name, _email in found.choices]) == (problem, names)
    assert found.expected == f"the whole name: {' or '.join(names)}"
    assert not found.values


@pytest.mark.parametrize("said", ["Kemi A.", "So", "Marsh Brooks", "", "?", "S"])
def test_a_name_that_nobody_has_is_nobodys(said, at):
    found = roster.worker(said, at)
    assert found.problem == "no portage worker of this name"
    assert not found.choices

"""The people of every access test: on the caseload, same team, stranger; own child, another's."""

from types import SimpleNamespace

import pytest

from .factories.accounts import TeamFactory, UserFactory
from .factories.families import CarerFactory, ChildFactory

TWO_FACTORS = [{"method": "password"}, {"method": "mfa", "type": "totp"}]


def sign_in(client, user):
    """Sign a person in, with the second factor that staff need."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = TWO_FACTORS
    session.save()
    return client


def small_service():
    """Two teams, one child on a caseload, its two parents, and strangers to it."""
    ashby, thorne = TeamFactory(name="Ashby"), TeamFactory(name="Thorne")
    worker = UserFactory(name="Sofia Marsh", worker=True, team=ashby)
    child = ChildFactory(given_name="Aisha", family_name="Khan", with_worker=worker)
    parent = UserFactory(name="Nadia Khan", parent=True)
    restricted = UserFactory(name="Tariq Khan", parent=True)
    CarerFactory(child=child, user=parent, name="Nadia Khan", sees=True)
    CarerFactory(child=child, user=restricted, name="Tariq Khan", relationship="PAF", restricted=True)
    stranger = UserFactory(name="Ros Lewis", worker=True, team=thorne)
    other_child = ChildFactory(given_name="Oscar", family_name="Bevan", with_worker=stranger)
    other_parent = UserFactory(name="Kim Bevan", parent=True)
    CarerFactory(child=other_child, user=other_parent, name="Kim Bevan", sees=True)
    return SimpleNamespace(
        ashby=ashby,
        thorne=thorne,
        worker=worker,
        teammate=UserFactory(name="Priya Shah", worker=True, team=ashby),
        stranger=stranger,
        team_lead=UserFactory(name="Hannah Osei", team_lead=True, team=ashby),
        other_lead=UserFactory(name="Jo Bright", team_lead=True, team=thorne),
        administrator=UserFactory(name="Mel Grant", administrator=True),
        service_manager=UserFactory(name="Ann Hughes", service_manager=True),
        safeguarding_lead=UserFactory(name="Ian Cole", safeguarding_lead=True),
        auditor=UserFactory(name="Vera Lind", auditor=True),
        parent=parent,
        restricted=restricted,
        other_parent=other_parent,
        child=child,
        other_child=other_child,
    )


@pytest.fixture
def people(db):
    """The small service, made for one test."""
    return small_service()


@pytest.fixture
def signed_in(client):
    """Sign somebody in and hand back the client: ``signed_in(people.worker).get(url)``."""
    return lambda user: sign_in(client, user)

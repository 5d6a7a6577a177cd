"""A world with one of each thing, and every page and form that its people can open."""

import gc

import pytest
from django.db import transaction

from tests.people import small_service

from .explorer import PARTS, Explorer


def pytest_collection_modifyitems(items):
    for item in items:
        if "fuzz" in item.path.parts:
            item.add_marker(pytest.mark.fuzz)
            item.add_marker(pytest.mark.django_db)


def pytest_generate_tests(metafunc):
    """A test that wants a part is run for each, so that both cores have work."""
    if "part" in metafunc.fixturenames:
        metafunc.parametrize("part", range(PARTS))


@pytest.fixture(scope="package")
def explorer(django_db_setup, django_db_blocker):
    """One world for all tests of this folder; each is a transaction in its own, and all it did is undone."""
    usual = gc.get_threshold()
    with django_db_blocker.unblock(), transaction.atomic():
        explorer = Explorer(small_service())
        gc.freeze()  # all that is there stays, and need not be looked through after every few requests
        gc.set_threshold(100_000, 50, 100)
        yield explorer
        transaction.set_rollback(True)
    gc.set_threshold(*usual)
    gc.unfreeze()

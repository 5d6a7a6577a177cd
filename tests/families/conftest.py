"""Who brings workbooks in, and the worker that carries it out."""

import pytest

from families.models import Import
from tests.factories.accounts import TeamFactory, UserFactory


@pytest.fixture
def staff(db):
    """An administrator, and two workers of one team."""
    team = TeamFactory(name="Ashby")
    UserFactory(name="Sofia Marsh", worker=True, team=team)
    UserFactory(name="Tom Brooks", worker=True, team=team)
    return UserFactory(name="Mel Grant", administrator=True)


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Carry out what was asked for, as a worker does after the commit."""

    def carry_out(action, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            batch = action(*args, **kwargs)
        return Import.objects.get(pk=batch.pk)

    return carry_out

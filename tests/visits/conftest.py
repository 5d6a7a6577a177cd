"""A visit that was made two hours ago, and its worker before the form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories.visits import VisitFactory


@pytest.fixture
def visit(people):
    began = timezone.now() - timedelta(hours=2)
    return VisitFactory(child=people.child, worker=people.worker, starts_at=began)


@pytest.fixture
def url(visit):
    return reverse("visits:visit_write_up", args=[visit.ref])


@pytest.fixture
def sofia(people, signed_in):
    return signed_in(people.worker)

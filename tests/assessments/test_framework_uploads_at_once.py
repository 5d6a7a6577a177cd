"""Two people load the same checklist at the same moment."""

import pytest

from accounts.refusals import Refused
from assessments.actions import framework_loading
from assessments.models import Framework, Item
from tests.factories.accounts import UserFactory
from tests.factories.assessments_frameworks import FrameworkUploadFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db(transaction=True)


def load(upload):
    return framework_loading.load_upload(upload, publish=True, by=UserFactory(service_manager=True))


def test_one_file_that_two_load_is_loaded_once():
    upload = FrameworkUploadFactory()
    told = in_parallel(lambda: load(upload), lambda: load(upload))
    assert [str(one) for one in told if isinstance(one, Refused)] == [
        "This file is loaded already, as Far away steps 2026."
    ]
    assert Framework.objects.get().is_in_use
    assert Item.objects.count() == 10


def test_the_same_version_from_two_files_is_there_once():
    one, other = FrameworkUploadFactory(), FrameworkUploadFactory()
    told = in_parallel(lambda: load(one), lambda: load(other))
    assert all(isinstance(answer, Refused | tuple) for answer in told)
    assert Framework.objects.get().is_in_use
    assert Item.objects.count() == 10

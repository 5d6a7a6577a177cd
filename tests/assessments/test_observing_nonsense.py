"""Whatever is sent to the pages of observing and of sittings, they answer; none echoes markup."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.models import Observation
from tests.factories.assessments import AssessmentFactory, ItemFactory
from tests.fuzz import naughty

pytestmark = [pytest.mark.django_db, pytest.mark.fuzz]
NONSENSE = sorted(set(naughty.EVERYTHING), key=len)[::8]  # the fuzzer sends them all to every form
HTMX = {"HX-Request": "true"}
FIELDS = {
    "observation_add": {"tick": "1:can", "on": "", "source": "worker", "framework": "", "area": ""},
    "observation_undo": {"written": "1", "on": "", "area": ""},
    "observation_describe": {
        "level": "can", "on": "2026-01-01", "source": "worker", "help": "", "where": "", "is_general": "",
        "note": "", "photo": "",
    },
    "observation_range": {"within": "band", "on": "", "source": "worker", "shown_band": "", "shown_area": ""},
    "assessment_start": {"kind": "review", "framework": "", "on": "2026-01-01"},
    "assessment_finish": {"on": "2026-01-01", "words": ""},
}  # fmt: skip
OF_AN_ITEM = ("observation_describe", "observation_range")
ASKED = ("framework", "area", "view", "on", "source", "page", "told")


@pytest.fixture
def item(db):
    return ItemFactory()


@pytest.fixture
def sofia(people, signed_in):
    return signed_in(people.worker)


def address(name, people, item):
    if name == "assessment_finish":
        sitting = AssessmentFactory(child=people.child, framework=item.area.framework)
        return reverse("assessments:assessment_finish", args=[sitting.ref])
    more = [item.pk] if name in OF_AN_ITEM else []
    return reverse(f"assessments:{name}", args=[people.child.ref, *more])


def looks_right(response, sent):
    assert response.status_code < 500, sent
    page = response.content.decode(errors="replace")
    assert "<script>alert(1)" not in page, sent
    assert "<img src=x onerror" not in page, sent


@pytest.mark.parametrize(("name", "field"), [(name, field) for name in FIELDS for field in FIELDS[name]])
def test_a_form_with_nonsense_in_a_field_answers(people, sofia, item, name, field):
    url = address(name, people, item)
    for number, nonsense in enumerate(NONSENSE):
        headers = HTMX if number % 2 else {}
        looks_right(sofia.post(url, FIELDS[name] | {field: nonsense}, headers=headers), nonsense)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", ["observe", *OF_AN_ITEM, "assessment_list"])
def test_an_address_with_nonsense_answers(people, sofia, item, name, asked):
    url = address(name, people, item)
    for number, nonsense in enumerate(NONSENSE):
        headers = HTMX if number % 2 else {}
        looks_right(sofia.get(url, {asked: nonsense}, headers=headers), nonsense)


@pytest.mark.parametrize("name", ["item_history", *OF_AN_ITEM])
def test_a_line_far_beyond_all_lines_is_not_there(people, sofia, item, name):
    url = reverse(f"assessments:{name}", args=[people.child.ref, 10**30])
    assert sofia.get(url).status_code == 404


def test_days_at_the_end_of_time_write_nothing(people, sofia, item):
    for day in ("0001-01-01", "9999-12-31", "1900-01-01"):
        for name in ("observation_add", "observation_describe"):
            data = FIELDS[name] | {"tick": f"{item.pk}:can", "on": day}
            looks_right(sofia.post(address(name, people, item), data), day)
    assert not Observation.objects.exists()
    today = timezone.localdate().isoformat()
    sofia.post(address("observation_add", people, item), {"tick": f"{item.pk}:can", "on": today})
    assert Observation.objects.exists()

"""Pages of the diary: who comes in, what they show, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from tests.factories.visits import RestrictedNoteFactory, VisitFactory, VisitRecordFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def planned(people):
    return VisitFactory(child=people.child, worker=people.worker, in_days=0)


@pytest.mark.parametrize("name", ["visit_detail", "visit_move", "visit_cancel", "visit_write_up"])
def test_a_page_about_a_planned_visit_opens(name, planned, people, signed_in):
    response = signed_in(people.worker).get(reverse(f"visits:{name}", args=[planned.ref]))
    assert response.status_code == 200
    assert "Aisha" in response.content.decode()


@pytest.mark.parametrize("name", ["visit_detail", "visit_correct", "note_read"])
def test_a_page_about_a_signed_visit_opens(name, people, signed_in):
    visit = VisitFactory(child=people.child, worker=people.worker, done=True)
    VisitRecordFactory(visit=visit)
    RestrictedNoteFactory(visit=visit)
    assert signed_in(people.worker).get(reverse(f"visits:{name}", args=[visit.ref])).status_code == 200


@pytest.mark.parametrize("name", ["visit_list", "visit_plan"])
def test_a_page_about_the_visits_of_a_child_opens(name, planned, people, signed_in):
    assert signed_in(people.worker).get(reverse(f"visits:{name}", args=[people.child.ref])).status_code == 200


@pytest.mark.parametrize("who", ["worker", "team_lead", "administrator", "service_manager"])
def test_the_diary_opens(who, planned, people, signed_in):
    response = signed_in(getattr(people, who)).get(reverse("visits:diary_week"))
    assert response.status_code == 200
    assert "Aisha Khan" in response.content.decode()

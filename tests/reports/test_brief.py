"""Briefs for the new workers: a page for each child, and nothing on it that must not be read on a bus."""

import pytest
from django.urls import reverse
from django.utils import timezone

from families.actions import moves, reallocations
from families.models import HomeNote, Move
from reports import pdf
from reports.kinds import brief
from reports.models import Paper
from tests.factories.accounts import UserFactory
from tests.factories.assessments import GoalFactory
from tests.factories.equipment import LoanFactory
from tests.factories.families import AddressFactory, ChildFactory, HomeNoteFactory
from tests.factories.visits import RestrictedNoteFactory, VisitFactory, VisitRecordFactory

pytestmark = pytest.mark.django_db
CANARIES = ("Canary Lane", "CN4 9RY", "Canary Nursery", "07700 900999", "canary note", "canary door")


@pytest.fixture
def moved(people):
    """The child of the matrix and another went to Priya; all about them that may and may not be told."""
    child = people.child
    AddressFactory(family=child.family, lines="1 Canary Lane", postcode="CN4 9RY", protected=True)
    child.setting, child.likes = "Canary Nursery", "Bubbles and singing"
    child.save()
    child.carers.update(phone="07700 900999")
    HomeNoteFactory(child=child, text="canary door", tone=HomeNote.Tone.PRIVATE)
    HomeNoteFactory(child=child, text="Dog in the yard")
    signed = VisitFactory(child=child, worker=people.worker, done=True)
    VisitRecordFactory(visit=signed, plan="Cup at tea time")
    RestrictedNoteFactory(visit=signed, text="canary note")
    VisitFactory(child=child, worker=people.worker, in_days=3)
    GoalFactory(child=child, steps=["Hold the cup", "Lift the cup"])
    LoanFactory(child=child)
    ChildFactory(given_name="Leo", family_name="Prentice", with_worker=people.worker)
    plan = reallocations.plan(
        by=people.team_lead,
        reason="Sofia is ill",
        effective_on=timezone.localdate(),
        from_worker=people.worker,
    )
    Move.objects.filter(episode__child=child).update(note="Mum likes a call the evening before.")
    return moves.apply(plan, by=people.team_lead, version=plan.version)


def test_a_brief_says_what_the_new_worker_needs(people, moved):
    pages = brief.briefs(moved, people.team_lead)["children"]
    assert [page["name"] for page in pages] == ["Aisha Khan", "Leo Prentice"]
    aisha = pages[0]
    assert (aisha["to"], aisha["before"]) == ("Priya Shah", "Sofia Marsh")
    assert aisha["likes"] == "Bubbles and singing"
    assert aisha["note"] == "Mum likes a call the evening before."
    assert aisha["goals"][0]["step"] == "Hold the cup"
    assert aisha["last"]["plan"] == "Cup at tea time"
    assert aisha["good_to_know"] == ["Dog in the yard"]
    assert len(aisha["next"]) == len(aisha["toys"]) == 1


def test_a_brief_carries_no_address_no_telephone_and_nothing_for_few_eyes(people, moved):
    said = str(brief.briefs(moved, people.team_lead))
    assert [word for word in CANARIES if word in said] == []


def test_a_brief_is_about_children_that_whoever_asks_may_see(people, moved):
    assert brief.briefs(moved, people.other_lead)["children"] == []


def test_the_briefs_are_one_page_each_in_one_file(people, moved):
    data = brief.briefs(moved, people.team_lead)
    service = {"name": "Fernshire Portage", "council": "", "phone": "", "email": "portage@example.org"}
    frame = {"title": "Briefs", "service": service, "author": "x", "made_by": "x", "to_name": ""}
    _content, pages = pdf.render("print/brief.html", frame | data | {"made_on": timezone.localdate()})
    assert pages == 2


def test_asked_for_twice_they_are_one_paper_and_leads_of_other_teams_do_not_find_it(people, moved, signed_in):
    url = reverse("reports:brief_add", args=[moved.ref])
    client = signed_in(people.team_lead)
    first, second = client.post(url), client.post(url)
    assert first.url == second.url
    assert client.get(first.url).status_code == 200
    assert Paper.objects.visible_to(people.service_manager).count() == 1
    for stranger in (people.other_lead, people.stranger, people.teammate, people.administrator):
        assert not Paper.objects.visible_to(stranger).exists(), stranger
    assert signed_in(people.other_lead).get(first.url).status_code == 404
    assert signed_in(UserFactory(team_lead=True)).post(url).status_code == 404

"""A hand-over note about one child in a plan that moves many: written on the way, printed on the brief."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from families.actions import moves, reallocations
from reports.kinds.brief import briefs
from tests.factories.accounts import UserFactory
from tests.factories.families import ChildFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(people):
    people.dev = UserFactory(name="Dev Patel", worker=True, team=people.ashby)
    ChildFactory.create_batch(2, with_worker=people.worker)
    given = {"reason": "Sofia is ill", "effective_on": timezone.localdate(), "from_worker": people.worker}
    return reallocations.plan(by=people.team_lead, **given)


def page(name, plan):
    return reverse(f"families:reallocation_{name}", args=[plan.ref])


def text(response):
    return response.content.decode()


def test_a_hand_over_note_is_written_in_a_plan_and_printed_on_the_brief(people, plan, signed_in):
    client = signed_in(people.team_lead)
    move = plan.moves.exclude(to_worker=None).order_by("pk").first()
    url = reverse("families:reallocation_note", args=[move.pk])
    assert url in text(client.get(page("detail", plan)))
    preview = text(client.get(page("preview", plan)))
    assert f'name="note" value="{move.pk}"' in preview
    assert f"Hand-over note about {move.child.name}" in text(client.get(url))
    assert client.post(url, {"note": " Loves the swing. "}).url == page("preview", plan)
    assert "“Loves the swing.”" in text(client.get(page("preview", plan)))
    event = AuditEvent.objects.get(what="reallocation.noted")
    assert (event.by_pk, event.child_ref) == (people.team_lead.pk, move.child.ref)
    plan.refresh_from_db()
    moves.apply(plan, by=people.team_lead, version=plan.version)
    (printed,) = [one for one in briefs(plan, people.team_lead)["children"] if one["name"] == move.child.name]
    assert printed["note"] == "Loves the swing."


def test_what_was_decided_in_the_preview_is_kept_on_the_way_to_a_note(people, plan, signed_in):
    move = plan.moves.exclude(to_worker=None).order_by("pk").first()
    sent = {"version": plan.version, "note": move.pk}
    answer = signed_in(people.team_lead).post(page("preview", plan), sent)
    assert answer.url == reverse("families:reallocation_note", args=[move.pk])
    plan.refresh_from_db()
    assert plan.is_draft


def test_a_note_is_for_a_child_who_goes_in_a_plan_that_still_stands(people, plan, signed_in):
    client = signed_in(people.team_lead)
    move = plan.moves.exclude(to_worker=None).order_by("pk").first()
    url = reverse("families:reallocation_note", args=[move.pk])
    reallocations.place(plan, move, to=None, by=people.team_lead)
    assert client.get(url).url == page("detail", plan)
    assert "stays with" in text(client.post(url, {"note": "x"}))
    reallocations.drop(plan, by=people.team_lead)
    assert "cannot be changed" in text(client.post(url, {"note": "x"}))
    move.refresh_from_db()
    assert move.note == ""
    assert signed_in(people.other_lead).get(url).status_code == 404


def test_two_workers_of_one_first_name_are_told_apart_on_the_board(people, plan, signed_in):
    UserFactory(name="Dev Okafor", worker=True, team=people.ashby)
    board = text(signed_in(people.team_lead).get(page("detail", plan)))
    assert f'<a href="#worker-{people.dev.pk}">Dev Patel</a>' in board
    assert ">Dev Okafor</a>" in board

"""Cover meets a move: it ends for a child that goes elsewhere, and stands again when that is undone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft
from families.actions import covers, moves, reallocations, undoing
from families.models import Child, Cover, CoverShare, Reallocation
from tests.factories.accounts import UserFactory
from tests.factories.families import ChildFactory
from tests.factories.visits import VisitFactory
from visits.models import Visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(people):
    return UserFactory(name="Robin Vale", worker=True, team=people.ashby)


def arrange(people, *, visit=None):
    """Priya covers Sofia’s child for two weeks, and takes a visit over."""
    today = timezone.localdate()
    return covers.arrange(
        people.worker,
        by=people.team_lead,
        reason=Cover.Reason.SICK,
        from_on=today,
        until_on=today + timedelta(days=14),
        shares={people.child.current_episode(): people.teammate},
        visits={visit.ref: "take"} if visit else None,
    )


def move(people, to):
    """The child is reallocated, in a plan for the whole caseload of which the others stay."""
    by, today = people.team_lead, timezone.localdate()
    plan = reallocations.plan(by=by, reason="Sofia is ill", effective_on=today, from_worker=people.worker)
    for one in plan.moves.select_related("episode"):
        goes = one.episode.child_id == people.child.pk
        reallocations.place(plan, one, to=to if goes else None, by=by)
    return moves.apply(plan, by=by, version=Reallocation.objects.get(pk=plan.pk).version)


def sees(user, child):
    return Child.objects.visible_to(user).filter(pk=child.pk).exists()


def rows():
    """What cover and a move may touch, as it lies in the database."""
    tables = (Cover, CoverShare, Visit, Draft)
    return {model._meta.label: list(model._base_manager.order_by("pk").values_list()) for model in tables}


def test_the_rights_follow_the_new_worker_and_come_back_when_the_move_is_undone(people, new):
    arrange(people)
    assert sees(people.teammate, people.child)
    plan = move(people, new)
    assert (sees(people.teammate, people.child), sees(new, people.child)) == (False, True)
    undoing.undo(plan, by=people.team_lead)
    assert (sees(people.teammate, people.child), sees(new, people.child)) == (True, False)


def test_cover_of_children_that_do_not_move_goes_on(people, new):
    other = ChildFactory(with_worker=people.worker)
    cover = arrange(people)
    CoverShare.objects.create(cover=cover, episode=other.current_episode(), worker=people.teammate)
    move(people, new)
    assert not sees(people.teammate, people.child)
    assert sees(people.teammate, other)


def test_what_the_coverer_had_taken_over_goes_to_the_new_worker_and_back_to_the_coverer(people, new):
    visit = VisitFactory(child=people.child, worker=people.worker, in_days=2)
    own = VisitFactory(child=people.child, worker=people.worker, in_days=30)
    arrange(people, visit=visit)
    made = VisitFactory(child=people.child, worker=people.teammate, in_days=-1)
    Draft.objects.create(user=people.teammate, form="visits:visit_write_up", about=made.ref)
    before = rows()
    plan = move(people, new)
    assert set(Visit.objects.filter(pk__in=[visit.pk, own.pk]).values_list("worker", flat=True)) == {new.pk}
    assert Draft.objects.get().user == new
    undoing.undo(plan, by=people.team_lead)
    assert rows() == before


def test_a_child_may_stay_with_who_covers_and_still_be_given_back(people):
    visit = VisitFactory(child=people.child, worker=people.worker, in_days=2)
    arrange(people, visit=visit)
    before = rows()
    plan = move(people, people.teammate)
    assert Visit.objects.get().worker == people.teammate
    undoing.undo(plan, by=people.team_lead)
    assert rows() == before


def test_when_the_cover_is_over_meanwhile_an_undo_brings_the_visits_to_the_worker_herself(people, new):
    visit = VisitFactory(child=people.child, worker=people.worker, in_days=2)
    cover = arrange(people, visit=visit)
    plan = move(people, new)
    assert covers.end(cover, by=people.team_lead) == 0  # the visit went with the child, and stays there
    assert Visit.objects.get().worker == new
    undoing.undo(plan, by=people.team_lead)
    assert Visit.objects.get().worker == people.worker


def test_the_page_of_the_cover_says_which_children_have_a_new_worker(people, new, signed_in):
    cover = arrange(people)
    client, url = signed_in(people.team_lead), reverse("families:cover_detail", args=[cover.ref])
    words = "Has a new worker now: this cover has ended"
    assert words not in client.get(url).content.decode()
    move(people, new)
    assert words in client.get(url).content.decode()

"""Two leads and one child, a closing and a move, two clicks: one winner, and a clear word to the other."""

import pytest
from django.utils import timezone

from accounts.refusals import Refused
from families.actions import closures, episodes, moves, reallocations, undoing
from families.models import Allocation, Episode, Move, Reallocation
from tests.factories.accounts import TeamFactory, UserFactory
from tests.factories.families import ChildFactory
from tests.parallel import in_parallel

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def service():
    """Two leads of one team; Grace with two children, and two others who could take them."""
    team = TeamFactory(name="Ashby")
    names = ("Grace", "Sofia", "Dev")
    people = {name: UserFactory(name=name, worker=True, team=team) for name in names}
    leads = [UserFactory(name=name, team_lead=True, team=team) for name in ("Hannah", "Jo")]
    children = ChildFactory.create_batch(2, with_worker=people["Grace"])
    return people, leads, children


def plan(by, grace):
    return reallocations.plan(
        by=by, reason="Grace is ill", effective_on=timezone.localdate(), from_worker=grace
    )


def words(told):
    return [str(one) for one in told if isinstance(one, Refused)]


def test_two_plans_for_the_same_children_at_once_move_each_child_once(service):
    people, (hannah, jo), children = service
    one, other = plan(hannah, people["Grace"]), plan(jo, people["Grace"])
    told = in_parallel(
        lambda: moves.apply(one, by=hannah, version=one.version),
        lambda: moves.apply(other, by=jo, version=other.version),
    )
    assert len(words(told)) == 1, told
    assert "No child would move by this plan" in words(told)[0]
    for child in children:
        assert Allocation.objects.filter(episode__child=child).count() == 2
        assert Allocation.objects.open().filter(episode__child=child).count() == 1
    assert Reallocation.objects.filter(status="applied").count() == 1


def test_one_plan_applied_twice_at_once_is_applied_once(service):
    people, (hannah, jo), _children = service
    shared = plan(hannah, people["Grace"])
    told = in_parallel(
        lambda: moves.apply(shared, by=hannah, version=shared.version),
        lambda: moves.apply(shared, by=jo, version=shared.version),
    )
    assert ["is “applied” already. Nothing was changed" in one for one in words(told)] == [True]
    assert Allocation.objects.count() == 4


def test_a_hand_over_and_a_plan_at_once_have_one_winner_for_the_child(service):
    people, (hannah, jo), children = service
    shared, episode = plan(hannah, people["Grace"]), children[0].episodes.get()
    expected = episode.allocations.get().pk
    told = in_parallel(
        lambda: moves.apply(shared, by=hannah, version=shared.version),
        lambda: episodes.hand_over(episode, to=people["Dev"], by=jo, reason="x", expected=expected),
    )
    assert episode.allocations.count() == 2, told
    assert episode.allocations.open().count() == 1
    left = Move.objects.get(episode=episode)
    lost = words(told)
    assert (left.outcome == "skipped") != bool(lost), "either the plan left it out, or the other was told"
    assert all("while you were looking" in one for one in lost)


def test_closing_while_being_moved_leaves_no_child_with_a_worker_and_closed(service):
    people, (hannah, _jo), children = service
    shared, episode = plan(hannah, people["Grace"]), children[0].episodes.get()
    told = in_parallel(
        lambda: moves.apply(shared, by=hannah, version=shared.version), lambda: close(episode, hannah)
    )
    assert words(told) == []
    episode.refresh_from_db()
    assert episode.status == Episode.Status.CLOSED
    assert not episode.allocations.open().exists()


def close(episode, by):
    """Close an episode by its own verb; quietly, since nothing is asked here."""
    today = timezone.localdate()
    return closures.close(episode, by=by, reason="moved", destination="unknown", on=today, quietly=True)


def test_one_move_undone_twice_at_once_is_undone_once(service):
    people, (hannah, jo), _children = service
    shared = plan(hannah, people["Grace"])
    moves.apply(shared, by=hannah, version=shared.version)
    told = in_parallel(lambda: undoing.undo(shared, by=hannah), lambda: undoing.undo(shared, by=jo))
    assert ["is “undone” and cannot be undone" in one for one in words(told)] == [True]
    assert Allocation.objects.open().filter(worker=people["Grace"]).count() == 2
    assert Allocation.objects.count() == 2

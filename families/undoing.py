"""Until when a move of many can be undone, and which children have moved on since."""

from datetime import timedelta

from django.utils import timezone

from .consequences import open_allocations
from .models import Allocation, Child, Episode, Policy
from .moving import world_of


def undo_until(reallocation):
    """The last day on which the move can be undone, by the rules of the day it was applied."""
    applied = timezone.localdate(reallocation.applied_at)
    return applied + timedelta(days=Policy.on(applied).undo_days)


def what_stands_in_the_way(reallocation, moves, *, user):
    """By move: why the child cannot go back to whom it was with."""
    episodes = [move.episode_id for move in moves]
    now = open_allocations(episodes)
    statuses = dict(Episode.objects.filter(pk__in=episodes).values_list("pk", "status"))
    seen = set(
        Child.objects.visible_to(user)
        .filter(pk__in=[move.episode.child_id for move in moves])
        .values_list("pk", flat=True)
    )
    old = Allocation.objects.in_bulk([move.allocation_id for move in moves if move.allocation_id])
    workers = world_of(reallocation, moves).workers
    found = {}
    for move in moves:
        why = _why(move, now.get(move.episode_id), statuses[move.episode_id], old, workers)
        if move.episode.child_id not in seen:
            why = f"{move.child.first_name} is not a child that you may move."
        if why:
            found[move.pk] = why
    return found


def _why(move, now, status, old, workers):
    first = move.child.first_name
    if status == Episode.Status.CLOSED:
        return f"{first} is no longer being visited."
    if now is None or now.pk != move.given_id:
        return f"{first} has moved on to {now.worker.name} since." if now else f"{first} is with nobody now."
    if move.allocation_id not in old:
        return f"{first}’s time with {move.from_worker.name} is no longer on record as it was."
    if move.from_worker_id not in workers:
        return f"{move.from_worker.name} is no longer a worker of the {move.episode.team} team."
    return ""

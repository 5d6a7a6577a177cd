"""Carrying out a plan that moves many children, all or nothing; and bringing them back within its days.

Whoever moves children holds them in one order: children, episodes, workers. So two leads take turns and never
wait for each other, and the second one finds what the first has done.
"""

from collections import Counter

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.notify import notify_many
from accounts.refusals import Refused

from .. import leading, weighing
from ..consequences import goings_of, outlooks_of, shares_of
from ..handing_over import follow
from ..models import Allocation, Carer, Child, Episode, Move, Policy, Reallocation
from ..moving import moves_of, world_of
from ..notifications import CaseloadMoved, NewWorker
from .reallocations import CHANGED, locked


@transaction.atomic
def apply(reallocation, *, by, version):
    """Move the children of a plan, or agree that they move on the plan’s day if that lies ahead.

    Arguments: ``version`` is that of the preview the person has seen. Refused while something is undecided.
    """
    reallocation = locked(reallocation)
    if reallocation.status != Reallocation.Status.DRAFT:
        status = reallocation.get_status_display().lower()
        raise Refused(f"This move is “{status}” already. Nothing was changed.")
    if reallocation.version != version:
        raise Refused(CHANGED)
    moves = moves_of(reallocation)
    hold(moves)
    world = world_of(reallocation, moves)
    outlooks = outlooks_of(world, at=timezone.localtime(), user=by)
    _refuse_undecided(reallocation, world, outlooks)
    if reallocation.effective_on > timezone.localdate():
        return _set(reallocation, by=by)
    return _carry_out(reallocation, outlooks, by=by, actor=by)


@transaction.atomic
def take_effect(reallocation):
    """The day has come: carry out what was agreed, by the clock. What came up since is left for the lead."""
    reallocation = locked(reallocation)
    if not Reallocation.objects.due(on=timezone.localdate()).filter(pk=reallocation.pk).exists():
        return reallocation
    moves = moves_of(reallocation)
    hold(moves)
    world = world_of(reallocation, moves)
    outlooks = outlooks_of(world, at=timezone.localtime(), user=reallocation.set_by)
    for one in outlooks:
        for question in one.to_decide:
            safe = {"clash": Move.Clash.LEAVE, "lead_role": Move.LeadRole.STAY}
            setattr(one.move, question.name, safe[question.name])
    return _carry_out(reallocation, outlooks, by=reallocation.set_by, actor=audit.CLOCK)


def hold(moves):
    """Hold the children, their episodes and their workers, each in the order of primary keys."""
    children = [move.episode.child_id for move in moves]
    workers = {pk for move in moves for pk in (move.from_worker_id, move.to_worker_id) if pk}
    for model, pks in (
        (Child, children),
        (Episode, [move.episode_id for move in moves]),
        (User, workers),
    ):
        rows = model._base_manager.filter(pk__in=pks).order_by("pk")
        list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def _refuse_undecided(reallocation, world, outlooks):
    left = [one.move.child.first_name for one in outlooks if one.state == "decide"]
    if left:
        names = ", ".join(left[:3]) + (f" and {len(left) - 3} more" if len(left) > 3 else "")
        raise Refused(f"Decide first what should happen with {names}.")
    if not any(one.state == "ready" for one in outlooks):
        raise Refused("No child would move by this plan. Give at least one to another worker.")
    for share in shares_of(reallocation, world).values():
        if share.needs_reason and not share.reason:
            who = f"{share.worker.name} would carry {share.figures}"
            raise Refused(f"{who}, more than is planned for. Say why.")


def _set(reallocation, *, by):
    reallocation.move_to(Reallocation.Status.SET)
    reallocation.set_at, reallocation.set_by = timezone.now(), by
    reallocation.save(update_fields=["status", "set_at", "set_by"])
    on = {"on": reallocation.effective_on.isoformat()}
    audit.record("reallocation.set", by=by, target=reallocation, after=on, reason=reallocation.reason)
    return reallocation


def _carry_out(reallocation, outlooks, *, by, actor):
    """All of it in the caller’s transaction; what has changed since the plan is left out, and says so."""
    now, moves, lines = timezone.now(), [], []
    seen = set(
        Child.objects.visible_to(by)
        .filter(pk__in=[one.move.episode.child_id for one in outlooks])
        .values_list("pk", flat=True)
    )
    for one in outlooks:
        move, first = one.move, one.move.child.first_name
        if not one.stale and move.is_going and move.episode.child_id not in seen:
            one.stale = f"{first} is not a child that you may move."
        move.outcome = Move.Outcome.STAYED
        if one.stale:
            move.outcome, move.why = Move.Outcome.SKIPPED, one.stale[:300]
            lines.append(audit.Line("episode.left_out", move.episode, move.child, reason=move.why))
        elif move.is_going:
            move.outcome = Move.Outcome.MOVED
            moves.append(move)
    _give(reallocation, moves, by=by, at=now)
    went = follow(goings_of(moves, now), by=actor)
    for move in moves:
        move.went |= went[move.episode_id]
    kept = ["outcome", "why", "given", "went", "clash", "lead_role"]
    Move.objects.bulk_update([one.move for one in outlooks], kept, batch_size=500)
    audit.record_many(lines + [_line(move, reallocation) for move in moves], by=actor)
    reallocation.move_to(Reallocation.Status.APPLIED)
    reallocation.applied_at, reallocation.applied_by = now, by
    reallocation.save(update_fields=["status", "applied_at", "applied_by"])
    counts = Counter(one.move.outcome for one in outlooks)
    after = {"moved": counts["moved"], "left out": counts["skipped"]}
    audit.record(
        "reallocation.applied", by=actor, target=reallocation, after=after, reason=reallocation.reason
    )
    _tell(reallocation, moves)
    return reallocation


def _give(reallocation, moves, *, by, at):
    """End the allocations as they are, and begin the new ones; the role of lead professional goes along."""
    Allocation.objects.filter(pk__in=[move.allocation_id for move in moves]).update(until_at=at, ended_by=by)
    leading.hand_roles(moves, reallocation, by=by)
    policy = Policy.on(reallocation.effective_on)
    parts = weighing.parts_of_many([(move.episode, move.to_worker_id) for move in moves], policy)
    rows = [
        Allocation(
            episode=move.episode,
            worker=move.to_worker,
            weight=weighing.total(parts[move.episode_id]),
            made_of=weighing.stored(parts[move.episode_id]),
            from_at=at,
            allocated_by=by,
            reason=reallocation.reason,
        )
        for move in moves
    ]
    for move, row in zip(moves, Allocation.objects.bulk_create(rows), strict=True):
        move.given = row


def _line(move, reallocation):
    names = {"before": {"worker": move.from_worker.name}, "after": {"worker": move.to_worker.name}}
    return audit.Line("episode.moved", move.episode, move.child, reason=reallocation.reason, **names)


def _tell(reallocation, moves):
    """Parents who see the record hear that somebody new visits; workers, once each, that much has changed."""
    given = {move.episode.child_id: move.given for move in moves}
    carers = Carer.objects.seeing(on=timezone.localdate()).filter(child__in=given, user__isnull=False)
    notify_many(NewWorker, [(given[tie.child_id], tie.user) for tie in carers.select_related("user")])
    workers = {worker.pk: worker for move in moves for worker in (move.from_worker, move.to_worker)}
    notify_many(CaseloadMoved, [(reallocation, worker) for _pk, worker in sorted(workers.items())])

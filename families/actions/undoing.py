"""Bringing the children of a move back: the rows as they were, and what has changed since stays, visibly."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Notice
from accounts.notify import notify_many
from accounts.refusals import Refused

from .. import leading
from ..handing_over import Going, go_back
from ..models import Allocation, Carer, Move, Reallocation
from ..moving import moves_of
from ..notifications import CaseloadMoved, NewWorker
from ..undoing import undo_until, what_stands_in_the_way
from .moves import hold
from .reallocations import locked


@transaction.atomic
def undo(reallocation, *, by, only=None):
    """Move the children back to whom they were with; each row as it was before.

    Arguments: ``only`` are primary keys of moves, for some of the children. A child whose record has moved
    on since is left where it is, with the reason. Refused when none can go back.
    """
    reallocation = locked(reallocation)
    if reallocation.status != Reallocation.Status.APPLIED:
        raise Refused(f"This move is “{reallocation.get_status_display().lower()}” and cannot be undone.")
    if timezone.localdate() > undo_until(reallocation):
        raise Refused(
            f"This could be undone until {undo_until(reallocation):%-d %B %Y}. Hand over child by child."
        )
    moves = [move for move in moves_of(reallocation) if move.outcome == Move.Outcome.MOVED]
    moves = [move for move in moves if only is None or move.pk in only]
    hold(moves)
    why = what_stands_in_the_way(reallocation, moves, user=by)
    back = [move for move in moves if move.pk not in why]
    if not back:
        first = next(iter(why.values()), "No child of it is left where it was moved to.")
        raise Refused(f"Nothing was moved back. {first}")
    gone = {move.pk: move.given_id for move in back}
    _restore(back, by=by)
    for move in moves:
        if move.pk in why:
            move.why = why[move.pk][:300]
    Move.objects.bulk_update(moves, ["outcome", "why", "given", "went"], batch_size=500)
    _close(reallocation, by=by, moved_back=len(back), stayed=len(why))
    _tell(reallocation, back, gone)
    return reallocation


def _restore(moves, *, by):
    """What went along goes back; then the allocations are again what they were, and the new ones are gone."""
    goings = [
        Going(move.episode, move.to_worker, move.from_worker, timezone.now(), went=move.went)
        for move in moves
    ]
    kept = go_back(goings, by=by)
    for episode, sentences in leading.give_roles_back(moves, by=by).items():
        kept[episode] += sentences
    given = [move.given_id for move in moves]
    audit.record_many([_line(move) for move in moves], by=by)
    for move in moves:
        move.outcome, move.given = Move.Outcome.UNDONE, None
        sentences = "; ".join(kept[move.episode_id])
        move.why = f"{sentences[:1].upper()}{sentences[1:]}."[:300] if sentences else ""
    Allocation.objects.filter(pk__in=given).delete()
    old = [move.allocation_id for move in moves]
    Allocation.objects.filter(pk__in=old).update(until_at=None, ended_by=None)


def _line(move):
    names = {"before": {"worker": move.to_worker.name}, "after": {"worker": move.from_worker.name}}
    return audit.Line("episode.moved_back", move.episode, move.child, **names)


def _close(reallocation, *, by, moved_back, stayed):
    """The whole is undone when no child of it is left where it was moved to."""
    if not reallocation.moves.moved().exists():
        reallocation.move_to(Reallocation.Status.UNDONE)
        reallocation.undone_at, reallocation.undone_by = timezone.now(), by
        reallocation.save(update_fields=["status", "undone_at", "undone_by"])
    after = {"moved back": moved_back, "stayed": stayed}
    audit.record("reallocation.undone", by=by, target=reallocation, after=after)


def _tell(reallocation, moves, gone):
    """Workers hear it once; parents only if the first message has reached them: else it falls silent."""
    reached = Notice.objects.filter(
        kind=NewWorker.name,
        about_type=Allocation._meta.label,
        about_pk__in=[str(pk) for pk in gone.values()],
        state__in=[Notice.State.SENT, Notice.State.SENDING, Notice.State.UNKNOWN],
    )
    reached = set(reached.values_list("about_pk", "to"))
    of_child = {move.episode.child_id: move for move in moves}
    carers = Carer.objects.seeing(on=timezone.localdate()).filter(child__in=of_child, user__isnull=False)
    again = Allocation.objects.filter(pk__in=[move.allocation_id for move in moves])
    again = {row.episode.child_id: row for row in again.select_related("episode__child")}
    told = [
        (again[tie.child_id], tie.user)
        for tie in carers.select_related("user")
        if (str(gone[of_child[tie.child_id].pk]), tie.user_id) in reached
    ]
    suffix = f":back{reallocation.pk}"
    notify_many(NewWorker, told, suffix=suffix)
    workers = {worker.pk: worker for move in moves for worker in (move.from_worker, move.to_worker)}
    pairs = [(reallocation, worker) for _pk, worker in sorted(workers.items())]
    notify_many(CaseloadMoved, pairs, suffix=f"{suffix}:{len(moves)}:{moves[0].pk}")

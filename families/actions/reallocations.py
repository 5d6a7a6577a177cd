"""Planning to move many children at once: a proposal, changed by hand; nothing happens yet."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Allocation, Move, Reallocation
from ..moving import chosen_by, moves_of, propose, world_of

CHANGED = "The plan has changed since you looked at it. Please look at the preview again."


@transaction.atomic
def plan(*, by, reason, effective_on, from_worker=None, chosen=None):
    """Begin a plan for a worker’s whole caseload, or for the children of a filter, with a proposal."""
    today = timezone.localdate()
    chosen = {"worker": from_worker.pk} if from_worker else dict(chosen or {})
    if not reason.strip():
        raise Refused("Say why the children move: families and workers may ask.")
    if effective_on < today:
        raise Refused("Choose today or a day ahead: what has been cannot be moved.")
    episodes = chosen_by(by, chosen, on=today)
    rows = Allocation.objects.open().filter(episode__in=episodes).order_by("pk")
    rows = list(rows.select_related("episode__child", "worker"))
    if not rows:
        raise Refused("No child with a worker fits this. Choose another worker or list.")
    reallocation = Reallocation.objects.create(
        made_by=by, reason=reason.strip(), effective_on=effective_on, from_worker=from_worker, chosen=chosen
    )
    Move.objects.bulk_create(
        Move(
            reallocation=reallocation,
            episode=row.episode,
            from_worker=row.worker,
            allocation=row,
            weight=row.weight,
        )
        for row in rows
    )
    _write_proposal(reallocation)
    after = {"children": len(rows), "from": effective_on.isoformat()}
    audit.record("reallocation.planned", by=by, target=reallocation, after=after, reason=reason.strip())
    return reallocation


@transaction.atomic
def propose_again(reallocation, *, by):
    """Ask for the best places anew. What was placed by hand stays there."""
    reallocation = locked_draft(reallocation)
    _write_proposal(reallocation)
    touch(reallocation)
    audit.record("reallocation.proposed", by=by, target=reallocation)
    return reallocation


@transaction.atomic
def place(reallocation, move, *, to, by):
    """Put one child with a worker, or leave it where it is (None); written at once, as a plan."""
    reallocation = locked_draft(reallocation)
    move = moves_of_one(reallocation, move)
    if to is not None:
        world = world_of(reallocation, [move])
        if to.pk not in world.allowed.get(move.episode.team_id, ()):
            raise Refused(f"{to.name} is not a worker of the {move.episode.team} team now.")
    move.to_worker = to if to is None or to.pk != move.from_worker_id else None
    move.is_by_hand, move.reasons = True, []
    move.clash = move.lead_role = ""
    move.save(update_fields=["to_worker", "is_by_hand", "reasons", "clash", "lead_role"])
    touch(reallocation)
    where = {"worker": to.name if to else "stays"}
    audit.record("reallocation.changed", by=by, target=reallocation, child=move.child, after=where)
    return move


@transaction.atomic
def write_note(reallocation, move, *, note, by):
    """What the new worker should know of one child: part of the plan, printed on the child’s brief."""
    reallocation = locked_draft(reallocation)
    move = moves_of_one(reallocation, move)
    if not move.is_going:
        raise Refused(f"{move.child.first_name} stays with {move.from_worker.name} in this plan.")
    move.note = note.strip()
    move.save(update_fields=["note"])
    touch(reallocation)
    audit.record(
        "reallocation.noted", by=by, target=reallocation, child=move.child, after={"note": bool(move.note)}
    )
    return move


@transaction.atomic
def decide(reallocation, *, by, decisions=None, over_reasons=None, version=None):
    """Keep what was decided about children, and why somebody may carry more; all part of the plan.

    Arguments: ``decisions`` maps the primary key of a move to its answers by field; “out” as an answer to
    any of them leaves the child where it is. ``version`` is that of the plan as the person saw it.
    """
    reallocation = locked_draft(reallocation)
    if version is not None and version != reallocation.version:
        raise Refused(CHANGED)
    moves = {move.pk: move for move in moves_of(reallocation)}
    changed = []
    for pk, answers in (decisions or {}).items():
        if pk in moves:
            _answer(moves[pk], answers)
            changed.append(moves[pk])
    Move.objects.bulk_update(changed, ["clash", "lead_role", "note", "to_worker", "is_by_hand", "reasons"])
    if over_reasons is not None:
        reallocation.over_reasons = {
            str(pk): why.strip()[:300] for pk, why in over_reasons.items() if why.strip()
        }
        reallocation.save(update_fields=["over_reasons"])
    touch(reallocation)
    children = sorted(move.child.ref for move in changed)
    audit.record("reallocation.changed", by=by, target=reallocation, after={"decided": children})
    return locked(reallocation)


def _answer(move, answers):
    if "out" in answers.values():
        move.to_worker, move.is_by_hand, move.reasons = None, True, []
        return
    for name, choices in (("clash", Move.Clash), ("lead_role", Move.LeadRole)):
        if name in answers and answers[name] in choices.values:
            setattr(move, name, answers[name])


@transaction.atomic
def take_back_to_planning(reallocation, *, by):
    """A move that waits for its day becomes a plan again."""
    reallocation = locked(reallocation)
    reallocation.move_to(Reallocation.Status.DRAFT)
    reallocation.set_at = reallocation.set_by = None
    reallocation.save(update_fields=["status", "set_at", "set_by"])
    touch(reallocation)
    audit.record("reallocation.taken_back", by=by, target=reallocation)
    return reallocation


@transaction.atomic
def drop(reallocation, *, by):
    """Throw a plan away. Nothing has happened, and nothing will."""
    reallocation = locked(reallocation)
    reallocation.move_to(Reallocation.Status.DROPPED)
    reallocation.save(update_fields=["status"])
    audit.record("reallocation.dropped", by=by, target=reallocation)
    return reallocation


def locked(reallocation):
    """The plan as it is now, held until the end of this transaction."""
    return (
        Reallocation.objects.select_for_update(of=("self",))
        .select_related("from_worker")
        .get(pk=reallocation.pk)
    )


def locked_draft(reallocation):
    reallocation = locked(reallocation)
    if not reallocation.is_draft:
        raise Refused(
            f"This plan is “{reallocation.get_status_display().lower()}” now and cannot be changed."
        )
    return reallocation


def moves_of_one(reallocation, move):
    people = ("episode__child__family", "episode__team", "from_worker", "to_worker")
    return reallocation.moves.select_for_update(of=("self",)).select_related(*people).get(pk=move.pk)


def touch(reallocation):
    """A new version of the plan: what was previewed before is not what would be applied."""
    Reallocation.objects.filter(pk=reallocation.pk).update(version=F("version") + 1, saved_at=timezone.now())


def _write_proposal(reallocation):
    """Write the places that are proposed; what was decided about a place that changes is asked again."""
    moves = moves_of(reallocation)
    proposal = propose(reallocation, moves)
    changed = []
    for move in moves:
        if move.is_by_hand:
            continue
        place = proposal.places[move.pk]
        to = place.worker if place.worker != move.from_worker_id else None
        if to != move.to_worker_id:
            move.clash = move.lead_role = ""
        move.to_worker_id, move.reasons = to, [reason[:120] for reason in place.reasons]
        changed.append(move)
    Move.objects.bulk_update(changed, ["to_worker", "reasons", "clash", "lead_role"], batch_size=500)

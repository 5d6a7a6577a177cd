"""Handing one child over: offered with a note and a day, accepted or queried, done by the clock."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.notify import notify
from accounts.refusals import Refused

from .. import load
from ..models import Episode, HandOver
from ..notifications import HandOverAnswered, HandOverOffered, HandOverStopped
from ..saving import save_or_refuse
from . import episodes


@transaction.atomic
def offer(episode, *, to, by, reason, effective_on, note="", is_asked_first=False, expected=None):
    """Hand a child over: at once if it is for today and nobody is asked first, else on the day.

    Arguments: ``expected`` is the primary key of the allocation that the person saw. Returns the HandOver.
    """
    episode = (
        Episode.objects.select_for_update(of=("self",)).select_related("child", "team").get(pk=episode.pk)
    )
    now = episode.allocations.open().select_related("worker").first()
    _refuse_impossible(episode, now, to=to, reason=reason, on=effective_on, expected=expected)
    hand_over = HandOver(
        episode=episode,
        from_worker=now.worker,
        to_worker=to,
        reason=reason.strip(),
        note=note.strip(),
        effective_on=effective_on,
        is_asked_first=is_asked_first,
        offered_by=by,
    )
    if effective_on <= timezone.localdate() and not is_asked_first:
        episodes.hand_over(episode, to=to, by=by, reason=reason, expected=now.pk)
        hand_over.status = HandOver.Status.DONE
        save_or_refuse(hand_over)
        return hand_over
    save_or_refuse(hand_over)
    after = {"worker": to.name, "from": effective_on.isoformat()}
    audit.record("hand_over.offered", by=by, target=hand_over, after=after, reason=reason)
    _tell(HandOverOffered, hand_over, to)
    return hand_over


@transaction.atomic
def accept(hand_over, *, by, said=""):
    """Say yes. If its day has come, the child moves in this moment."""
    hand_over = _locked(hand_over)
    _refuse_others(hand_over, by)
    hand_over.move_to(HandOver.Status.ACCEPTED)
    _answered(hand_over, by=by, said=said)
    audit.record("hand_over.accepted", by=by, target=hand_over, reason=hand_over.said)
    if hand_over.effective_on <= timezone.localdate():
        take_effect(hand_over)
        return HandOver.objects.get(pk=hand_over.pk)
    _tell(HandOverAnswered, hand_over, hand_over.offered_by)
    return hand_over


@transaction.atomic
def query(hand_over, *, by, said):
    """Ask something first. Nothing moves before the lead has answered or taken it back."""
    if not said.strip():
        raise Refused("Say what you want to ask.")
    hand_over = _locked(hand_over)
    _refuse_others(hand_over, by)
    hand_over.move_to(HandOver.Status.QUERIED)
    _answered(hand_over, by=by, said=said)
    audit.record("hand_over.queried", by=by, target=hand_over, reason=hand_over.said)
    _tell(HandOverAnswered, hand_over, hand_over.offered_by)
    return hand_over


@transaction.atomic
def offer_again(hand_over, *, by, note):
    """Answer a question in the note, and offer the hand-over again; what was asked stays in the trail."""
    hand_over = _locked(hand_over)
    hand_over.move_to(HandOver.Status.OFFERED)
    hand_over.note, hand_over.offered_at, hand_over.offered_by = note.strip(), timezone.now(), by
    hand_over.answered_at = hand_over.answered_by = None
    save_or_refuse(hand_over)
    audit.record("hand_over.offered_again", by=by, target=hand_over)
    _tell(HandOverOffered, hand_over, hand_over.to_worker)
    return hand_over


@transaction.atomic
def withdraw(hand_over, *, by):
    """Take a hand-over back that has not happened: the child stays where it is."""
    hand_over = _locked(hand_over)
    hand_over.move_to(HandOver.Status.WITHDRAWN)
    save_or_refuse(hand_over)
    audit.record("hand_over.withdrawn", by=by, target=hand_over)
    return hand_over


def take_effect(hand_over):
    """Move the child, in the name of who offered it; if that cannot be any more, say so to the lead."""
    with transaction.atomic():
        hand_over = _locked(hand_over)
        if not HandOver.objects.due(on=timezone.localdate()).filter(pk=hand_over.pk).exists():
            return hand_over
        hand_over.move_to(HandOver.Status.DONE)
        try:
            with transaction.atomic():
                _move(hand_over)
        except Refused as refusal:
            return _stop(hand_over, str(refusal))
        save_or_refuse(hand_over)
        return hand_over


def _move(hand_over):
    now = hand_over.episode.allocations.open().first()
    if now is None or now.worker_id != hand_over.from_worker_id:
        raise Refused(f"The child is not with {hand_over.from_worker.name} any more.")
    episodes.hand_over(
        hand_over.episode,
        to=hand_over.to_worker,
        by=hand_over.offered_by,
        reason=hand_over.reason,
        expected=now.pk,
    )


def _stop(hand_over, why):
    """What was agreed cannot be carried out: it is taken back, with the reason, and the lead is told."""
    hand_over.status = HandOver.Status.WITHDRAWN
    save_or_refuse(hand_over)
    audit.record("hand_over.stopped", by=audit.CLOCK, target=hand_over, reason=why)
    _tell(HandOverStopped, hand_over, hand_over.offered_by)
    return hand_over


def _refuse_impossible(episode, now, *, to, reason, on, expected):
    name = episode.child.first_name
    if now is None or episode.status == Episode.Status.CLOSED:
        raise Refused(f"{name} is with nobody at the moment: choose a worker first.")
    if expected is not None and now.pk != expected:
        who = f"{name} came to {now.worker.name} while you were looking"
        raise Refused(f"{who}. Nothing was changed: please look again.")
    if now.worker_id == to.pk:
        raise Refused(f"{name} is with {to.name} already.")
    if not reason.strip():
        raise Refused("Say why the child moves: the family and the new worker may ask.")
    if on < timezone.localdate():
        raise Refused("Choose today or a day ahead: what has been cannot be moved.")
    if not load.workers_of([episode.team], on=timezone.localdate()).filter(pk=to.pk).exists():
        raise Refused(f"{to.name} is not a worker of the {episode.team} team now.")


def _refuse_others(hand_over, by):
    if by.pk != hand_over.to_worker_id:
        raise Refused(f"Only {hand_over.to_worker.name} can answer this.")


def _answered(hand_over, *, by, said):
    hand_over.said = said.strip() or hand_over.said
    hand_over.answered_at, hand_over.answered_by = timezone.now(), by
    save_or_refuse(hand_over)


def _locked(hand_over):
    """The episode first, as whoever moves a child does; then the hand-over as it is now."""
    Episode.objects.select_for_update(of=("self",)).get(pk=hand_over.episode_id)
    held = HandOver.objects.select_for_update(of=("self",))
    return held.select_related(
        "episode__child", "episode__team", "from_worker", "to_worker", "offered_by"
    ).get(pk=hand_over.pk)


def _tell(message, hand_over, to):
    """Each turn of the conversation is told once."""
    turn = hand_over.answered_at or hand_over.offered_at
    key = f"{message.name}:{hand_over.pk}:{to.pk}:{hand_over.status}:{turn:%Y%m%d%H%M%S%f}"
    notify(message, to=to, about=hand_over, key=key)

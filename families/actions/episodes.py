"""A child comes onto a worker's caseload, and moves from one to another. What was stays as history."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.notify import notify
from accounts.refusals import Refused

from .. import load
from ..handing_over import follow
from ..models import Allocation, Episode, Policy
from ..notifications import ChildAllocated, NewWorker
from ..saving import save_or_refuse


@transaction.atomic
def allocate(episode, *, to, by, reason=""):
    """Give a child that waits for a worker to one. Over capacity this needs a reason."""
    episode = _locked(episode)
    now = _open_allocation(episode)
    if now is not None or episode.status != Episode.Status.WAITING:
        raise Refused(_already(episode, now))
    weight = _weight_for(episode, to=to, reason=reason)
    allocation = _give(episode, to=to, by=by, reason=reason, weight=weight)
    episode.status = Episode.Status.ACTIVE
    save_or_refuse(episode)
    after = {"worker": to.name, "weight": load.plain(weight)}
    audit.record("episode.allocated", by=by, target=episode, after=after, reason=reason)
    _tell(allocation)
    return allocation


@transaction.atomic
def hand_over(episode, *, to, by, reason, expected=None):
    """Move a child to another worker. What hangs on it follows; the first worker's access ends with this.

    Arguments: ``expected`` is the primary key of the allocation that the person saw; if another has come
    since, nothing is moved and the person is told.
    """
    episode = _locked(episode)
    now = _open_allocation(episode)
    if now is None:
        raise Refused(f"{episode.child.first_name} is with nobody at the moment: choose a worker first.")
    if expected is not None and now.pk != expected:
        raise Refused(_already(episode, now))
    if now.worker_id == to.pk:
        raise Refused(f"{episode.child.first_name} is with {to.name} already.")
    if not reason.strip():
        raise Refused("Say why the child moves: the family and the new worker may ask.")
    weight = _weight_for(episode, to=to, reason=reason)
    old = now.worker
    now.until_at, now.ended_by = timezone.now(), by
    save_or_refuse(now)
    allocation = _give(episode, to=to, by=by, reason=reason, weight=weight)
    follow(episode, old=old, new=to, by=by)
    audit.record(
        "episode.handed_over",
        by=by,
        target=episode,
        before={"worker": old.name},
        after={"worker": to.name},
        reason=reason,
    )
    _tell(allocation)
    return allocation


def _locked(episode):
    return Episode.objects.select_for_update(of=("self",)).select_related("child", "team").get(pk=episode.pk)


def _open_allocation(episode):
    return episode.allocations.open().select_related("worker", "allocated_by").first()


def _already(episode, allocation):
    """What another person did meanwhile, so that one can look again."""
    name = episode.child.first_name
    if allocation is None:
        return f"{name} is “{episode.get_status_display().lower()}” and cannot be given to a worker now."
    at = timezone.localtime(allocation.from_at)
    return (
        f"{allocation.allocated_by.name} gave {name} to {allocation.worker.name} on {at:%-d %B at %H:%M}, "
        "while you were looking. Nothing was changed: please look again."
    )


def _weight_for(episode, *, to, reason):
    """Check that this worker can be given this child, and return what the child weighs.

    The worker's row is held meanwhile, so that two children given at once are both counted.
    """
    today = timezone.localdate()
    User.objects.select_for_update().get(pk=to.pk)
    if not load.workers_of([episode.team], on=today).filter(pk=to.pk).exists():
        raise Refused(f"{to.name} is not a worker of the {episode.team} team now.")
    policy = Policy.on(today)
    weight = load.weight_of(episode, policy)
    (now,) = load.loads_of([to], on=today, policy=policy)
    after = now.after(weight)
    if after.is_over and not reason.strip():
        raise Refused(f"{to.name} would carry {after.figures}, more than is planned for. Say why.")
    return weight


def _give(episode, *, to, by, reason, weight):
    return save_or_refuse(
        Allocation(episode=episode, worker=to, weight=weight, allocated_by=by, reason=reason.strip())
    )


def _tell(allocation):
    notify(ChildAllocated, to=allocation.worker, about=allocation)
    today = timezone.localdate()
    for carer in allocation.child.carers.seeing(on=today).filter(user__isnull=False).select_related("user"):
        notify(NewWorker, to=carer.user, about=allocation)

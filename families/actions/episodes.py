"""A child comes onto a worker's caseload, and moves from one to another. What was stays as history."""

from datetime import datetime, time

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.notify import notify
from accounts.refusals import Refused

from .. import load, weighing
from ..handing_over import Going, follow
from ..models import Allocation, Episode, Policy
from ..notifications import ChildAllocated, NewWorker
from ..saving import save_or_refuse


@transaction.atomic
def allocate(episode, *, to, by, reason="", from_on=None):
    """Give a child that waits for a worker to one. Over capacity this needs a reason.

    Arguments: ``from_on`` is the day since which she has the child, if it was not today.
    """
    episode = locked(episode)
    now = open_allocation(episode)
    if now is not None or episode.status != Episode.Status.WAITING:
        raise Refused(moved_meanwhile(episode, now))
    from_at = _moment(episode, from_on)
    parts = parts_for(episode, to=to, reason=reason)
    allocation = give(episode, to=to, by=by, reason=reason, parts=parts, from_at=from_at)
    episode.move_to(Episode.Status.ACTIVE)
    save_or_refuse(episode)
    after = {"worker": to.name, "weight": load.plain(allocation.weight), "made_of": allocation.made_of}
    audit.record("episode.allocated", by=by, target=episode, after=after, reason=reason)
    tell(allocation)
    return allocation


@transaction.atomic
def hand_over(episode, *, to, by, reason, expected=None):
    """Move a child to another worker. What hangs on it follows; the first worker's access ends with this.

    Arguments: ``expected`` is the primary key of the allocation that the person saw; if another has come
    since, nothing is moved and the person is told.
    """
    episode = locked(episode)
    now = open_allocation(episode)
    if episode.status == Episode.Status.CLOSED:
        raise Refused(moved_meanwhile(episode, now))
    if now is None:
        raise Refused(f"{episode.child.first_name} is with nobody at the moment: choose a worker first.")
    if expected is not None and now.pk != expected:
        raise Refused(moved_meanwhile(episode, now))
    if now.worker_id == to.pk:
        raise Refused(f"{episode.child.first_name} is with {to.name} already.")
    if not reason.strip():
        raise Refused("Say why the child moves: the family and the new worker may ask.")
    parts = parts_for(episode, to=to, reason=reason)
    old = now.worker
    now.until_at, now.ended_by = timezone.now(), by
    save_or_refuse(now)
    allocation = give(episode, to=to, by=by, reason=reason, parts=parts)
    follow([Going(episode, old, to, timezone.now())], by=by)
    audit.record(
        "episode.handed_over",
        by=by,
        target=episode,
        before={"worker": old.name},
        after={"worker": to.name},
        reason=reason,
    )
    tell(allocation)
    return allocation


@transaction.atomic
def weigh(episode, *, by, moving_on_from, has_long_travel):
    """Say what adds to a child's weight: moving on to nursery or school, a long way to travel."""
    episode = locked(episode)
    if episode.status == Episode.Status.CLOSED:
        raise Refused(moved_meanwhile(episode, None))
    names = ("moving_on_from", "has_long_travel")
    was = {name: getattr(episode, name) for name in names}
    episode.moving_on_from, episode.has_long_travel = moving_on_from, has_long_travel
    changed = [name for name in names if getattr(episode, name) != was[name]]
    if not changed:
        return episode
    save_or_refuse(episode)
    weighing.weigh_child_again(episode.child, on=timezone.localdate())
    before = {name: _kept(was[name]) for name in changed}
    after = {name: _kept(getattr(episode, name)) for name in changed}
    audit.record("episode.weighed", by=by, target=episode, before=before, after=after)
    return episode


def _kept(value):
    """A value as the trail keeps it."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def locked(episode):
    """The episode as it is now, held until the end of this transaction: two people take turns."""
    return Episode.objects.select_for_update(of=("self",)).select_related("child", "team").get(pk=episode.pk)


def open_allocation(episode):
    return episode.allocations.open().select_related("worker", "allocated_by").first()


def _moment(episode, from_on):
    """When the worker has the child from: this moment, or the beginning of a day that was."""
    today = timezone.localdate()
    if from_on is None or from_on == today:
        return timezone.now()
    if from_on > today:
        raise Refused("This day is still to come: give the child to the worker on that day.")
    if from_on < episode.opened_on:
        raise Refused(f"{episode.child.first_name} has a place with us since {episode.opened_on:%-d %B %Y}.")
    begin = timezone.make_aware(datetime.combine(from_on, time.min))
    last = episode.allocations.filter(until_at__gt=begin).order_by("-until_at").first()
    if last is None:
        return begin
    if timezone.localdate(last.until_at) > from_on:
        raise Refused(
            f"{last.worker.name} had the child until {timezone.localdate(last.until_at):%-d %B %Y}."
        )
    return last.until_at


def moved_meanwhile(episode, allocation):
    """What another person did meanwhile, so that one can look again."""
    name = episode.child.first_name
    if episode.status == Episode.Status.CLOSED:
        return f"{name}’s time with us ended on {episode.closed_on:%-d %B %Y}. Nothing was changed."
    if allocation is None:
        return f"{name} is “{episode.get_status_display().lower()}” and cannot be given to a worker now."
    at = timezone.localtime(allocation.from_at)
    return (
        f"{allocation.allocated_by.name} gave {name} to {allocation.worker.name} on {at:%-d %B at %H:%M}, "
        "while you were looking. Nothing was changed: please look again."
    )


def parts_for(episode, *, to, reason):
    """Check that this worker can be given this child, and return how the child’s weight is made.

    The worker's row is held meanwhile, so that two children given at once are both counted.
    """
    today = timezone.localdate()
    User.objects.select_for_update().get(pk=to.pk)
    if not load.workers_of([episode.team], on=today).filter(pk=to.pk).exists():
        raise Refused(f"{to.name} is not a worker of the {episode.team} team now.")
    policy = Policy.on(today)
    parts = weighing.parts_of(episode, policy, worker=to)
    (now,) = load.loads_of([to], on=today, policy=policy)
    after = now.after(weighing.total(parts))
    if after.needs_reason and not reason.strip():
        raise Refused(f"{to.name} would carry {after.figures}, more than is planned for. Say why.")
    return parts


def give(episode, *, to, by, reason, parts, from_at=None):
    """Write the allocation itself."""
    return save_or_refuse(
        Allocation(
            episode=episode,
            worker=to,
            weight=weighing.total(parts),
            made_of=weighing.stored(parts),
            allocated_by=by,
            reason=reason.strip(),
            from_at=from_at or timezone.now(),
        )
    )


def tell(allocation):
    notify(ChildAllocated, to=allocation.worker, about=allocation)
    today = timezone.localdate()
    for carer in allocation.child.carers.seeing(on=today).filter(user__isnull=False).select_related("user"):
        notify(NewWorker, to=carer.user, about=allocation)

"""Work that is never lost: asked for in Postgres, carried out by Celery, done once (TRUST.md §8.2).

The cause and the request for work are one transaction. Redis carries an id as a nudge; a nudge that is
lost is found by the poller. A claim has a lease and a fence: a worker that dies is followed by another, and
one that wakes late changes nothing.
"""

import logging
import random
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from .models import Job
from .nudges import nudge

LEASE = timedelta(seconds=120)
FIRST_PAUSE = timedelta(seconds=30)
MOST_ATTEMPTS = 8
GRACE = 30  # seconds from being asked to stop to being stopped
NEXT_LONG_ONE = timedelta(seconds=20)
ONE_LONG_CLAIM = 1_976  # a number of Postgres’ own: two workers do not begin long work at the same moment

HANDLERS = {}
CALLED = {}
MINUTES = {}
ENDINGS = {}
DUE = []
log = logging.getLogger(__name__)


class Overtaken(Exception):
    """Another worker holds this work now; what this one did is undone."""


class Abandoned(Exception):
    """A worker began it and was never heard of again."""


class NobodyKnowsHow(Exception):
    """No room carries out this kind of work."""


class TooLate(Exception):
    """The work is of no use any more, as a reminder after the visit."""


def handler(kind, *, queue=Job.Queue.DEFAULT, called="", minutes=None):
    """Register the function that carries out one kind of work. It takes the Job and may run again.

    ``called`` is what people call such work: "Make a report". ``minutes`` is how long it may last where the
    one minute that all work has is too short; such work tells by ``beat`` that it goes on.
    """

    def register(function):
        HANDLERS[kind] = (function, queue)
        CALLED[kind] = called
        if minutes:
            MINUTES[kind] = minutes
        return function

    return register


def ending(kind):
    """Register the function that hears how work of a kind ended if not done: given up, unknown, too late.

    It takes the Job and shares the transaction in which the end is written.
    """

    def register(function):
        ENDINGS[kind] = function
        return function

    return register


def called(kind):
    """What people call one kind of work."""
    return CALLED.get(kind) or kind.replace(".", ": ").replace("_", " ").capitalize()


def limits(kind):
    """When work of a kind is asked to stop and when it is stopped, for Celery; empty: like all work."""
    if kind not in MINUTES:
        return {}
    soft = MINUTES[kind] * 60
    return {"soft_time_limit": soft, "time_limit": soft + GRACE}


def due(function):
    """Register a function that asks for all that is due at a moment; it may be called at any time."""
    DUE.append(function)
    return function


def ask(kind, *, key, by=None, run_after=None, **ids):
    """Ask for work, in the caller's transaction. The same key asked for twice is one piece of work.

    Arguments: ``key`` is the business identity (``report:<child>:<version>``); ``ids`` hold ids only.
    Returns the Job, and whether it is new.
    """
    queue = HANDLERS[kind][1]
    job, is_new = Job.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "queue": queue,
            "payload": ids,
            "requested_by": by,
            "run_after": run_after or timezone.now(),
        },
    )
    if is_new and run_after is None:
        nudge_after_commit(job)
    return job, is_new


def ask_many(kind, asked, *, by=None):
    """Ask for many pieces of work of one kind, in two queries: ``asked`` maps each key to its ids.

    What was asked for before is not asked for again. Returns the new jobs.
    """
    known = set(Job.objects.filter(key__in=asked).values_list("key", flat=True))
    jobs = [
        Job(kind=kind, queue=HANDLERS[kind][1], key=key, payload=ids, requested_by=by)
        for key, ids in asked.items()
        if key not in known
    ]
    Job.objects.bulk_create(jobs)
    for job in jobs:
        nudge_after_commit(job)
    return jobs


def nudge_after_commit(job):
    """Tell a worker, once this transaction is committed. Nothing is lost if nobody hears it."""
    transaction.on_commit(lambda: nudge(job.pk, job.queue, limits(job.kind)), robust=True)


@transaction.atomic
def claim(pk, *, at=None):
    """Take one piece of work, if it is there to be taken; else None.

    Long work is done one piece after another: what lasts for minutes leaves a hand free for what is short.
    """
    at = at or timezone.now()
    claimable = Job.objects.claimable(at=at).filter(attempts__lt=MOST_ATTEMPTS)
    job = claimable.select_for_update(skip_locked=True).filter(pk=pk).first()
    if job is None:
        return None
    if job.kind in MINUTES and _is_long_work_going_on(job, at):
        job.run_after = at + NEXT_LONG_ONE
        job.save(update_fields=["run_after"])
        return None
    job.state, job.lease_until = Job.State.RUNNING, at + LEASE
    job.attempts += 1
    job.fence += 1
    job.save(update_fields=["state", "lease_until", "attempts", "fence"])
    return job


def _is_long_work_going_on(job, at):
    """Whether another piece is in the hands of a worker that lives: its lease runs, or it holds its row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_LONG_CLAIM])
    others = Job.objects.filter(kind__in=MINUTES, state=Job.State.RUNNING).exclude(pk=job.pk)
    if others.filter(lease_until__gt=at).exists():
        return True
    free = others.select_for_update(skip_locked=True).values_list("pk", flat=True)
    return len(free) < others.count()


@contextmanager
def finish(job):
    """Write the result and the end of the work in one transaction.

    Raises Overtaken, and so undoes the result, if another worker has claimed the work meanwhile.
    """
    with transaction.atomic():
        if job.kind in MINUTES:
            _take_time(job)
        yield
        done = {"state": Job.State.DONE, "finished_at": timezone.now(), "lease_until": None, "last_error": ""}
        if not _mine(job).update(**done):
            raise Overtaken
    job.state = Job.State.DONE


def _take_time(job):
    """Let one long transaction go on: hold the job's row, and have Postgres wait longer than for a page.

    What ``beat`` writes inside it nobody sees before the end; the lock on the row is what keeps others off.
    It goes with the connection of a worker that dies, and then the old lease lets another begin at once.
    """
    beat(job)
    patience = f"{int(LEASE.total_seconds())}s"
    with connection.cursor() as cursor:
        for name in ("statement_timeout", "idle_in_transaction_session_timeout"):
            cursor.execute("SELECT set_config(%s, %s, true)", [name, patience])


def beat(job):
    """Say that long work goes on, so that nobody takes it over. Raises Overtaken."""
    if not _mine(job).update(lease_until=timezone.now() + LEASE):
        raise Overtaken


def mark_sending(job):
    """Say, before an e-mail leaves, that it may have left. Raises Overtaken."""
    if not _mine(job).update(state=Job.State.SENDING, lease_until=timezone.now() + LEASE):
        raise Overtaken
    job.state = Job.State.SENDING


def mark_not_sent(job):
    """Say that an e-mail certainly did not leave: the server said no. It may be tried again."""
    if not _mine(job).update(state=Job.State.RUNNING):
        raise Overtaken
    job.state = Job.State.RUNNING


def carry_out(pk):
    """Claim one piece of work and carry it out; set the next try if it fails."""
    job = claim(pk)
    if job is None:
        return
    try:
        _handler_of(job)(job)
        if job.state == Job.State.RUNNING:
            with finish(job):
                pass
    except Overtaken:
        log.warning("job %s overtaken", job.pk)
    except TooLate:
        end(job, Job.State.EXPIRED)
    except NobodyKnowsHow as error:
        end(job, Job.State.DEAD, error)
    except Exception as error:
        log.exception("job %s of kind %s failed", job.pk, job.kind)
        if job.state == Job.State.SENDING:
            end(job, Job.State.UNKNOWN, error)  # it may have left: only a person may have it sent again
        else:
            put_off(job, error)


def _handler_of(job):
    try:
        return HANDLERS[job.kind][0]
    except KeyError:
        raise NobodyKnowsHow(job.kind) from None


def put_off(job, error):
    """Try again later, each time after a longer pause; give up visibly after eight tries."""
    if job.attempts >= MOST_ATTEMPTS:
        end(job, Job.State.DEAD, error)
        return
    pause = FIRST_PAUSE * 2 ** (job.attempts - 1) * random.uniform(0.8, 1.2)
    _mine(job).update(
        state=Job.State.READY,
        run_after=timezone.now() + pause,
        lease_until=None,
        last_error=said_by(error),
    )


@transaction.atomic
def end(job, state, error=None):
    """Write how work ended that was not done, and let its room hear of it."""
    over = state in {Job.State.DEAD, Job.State.EXPIRED}
    change = {"state": state, "lease_until": None, "finished_at": timezone.now() if over else None}
    if error is not None:
        change["last_error"] = said_by(error)
    if not _mine(job).update(**change):
        return
    job.state = state
    if job.kind in ENDINGS:
        ENDINGS[job.kind](job)


def said_by(error):
    """What an error says, short enough to keep."""
    return f"{type(error).__name__}: {error}".replace("\x00", "")[:500]


def try_again(job):
    """Put work that gave up back to be done; for a person who has looked at why."""
    job.state, job.attempts, job.run_after = Job.State.READY, 0, timezone.now()
    job.finished_at = job.lease_until = None
    job.save(update_fields=["state", "attempts", "run_after", "finished_at", "lease_until"])
    nudge_after_commit(job)


def sweep(*, at=None):
    """Nudge all that waits, and end what no worker will end. Returns how many were nudged."""
    at = at or timezone.now()
    end_what_was_left(at)
    waiting = list(
        Job.objects.claimable(at=at).order_by("run_after").values_list("pk", "queue", "kind")[:200]
    )
    for pk, queue, kind in waiting:
        nudge(pk, queue, limits(kind))
    return len(waiting)


@transaction.atomic
def end_what_was_left(at):
    """Of mail whose worker died nobody knows; work whose workers died each time is given up."""
    left = Job.objects.abandoned(at=at).select_for_update(skip_locked=True, of=["self"]).order_by("pk")
    for job in left.filter(state=Job.State.SENDING)[:200]:
        end(job, Job.State.UNKNOWN, Abandoned("the worker died while it was being sent"))
    for job in left.filter(state=Job.State.RUNNING, attempts__gte=MOST_ATTEMPTS)[:200]:
        end(job, Job.State.DEAD, Abandoned("each worker that tried it died"))


def _mine(job):
    return Job.objects.filter(pk=job.pk, fence=job.fence, state__in=[Job.State.RUNNING, Job.State.SENDING])

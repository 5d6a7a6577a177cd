"""Telling a worker that there is work, without ever waiting for Redis.

A Redis that is down takes a client six seconds to find out. So a thread of its own sends the ids; a request
only hands them over. What cannot be sent is dropped: the poller finds the work in Postgres within seconds.
"""

import logging
import os
from queue import Empty, Full, Queue
from threading import Lock, Thread

MOST = 1_000  # ids that wait to be sent; more would only be stale
STALE_AFTER = 30  # seconds until a worker may throw a nudge away: the poller has sent another by then

log = logging.getLogger(__name__)


class Nudger:
    """One thread of one process that sends ids to Redis."""

    def __init__(self):
        self.pid = os.getpid()
        self.waiting = Queue(MOST)
        Thread(target=self.run, name="nudger", daemon=True).start()

    def take(self, pk, queue, limits):
        try:
            self.waiting.put_nowait((pk, queue, limits))
        except Full:
            log.warning("nudge dropped: too many wait")

    def run(self):
        while True:
            try:
                send(*self.waiting.get())
            except Exception as error:  # whatever Redis, kombu or the network may raise
                log.warning("nudge not sent: %s", type(error).__name__)
                self.forget()

    def forget(self):
        """Drop what waits: it would fail alike, and the poller knows it."""
        try:
            while True:
                self.waiting.get_nowait()
        except Empty:
            return


_lock = Lock()
_nudger = None


def nudge(pk, queue, limits=None):
    """Tell a worker about one piece of work, and how long it may last. Returns at once and never raises."""
    global _nudger
    from .tasks import carry_out_job  # the task module imports the work, which imports this one

    if carry_out_job.app.conf.task_always_eager:
        send(pk, queue, limits)
        return
    with _lock:
        if _nudger is None or _nudger.pid != os.getpid():  # a fork leaves the thread behind
            _nudger = Nudger()
    _nudger.take(pk, queue, limits)


def send(pk, queue, limits=None):
    """Send one id, once; with limits of its own where the work has them."""
    from .tasks import carry_out_job

    carry_out_job.apply_async(
        [str(pk)], queue=queue, retry=False, ignore_result=True, expires=STALE_AFTER, **(limits or {})
    )

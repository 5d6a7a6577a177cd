"""What the clock starts. One tick a minute asks each room what is due; asking twice does no harm."""

import logging

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from . import limits, work
from .models import Draft, Job, Submission

log = logging.getLogger(__name__)
TICK_LOCK = 7_309_115  # any number, the same in every clock


@shared_task
def tick():
    """Ask for all that is due now, unless another clock is doing so this moment."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [TICK_LOCK])
        if not cursor.fetchone()[0]:
            return
        try:
            now = timezone.now()
            for ask_for_what_is_due in work.DUE:
                _ask(ask_for_what_is_due, now)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [TICK_LOCK])


def _ask(function, now):
    """Ask one room what is due; a room that fails keeps no other from being asked."""
    try:
        with transaction.atomic():
            function(now)
    except Exception:
        log.exception("asking %s what is due failed", function.__module__)


@work.due
def forget_old_drafts(now):
    """Drafts are kept for thirty days, one-time form keys and work done for nobody for one."""
    limits.forget(now)
    Draft.objects.stale(at=now).delete()
    a_day_ago = now - timezone.timedelta(days=1)
    Submission.objects.filter(at__lt=a_day_ago).delete()
    Job.objects.filter(kind="notice.to_nobody", state=Job.State.DONE, finished_at__lt=a_day_ago).delete()

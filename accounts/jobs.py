"""What the clock starts. One tick a minute asks each room what is due; asking twice does no harm."""

from celery import shared_task
from django.db import connection
from django.utils import timezone

from . import work
from .models import Draft, Submission

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
                ask_for_what_is_due(now)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [TICK_LOCK])


@work.due
def forget_old_drafts(now):
    """Drafts are kept for thirty days, one-time form keys for one."""
    Draft.objects.stale(at=now).delete()
    Submission.objects.filter(at__lt=now - timezone.timedelta(days=1)).delete()

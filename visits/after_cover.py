"""A visit that was made while covering for a colleague, and waits for its record when the cover is over.

Who covered sees the child no longer. What she did herself she may still write up, for as long as the service
gives for a write-up, counted from the last day of the cover. Nothing else opens again: neither the child’s
record nor the diary.
"""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce, Least, TruncDate
from django.utils import timezone

from accounts.permissions import Permission
from families.models import CoverShare, Policy

from .diary import write_up_by
from .models import Visit


def to_write_up(user, *, now, days):
    """What waits in this person’s diary for its record: in scope, or made while she covered. One query."""
    left = left_to_write(user, now=now, days=days)
    may = Q(pk__in=Visit.objects.visible_to(user).values("pk")) | Q(pk__in=left.values("pk"))
    return Visit.objects.of_worker(user).unwritten(at=now).filter(may)


def left_to_write(user, *, now=None, days=None):
    """The visits that this person made on days of a cover which ended a moment ago, planned or signed.

    ``days`` are those of the policy of the day, if they are known already.
    """
    now = now or timezone.now()
    if not (user.is_active and user.may(Permission.VISIT_RECORD)):
        return Visit.objects.none()
    made = Visit.objects.filter(worker=user, starts_at__lt=now, child__merged_into=None, child__died_on=None)
    of_them = shares_of(user, on=timezone.localdate(now), days=days).filter(
        episode__child=OuterRef("child"),
        cover__from_on__lte=OuterRef("made_on"),
        last__gte=OuterRef("made_on"),
    )
    return made.annotate(made_on=TruncDate("starts_at")).filter(Exists(of_them))


def shares_of(user, *, on, days=None):
    """Children whom this person covered until a moment ago; each share with the last day of its cover."""
    ended_on = Coalesce(TruncDate("cover__ended_at"), F("cover__until_on"))
    shares = CoverShare.objects.filter(worker=user).annotate(last=Least("cover__until_on", ended_on))
    return shares.filter(last__gte=earliest_last_day(on, days=days), last__lte=on)


def earliest_last_day(on, *, days=None):
    """How long ago a cover may have ended, so that what is left of it can be written up on a day."""
    days, first = Policy.on(on).write_up_days if days is None else days, on
    while write_up_by(first - timedelta(days=1), working_days=days) >= on:
        first -= timedelta(days=1)
    return first


def whose_child(visit, user):
    """The colleague for whom the visit was made: what lies on the table for the record is what she sees."""
    on = timezone.localdate(visit.starts_at)
    shares = shares_of(user, on=timezone.localdate()).filter(
        episode__child=visit.child, cover__from_on__lte=on
    )
    share = shares.filter(last__gte=on).select_related("cover__away").order_by("-pk").first()
    return share.cover.away if share else user

"""What the diary tells people. No message names a child, a place or a time: that is read after signing in."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.notify import Message
from families.models import Child

from .after_cover import left_to_write
from .models import Visit

LONGEST_NOTICE = timedelta(hours=36)  # a reminder is for the next day, however late it leaves


def may_be_told(child, person):
    """Whether this adult may hear of this child today; a death or the end of the service silences all."""
    if child.died_on or not person.is_active:
        return False
    return Child.objects.visible_to(person).in_service().filter(pk=child.pk).exists()


class VisitSoon(Message):
    """To a family, the evening before a visit."""

    name = "visits.VisitSoon"
    template = "visits/visit_soon"

    @classmethod
    def should_send(cls, about, to):
        ahead = about.starts_at - timezone.now()
        is_near = timedelta(0) < ahead <= LONGEST_NOTICE
        return is_near and about.status == Visit.Status.PLANNED and may_be_told(about.child, to)

    @classmethod
    def path(cls, about, to):
        return reverse("portal:home")


class RecordShared(Message):
    """To a family: a visit is written up or put right, and can be read."""

    name = "visits.RecordShared"
    template = "visits/record_shared"

    @classmethod
    def should_send(cls, about, to):
        return may_be_told(about.visit.child, to)

    @classmethod
    def path(cls, about, to):
        return reverse("portal:home")


class WriteUpWaiting(Message):
    """To a worker: a visit is not written up though the days that the service gives for it are over."""

    name = "visits.WriteUpWaiting"
    template = "visits/write_up_waiting"

    @classmethod
    def should_send(cls, about, to):
        if about.status != Visit.Status.PLANNED:
            return False
        return may_be_told(about.child, to) or left_to_write(to).filter(pk=about.pk).exists()

    @classmethod
    def path(cls, about, to):
        return reverse("visits:visit_write_up", args=[about.ref])

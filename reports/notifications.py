"""What reports tells people: that there is something to read, never what or about whom."""

from django.urls import reverse
from django.utils import timezone

from accounts.notify import Message

from .models import Release


class SomethingToRead(Message):
    """A report was shared with this adult. Asked again at delivery: access may have ended meanwhile."""

    name = "reports.SomethingToRead"
    template = "reports/something_to_read"

    @classmethod
    def should_send(cls, about, to):
        """The release is theirs, they may still see the child today, and the child lives."""
        if not isinstance(about, Release) or not super().should_send(about, to):
            return False
        ties = to.ties.seeing(on=timezone.localdate())
        return about.report.child.died_on is None and ties.filter(pk=about.carer_id).exists()

    @classmethod
    def path(cls, about, to):
        return reverse("portal:home")

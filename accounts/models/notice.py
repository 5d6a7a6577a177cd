from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..fields import EncryptedTextField
from ..permissions import Permission
from ..scoping import ScopedQuerySet


class NoticeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """One's own; who looks after failed work also sees that others exist, never what they say."""
        return self.all() if user.may(Permission.JOB_MANAGE) else self.filter(to=user)

    def unread(self):
        return self.filter(read_at=None)


class Notice(models.Model):
    """One message to one person, with an account or without.

    The e-mail says that there is something to read, never what.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Waiting to be sent"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        UNKNOWN = "unknown", "Not known whether it was sent"
        FAILED = "failed", "Could not be sent"
        SILENCED = "silenced", "No longer wanted"

    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="notices"
    )
    address = EncryptedTextField(
        blank=True, help_text="of somebody outside who has no account; wiped when it is sent"
    )
    kind = models.CharField(max_length=80, help_text="the message class, as in visits.VisitTomorrow")
    key = models.CharField(
        max_length=160, unique=True, help_text="what makes this message this one and no other"
    )
    about_type = models.CharField(max_length=80, blank=True)
    about_pk = models.CharField(max_length=64, blank=True)
    secret = EncryptedTextField(blank=True, help_text="a sign-in code; wiped as soon as it is sent")
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["to", "-created_at"], name="notice_person")]
        constraints = [
            models.CheckConstraint(
                name="notice_sent_with_time",
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                violation_error_message="A message that was sent says when.",
            ),
            models.CheckConstraint(
                condition=Q(to__isnull=False, address="") | Q(to=None),
                name="notice_to_one",
                violation_error_message="A message goes to a person or to an address outside, not to both.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} to {self.to or 'an address outside'}"

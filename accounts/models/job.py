import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from ..permissions import Permission
from ..scoping import ScopedQuerySet


class JobQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.all() if user.may(Permission.JOB_MANAGE) else self.none()

    def needing_a_person(self):
        """Work that gave up, or of which nobody knows whether it happened."""
        return self.filter(state__in=[Job.State.DEAD, Job.State.UNKNOWN])

    def waiting(self, *, at):
        """Work that is due and that nobody has begun."""
        return self.filter(state=Job.State.READY, run_after__lte=at)

    def abandoned(self, *, at):
        """Work that a worker began, and of which it was never heard again."""
        return self.filter(state__in=[Job.State.RUNNING, Job.State.SENDING], lease_until__lt=at)

    def claimable(self, *, at):
        """Work that is ready, and work whose worker died and let the lease run out."""
        ready = Q(state=Job.State.READY, run_after__lte=at)
        abandoned = Q(state=Job.State.RUNNING, lease_until__lt=at)
        return self.filter(ready | abandoned)


class Job(models.Model):
    """Work asked for in the same transaction as its cause; Celery carries it out, Postgres remembers it."""

    class State(models.TextChoices):
        READY = "ready", "Waiting"
        RUNNING = "running", "Being done"
        SENDING = "sending", "Being sent"
        UNKNOWN = "unknown", "Not known whether it was sent"
        DONE = "done", "Done"
        DEAD = "dead", "Gave up"
        EXPIRED = "expired", "Too late to be of use"

    class Queue(models.TextChoices):
        DEFAULT = "default", "Ordinary"
        MAIL = "mail", "E-mail"
        PDF = "pdf", "Documents"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    queue = models.CharField(max_length=10, choices=Queue, default=Queue.DEFAULT)
    key = models.CharField(
        max_length=160, unique=True, help_text="what makes this piece of work this one and no other"
    )
    payload = models.JSONField(default=dict, help_text="ids only")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=State, default=State.READY)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    fence = models.PositiveIntegerField(
        default=0, help_text="rises with each claim; a worker that wakes late has an old one"
    )
    last_error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "pk"]
        indexes = [
            models.Index(fields=["run_after"], condition=Q(state="ready"), name="job_ready"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="job_running"),
            models.Index(
                fields=["-created_at"], condition=Q(state__in=["dead", "unknown"]), name="job_needs_person"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_finished_with_time",
                condition=Q(state__in=["done", "dead", "expired"], finished_at__isnull=False)
                | Q(state__in=["ready", "running", "sending", "unknown"], finished_at=None),
                violation_error_message="Work that is over says when it ended.",
            ),
            models.CheckConstraint(
                name="job_running_with_lease",
                condition=~Q(state="running") | Q(lease_until__isnull=False),
                violation_error_message="Work that is being done says until when it is trusted to be.",
            ),
        ]

    def __str__(self):
        return f"{self.kind} ({self.get_state_display().lower()})"

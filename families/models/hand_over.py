from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.scoping import ScopedQuerySet

from .episode import Episode


class HandOverQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who may see the child, and the worker to whom it was offered: she has to know what she answers."""
        seen = Q(episode__in=Episode.objects.visible_to(user))
        return self.none() if user.is_family else self.filter(seen | Q(to_worker=user))

    def pending(self):
        return self.filter(status__in=HandOver.PENDING)

    def due(self, *, on):
        """Those that take effect on a day: agreed to, or such that nobody has to agree first."""
        agreed = Q(status=HandOver.Status.ACCEPTED) | Q(status=HandOver.Status.OFFERED, is_asked_first=False)
        return self.filter(agreed, effective_on__lte=on)


class HandOver(models.Model):
    """One child’s going from one worker to another: the note, the day, and the new worker’s answer."""

    class Status(models.TextChoices):
        OFFERED = "offered", "Waiting for an answer"
        ACCEPTED = "accepted", "Accepted"
        QUERIED = "queried", "A question was asked"
        DONE = "done", "Done"
        WITHDRAWN = "withdrawn", "Withdrawn"

    TRANSITIONS = {
        Status.OFFERED: {Status.ACCEPTED, Status.QUERIED, Status.DONE, Status.WITHDRAWN},
        Status.ACCEPTED: {Status.QUERIED, Status.DONE, Status.WITHDRAWN},
        Status.QUERIED: {Status.OFFERED, Status.ACCEPTED, Status.WITHDRAWN},
    }
    PENDING = (Status.OFFERED, Status.ACCEPTED, Status.QUERIED)

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="hand_overs")
    from_worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    to_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hand_overs"
    )
    reason = models.CharField(max_length=300)
    note = models.TextField("hand-over note", blank=True)
    effective_on = models.DateField("from which day")
    is_asked_first = models.BooleanField(
        default=False, help_text="nothing moves before the new worker has said yes"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.OFFERED)
    offered_at = models.DateTimeField(default=timezone.now)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    said = models.TextField("what the new worker said", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HandOverQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_at", "-pk"]
        indexes = [
            models.Index(
                fields=["effective_on"], condition=Q(status__in=["offered", "accepted"]), name="hand_over_due"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(status__in=["offered", "accepted", "queried"]),
                name="hand_over_one_pending",
                violation_error_message="A hand-over of this child is under way already.",
            ),
            models.CheckConstraint(
                condition=~Q(from_worker=models.F("to_worker")),
                name="hand_over_between_two",
                violation_error_message="A child is handed over to somebody else.",
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False),
                name="hand_over_answered_by_somebody",
                violation_error_message="An answer says when and by whom.",
            ),
            models.CheckConstraint(
                condition=~Q(status="queried") | ~Q(said=""),
                name="hand_over_query_has_words",
                violation_error_message="Say what you want to ask.",
            ),
        ]

    def __str__(self):
        return f"{self.episode.child} from {self.from_worker} to {self.to_worker}"

    @property
    def child(self):
        return self.episode.child

    @property
    def is_pending(self):
        return self.status in self.PENDING

    def move_to(self, status):
        """Go on to another state, or refuse in a sentence. Does not save."""
        if status not in self.TRANSITIONS.get(self.status, ()):
            raise Refused(f"This hand-over is “{self.get_status_display().lower()}” now.")
        self.status = status

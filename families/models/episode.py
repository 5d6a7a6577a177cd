from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q, Sum
from django.utils import timezone

from accounts.models import Team
from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.scoping import ScopedQuerySet

from .child import Child


class EpisodeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def open(self):
        return self.exclude(status=Episode.Status.CLOSED)

    def active(self):
        return self.filter(status=Episode.Status.ACTIVE)

    def waiting(self):
        return self.filter(status=Episode.Status.WAITING)

    def with_worker_name(self):
        """Each with the name of who visits now as ``worker_name``; None while nobody does."""
        now = FilteredRelation("allocations", condition=Q(allocations__until_at=None))
        return self.alias(now=now).annotate(worker_name=F("now__worker__name"))


class Episode(models.Model):
    """One period of service for one child, from acceptance to closure."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Waiting for a worker"
        ACTIVE = "active", "Being visited"
        CLOSED = "closed", "Closed"

    class Frequency(models.TextChoices):
        WEEKLY = "weekly", "Every week"
        FORTNIGHTLY = "fortnightly", "Every two weeks"
        MONTHLY = "monthly", "Every month"
        GROUP = "group", "Group only"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="episodes")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="episodes")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    frequency = models.CharField(max_length=12, choices=Frequency, default=Frequency.WEEKLY)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    closing_reason = models.CharField(max_length=80, blank=True)
    moving_on_from = models.DateField(
        "moving on to nursery or school since",
        null=True,
        blank=True,
        help_text="adds to what the child weighs",
    )
    has_long_travel = models.BooleanField("a long way to travel", default=False)

    TRANSITIONS = {
        Status.WAITING: {Status.ACTIVE, Status.CLOSED},
        Status.ACTIVE: {Status.WAITING, Status.CLOSED},
        Status.CLOSED: {Status.WAITING, Status.ACTIVE},
    }

    objects = EpisodeQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=~Q(status="closed"),
                name="episode_one_open",
                violation_error_message="This child has an open episode already.",
            ),
            models.CheckConstraint(
                condition=Q(status="closed", closed_on__isnull=False)
                | (~Q(status="closed") & Q(closed_on=None)),
                name="episode_closed_with_date",
                violation_error_message="A closed episode says when it closed.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")),
                name="episode_closes_after_it_opens",
                violation_error_message="An episode cannot close before it opens.",
            ),
        ]

    def __str__(self):
        return f"{self.child}, since {self.opened_on:%-d %B %Y}"

    def move_to(self, status):
        """Go on to another state, or refuse in a sentence. Does not save."""
        if status not in self.TRANSITIONS[self.status]:
            raise Refused(f"{self.child.first_name} is “{self.get_status_display().lower()}” already.")
        self.status = status


class AllocationQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(episode__in=Episode.objects.visible_to(user))

    def open(self):
        return self.filter(until_at=None)

    def total_weight(self):
        """The load of these allocations, in weighted families."""
        return self.aggregate(total=Sum("weight"))["total"] or 0


class Allocation(models.Model):
    """A child's being on one worker's caseload, from one moment to another. Past ones stay as history."""

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="allocations")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allocations")
    weight = models.DecimalField(max_digits=4, decimal_places=2, help_text="in families visited every week")
    made_of = models.JSONField(
        default=list, blank=True, help_text="how the weight is made: [what, how much], adding up to it"
    )
    from_at = models.DateTimeField(default=timezone.now)
    allocated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    until_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering = ["-from_at", "-pk"]
        indexes = [models.Index(fields=["worker"], condition=Q(until_at=None), name="allocation_caseload")]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(until_at=None),
                name="allocation_one_open",
                violation_error_message="This child is on somebody’s caseload already.",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None, ended_by=None) | Q(until_at__isnull=False, ended_by__isnull=False),
                name="allocation_ended_by_somebody",
                violation_error_message="An allocation that ended says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(until_at=None) | Q(until_at__gte=F("from_at")),
                name="allocation_ends_after_it_begins",
                violation_error_message="An allocation cannot end before it begins.",
            ),
        ]

    def __str__(self):
        return f"{self.episode.child} with {self.worker}"

    @property
    def child(self):
        return self.episode.child

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.scoping import ScopedQuerySet
from families.models import Child

from .framework import Framework, Item


class AssessmentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))


class Assessment(models.Model):
    """One dated sitting with a framework: where a child stands at the start, or at a review."""

    class Kind(models.TextChoices):
        BASELINE = "baseline", "Baseline"
        REVIEW = "review", "Review"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="assessments")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.on:%-d %B %Y}"


class ObservationQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def as_of(self, day):
        return self.filter(on__lte=day)

    def latest(self):
        """The newest observation of each item: the present state, derived and never stored."""
        return self.order_by("child_id", "item_id", "-on", "-pk").distinct("child_id", "item_id")


class Observation(models.Model):
    """One judgement about one item on one day. It is never overwritten: a later one says what changed."""

    class State(models.TextChoices):
        CAN = "can", "Can do"
        NEARLY = "nearly", "Nearly"
        NOT_YET = "not_yet", "Not yet"
        NOT_SEEN = "not_seen", "Not seen"

    class Source(models.TextChoices):
        WORKER = "worker", "Seen by the worker"
        PARENT = "parent", "Seen by the family"
        SETTING = "setting", "Seen at the setting"
        THERAPIST = "therapist", "Seen by a therapist"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="observations")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="observations")
    state = models.CharField(max_length=10, choices=State)
    source = models.CharField(max_length=10, choices=Source, default=Source.WORKER)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="observations"
    )

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [models.Index(fields=["child", "item", "-on", "-id"], name="observation_latest")]

    def __str__(self):
        return f"{self.get_state_display()}: {self.item}"

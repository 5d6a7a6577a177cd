from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet
from families.models import Child, Document

from ..scoring import State
from .framework import Framework, Item
from .scale import Level


class AboutChildQuerySet(ScopedQuerySet):
    """What hangs on a child is seen by who sees the child."""

    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))


class AssessmentQuerySet(AboutChildQuerySet):
    def open(self):
        return self.filter(finished_at=None)

    def finished(self):
        return self.filter(finished_at__isnull=False)


class Assessment(models.Model):
    """One dated sitting with a framework: where a child stands at the start, or at a review.

    It may be open over several visits; what is ticked meanwhile belongs to it.
    """

    class Kind(models.TextChoices):
        BASELINE = "baseline", "Baseline"
        REVIEW = "review", "Review"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="assessments")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField(help_text="the day for which it stands")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    words = models.TextField("what we want to remember of it", max_length=2000, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "framework"],
                condition=Q(finished_at=None),
                name="assessment_one_open",
                violation_error_message="A look at everything with this framework is open already.",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, finished_by=None)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="assessment_finished_by_somebody",
                violation_error_message="A finished look says when and who finished it.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} on {self.on:%-d %B %Y}"

    @property
    def is_open(self):
        return self.finished_at is None


class ObservationQuerySet(AboutChildQuerySet):
    def standing(self):
        """Those that nobody took back. Asked so that the database guesses right how many there are."""
        return self.filter(~Exists(Retraction.objects.filter(observation=OuterRef("pk"))))

    def as_of(self, day):
        return self.filter(on__lte=day)

    def latest(self):
        """The newest standing observation of each item: the present state, derived and never stored."""
        newest = self.standing().order_by("child_id", "item_id", "-on", "-pk")
        return newest.distinct("child_id", "item_id")


class Observation(models.Model):
    """One judgement about one item on one day. It is never overwritten: a later one says what changed."""

    class State(models.TextChoices):
        CAN = "can", State.CAN.label
        NEARLY = "nearly", State.NEARLY.label
        NOT_YET = "not_yet", State.NOT_YET.label
        NOT_SEEN = "not_seen", State.NOT_SEEN.label
        NOT_APPLICABLE = "not_applicable", State.NOT_APPLICABLE.label

    class Source(models.TextChoices):
        WORKER = "worker", "Seen by the worker"
        PARENT = "parent", "Seen by the family"
        SETTING = "setting", "Seen at the setting"
        THERAPIST = "therapist", "Seen by a therapist"
        REPORT = "report", "From a report"
        TOGETHER = "together", "Agreed together"

    class Help(models.TextChoices):
        HAND = "hand", "Hand over hand"
        TOUCH = "touch", "A light touch"
        SHOWING = "showing", "Showing"
        WORDS = "words", "Words only"
        ALONE = "alone", "All alone"

    class Where(models.TextChoices):
        HOME = "home", "At home"
        SETTING = "setting", "At nursery or setting"
        GROUP = "group", "In a group"
        CLINIC = "clinic", "At a clinic or centre"
        OUT = "out", "Out and about"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="observations")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="observations")
    state = models.CharField(max_length=16, choices=State, help_text="what the level counts as")
    level = models.ForeignKey(
        Level, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the word of the framework’s scale; empty where the state is that word",
    )  # fmt: skip
    source = models.CharField(max_length=10, choices=Source, default=Source.WORKER)
    help = models.CharField("with which help", max_length=8, choices=Help, blank=True)
    where = models.CharField(max_length=8, choices=Where, blank=True)
    is_general = models.BooleanField("also elsewhere and with others", default=False)
    note = models.CharField(max_length=500, blank=True)
    photo = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="observations"
    )
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


class RetractionQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(observation__in=Observation.objects.visible_to(user))


class Retraction(models.Model):
    """A tick taken back: it was the wrong line. The observation stays, and counts no more."""

    observation = models.OneToOneField(Observation, on_delete=models.PROTECT, related_name="retraction")
    taken_back_at = models.DateTimeField(default=timezone.now)
    taken_back_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = RetractionQuerySet.as_manager()

    class Meta:
        ordering = ["-taken_back_at", "-pk"]

    def __str__(self):
        return f"Taken back: {self.observation}"

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet
from assessments.models import Step
from families.models import Child

from .visit import Visit


class ActivityQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def current(self):
        """The newest of each child: what is practised now."""
        return self.order_by("child_id", "-from_on", "-pk").distinct("child_id")


class Activity(models.Model):
    """This week's chart: one small thing to practise at home, in plain words."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="activities")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    visit = models.ForeignKey(
        Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="activities"
    )
    what = models.CharField("what the child will do", max_length=200)
    how = models.TextField("how", blank=True)
    when = ArrayField(models.CharField(max_length=40), default=list, blank=True, help_text="times of the day")
    often = models.CharField("how often", max_length=60, blank=True)
    from_on = models.DateField()

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name_plural = "activities"
        indexes = [models.Index(fields=["child", "-from_on", "-id"], name="activity_current")]

    def __str__(self):
        return self.what


class PracticeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(activity__in=Activity.objects.visible_to(user))


class Practice(models.Model):
    """How practising an activity went on one day, as the family says."""

    class Went(models.TextChoices):
        DID = "did", "Did it"
        HELP = "help", "With help"
        NOT_YET = "not_yet", "Not yet"
        NOT_TRIED = "not_tried", "Not tried"

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="practices")
    on = models.DateField()
    went = models.CharField(max_length=10, choices=Went)
    comment = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["activity", "on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["activity", "on"],
                name="practice_one_per_day",
                violation_error_message="This day has its mark already: change that one.",
            )
        ]

    def __str__(self):
        return f"{self.get_went_display()} on {self.on:%-d %B}"

    @property
    def child(self):
        return self.activity.child

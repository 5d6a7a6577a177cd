from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.refs import new_ref
from families.models import Child, Document, Professional

from .assessment import AboutChildQuerySet


class DatedQuerySet(AboutChildQuerySet):
    def current(self, *, on):
        return self.filter(since_on__lte=on).filter(Q(until_on=None) | Q(until_on__gte=on))


class Aspiration(models.Model):
    """What a family, or the child, hopes for: the long view that goals serve."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="aspirations")
    text = models.CharField("what the family hopes for", max_length=300)
    said_by = models.CharField("in whose words", max_length=120, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["child", "since_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="aspiration_ends_after_it_begins",
                violation_error_message="This cannot end before it begins.",
            )
        ]

    def __str__(self):
        return self.text


class Outcome(models.Model):
    """An outcome of a child's education, health and care plan (section E), that goals work towards."""

    class Need(models.TextChoices):
        COMMUNICATION = "communication", "Communication and interaction"
        COGNITION = "cognition", "Cognition and learning"
        SOCIAL = "social", "Social, emotional and mental health"
        SENSORY = "sensory", "Sensory and physical"
        INDEPENDENCE = "independence", "Independence and self-care"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="outcomes")
    text = models.CharField("the outcome, as the plan has it", max_length=500)
    need = models.CharField("area of need", max_length=16, choices=Need, blank=True)
    by_when = models.CharField(
        "by when", max_length=60, blank=True, help_text="such as by the end of reception"
    )
    since_on = models.DateField("in the plan of")
    until_on = models.DateField("no longer in the plan since", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["child", "since_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="outcome_ends_after_it_begins",
                violation_error_message="This cannot end before it begins.",
            )
        ]

    def __str__(self):
        return self.text


class Strategy(models.Model):
    """Something a therapist or another professional advised: who said so, and until when it holds."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="strategies")
    goal = models.ForeignKey(
        "assessments.Goal", on_delete=models.PROTECT, null=True, blank=True, related_name="strategies"
    )
    text = models.TextField("what to do", max_length=1000)
    source = models.CharField("who advised it", max_length=160, help_text="name and role")
    professional = models.ForeignKey(
        Professional, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="strategies"
    )
    since_on = models.DateField("advised on")
    review_on = models.DateField("look at it again on")
    until_on = models.DateField("no longer since", null=True, blank=True)
    ended_reason = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["child", "review_on", "pk"]
        verbose_name_plural = "strategies"
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="strategy_ends_after_it_begins",
                violation_error_message="This cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(review_on__gte=F("since_on")),
                name="strategy_review_after_it_begins",
                violation_error_message="The day to look at it again comes after the day it was advised.",
            ),
        ]

    def __str__(self):
        return self.text

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .referral import Referral


class DecisionQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))


class Decision(models.Model):
    """What a person, or a panel, decided about a referral, and why, in words the family may read."""

    class Verdict(models.TextChoices):
        WAIT = "wait", "Accepted to the waiting list"
        PLACE = "place", "Given a place"
        PANEL = "panel", "Taken to the panel"
        ASK = "ask", "More information asked for"
        DECLINE = "decline", "Not for us"
        WITHDRAW = "withdraw", "Taken back"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="decisions")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField(blank=True)
    signposts = models.JSONField(
        default=list, blank=True, help_text="local services named, as they were that day"
    )
    asked_for = models.JSONField(default=list, blank=True, help_text="the papers asked for, in words")
    by_panel = models.BooleanField("a panel decided", default=False)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["referral", "-made_at"], name="decision_referral")]
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["wait", "place", "panel"]) | ~Q(reason=""),
                name="decision_has_reason",
                violation_error_message="Say why, in words the family may read.",
            ),
        ]

    def __str__(self):
        return f"{self.get_verdict_display()}: {self.referral.child}"

    @property
    def child(self):
        return self.referral.child

    @property
    def has_letters(self):
        """Whether the family and the referrer are told of it by letter."""
        return self.verdict not in (self.Verdict.PANEL, self.Verdict.WITHDRAW)


class BandOverrideQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def standing(self):
        return self.filter(ended_at=None)


class BandOverride(models.Model):
    """A person puts a child into another band than the score does, and says why. The score stays as it is."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="overrides")
    band = models.CharField("band", max_length=10, choices=Referral.Band)
    instead_of = models.CharField("band by the score", max_length=10, choices=Referral.Band)
    reason = models.CharField(max_length=300)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BandOverrideQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(ended_at=None),
                name="band_override_one_stands",
                violation_error_message="Somebody has just chosen a band for this child: look again.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="band_override_has_reason",
                violation_error_message="Say why this child belongs in another band than its score.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="band_override_ended_by_somebody",
                violation_error_message="A choice that was taken back says when and by whom.",
            ),
        ]

    def __str__(self):
        return f"{self.referral.child}: {self.get_band_display().lower()} by choice"

    @property
    def child(self):
        return self.referral.child

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.scoping import ScopedQuerySet

from .referral import Referral


class RescoreQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))


class Rescore(models.Model):
    """One change of a referral’s score: from what, to what, and why. Nobody did it where the clock did."""

    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="rescores")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    from_score = models.PositiveSmallIntegerField()
    from_band = models.CharField(max_length=10, choices=Referral.Band)
    to_score = models.PositiveSmallIntegerField()
    to_band = models.CharField(max_length=10, choices=Referral.Band)
    why = models.TextField(help_text="the lines that changed, in words")

    objects = RescoreQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(why=""),
                name="rescore_says_why",
                violation_error_message="A changed score says why it changed.",
            )
        ]

    def __str__(self):
        return f"{self.referral.child}: {self.from_score} to {self.to_score}"

    @property
    def child(self):
        return self.referral.child

    @property
    def moved_band(self):
        return self.from_band != self.to_band

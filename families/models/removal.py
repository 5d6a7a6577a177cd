from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.scoping import ScopedQuerySet

from .referral import Referral


class RemovalQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))


class Removal(models.Model):
    """A child’s leaving the waiting list: why, in one of the words that are counted, by whom and when."""

    class Reason(models.TextChoices):
        ALLOCATED = "allocated", "A place came up"
        GROUP_ONLY = "group_only", "The family took up a group instead"
        MOVED = "moved", "The family moved away"
        FAMILY_DECLINED = "family_declined", "The family no longer wishes it"
        NO_RESPONSE = "no_response", "No answer to two contacts and a letter"
        NOT_ELIGIBLE = "not_eligible", "No longer eligible: age, hours or progress"
        OTHER_SERVICE = "other_service", "Another service helps"
        DIED = "died", "The child has died"
        IN_ERROR = "in_error", "Referred in error"

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="removal")
    reason = models.CharField("why the child leaves the list", max_length=16, choices=Reason)
    note = models.TextField(blank=True)
    removed_at = models.DateTimeField(default=timezone.now)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = RemovalQuerySet.as_manager()

    class Meta:
        ordering = ["-removed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason__in=["not_eligible", "in_error", "other_service"]) | ~Q(note=""),
                name="removal_says_more",
                violation_error_message="Say a little more: which rule, what error, which service.",
            )
        ]

    def __str__(self):
        return f"{self.referral.child}: {self.get_reason_display().lower()}"

    @property
    def child(self):
        return self.referral.child

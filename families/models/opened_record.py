from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.roles import Scope
from accounts.scoping import ScopedQuerySet

from .child import Child


class OpenedRecordQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """One's own; leads and managers those of the children they may see."""
        if Scope.ALL in user.scopes or Scope.TEAM in user.scopes:
            return self.filter(Q(user=user) | Q(child__in=Child.objects.visible_to(user)))
        return self.filter(user=user)

    def running(self, *, at):
        return self.filter(opened_at__lte=at, until_at__gt=at)


class OpenedRecord(models.Model):
    """A look into the record of a child outside one's caseload: for a day, with a reason, the lead told.

    Source: TRUST.md §6, the "open with a reason" that is shown in the child's access list.
    """

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="openings")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="openings")
    reason = models.CharField(max_length=300)
    opened_at = models.DateTimeField(default=timezone.now)
    until_at = models.DateTimeField()

    objects = OpenedRecordQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["user", "until_at"], name="opened_record_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_at__gt=F("opened_at")),
                name="opened_record_ends_after_it_begins",
                violation_error_message="Access ends after it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="opened_record_has_reason",
                violation_error_message="Say why you need to open this record.",
            ),
        ]

    def __str__(self):
        return f"{self.user} opened the record of {self.child}"

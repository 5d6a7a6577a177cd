from django.db import models
from django.utils import timezone

from ..permissions import Permission
from ..scoping import ScopedQuerySet


class AuditEventQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The auditor sees every line but the restricted ones; those are for who decides on concerns.

        A line about a concern would say that there is one (docs/decisions/0031).
        """
        seen = models.Q(pk__in=[])
        if user.may(Permission.AUDIT_VIEW):
            seen |= models.Q(is_restricted=False)
        if user.may(Permission.CONCERN_DECIDE):
            seen |= models.Q(is_restricted=True)
        return self.filter(seen)

    def about_child(self, ref):
        return self.filter(child_ref=ref)

    def by_person(self, pk):
        return self.filter(by_pk=pk)

    def reads(self):
        return self.filter(kind=AuditEvent.Kind.SEEN)


class AuditEvent(models.Model):
    """One line of the trail: who did, saw or was refused what, and when.

    It has no foreign keys, so that it outlives what it speaks of; names are kept as they were. A trigger
    refuses any change to a written line.
    """

    class Kind(models.TextChoices):
        DONE = "done", "Changed"
        SEEN = "seen", "Looked at"
        REFUSED = "refused", "Refused"

    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.DONE)
    what = models.CharField(max_length=80, help_text="noun.past, as in visit.signed")
    by_pk = models.BigIntegerField(null=True, blank=True)
    by_name = models.CharField(max_length=120)
    by_roles = models.CharField(max_length=200, blank=True)
    target_type = models.CharField(max_length=80, blank=True)
    target_pk = models.CharField(max_length=64, blank=True)
    target_name = models.CharField(max_length=200, blank=True)
    child_ref = models.CharField(max_length=26, blank=True)
    is_restricted = models.BooleanField(
        default=False, db_default=False, help_text="its being there would tell what few may know"
    )
    reason = models.TextField(blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    request_id = models.CharField(max_length=32, blank=True)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at", "-id"], name="event_newest"),
            models.Index(fields=["child_ref", "-at"], name="event_child"),
            models.Index(fields=["by_pk", "-at"], name="event_person"),
            models.Index(fields=["what", "-at"], name="event_what"),
        ]

    def __str__(self):
        return f"{self.by_name}: {self.what} {self.target_name}".strip()

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class MergeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who may see the record that was kept."""
        return self.filter(kept__in=Child.objects.visible_to(user))

    def standing(self):
        return self.filter(undone_at=None)


class Merge(models.Model):
    """The putting together of two records of one child: what moved, and what was there before."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    kept = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="merges")
    other = models.ForeignKey(
        Child, on_delete=models.PROTECT, related_name="merges_away", help_text="the record that moved into it"
    )
    reason = models.CharField("how you know that they are one child", max_length=300)
    moved = models.JSONField(default=dict, help_text="primary keys of what moved, by table and field")
    before = models.JSONField(default=dict, help_text="what the kept record said before, by field")
    after = models.JSONField(default=dict, help_text="what it says since, by field")
    merged_at = models.DateTimeField(default=timezone.now)
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        ordering = ["-merged_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["other"],
                condition=Q(undone_at=None),
                name="merge_one_standing",
                violation_error_message="This record was put together with another already.",
            ),
            models.CheckConstraint(
                condition=~Q(kept=F("other")),
                name="merge_of_two",
                violation_error_message="A record cannot be put together with itself.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="merge_undone_by_somebody",
                violation_error_message="Records that were parted again say when and by whom.",
            ),
        ]

    def __str__(self):
        return f"the two records of {self.kept}"

    @property
    def child(self):
        return self.kept

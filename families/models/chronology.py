from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.fields import EncryptedTextField
from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class ChronologyEntryQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who keeps chronologies, for the children they may see; restricted entries stay with few."""
        if user.is_family or not user.may(Permission.CHRONOLOGY_VIEW):
            return self.none()
        found = self.filter(child__in=Child.objects.visible_to(user))
        if user.may(Permission.CONCERN_DECIDE):
            return found
        return found.filter(Q(is_restricted=False) | Q(flagged_by=user))

    def standing(self):
        """Those that nobody has taken out again."""
        return self.filter(removed_at=None)


class ChronologyEntry(models.Model):
    """A significant event in a child’s life with us, flagged where it was recorded and said in a sentence.

    It points to its record and copies none of it. One that was taken out stays, with who and why.
    """

    class Significance(models.TextChoices):
        TURNING = "turning", "Turning point"
        IMPORTANT = "important", "Important"
        BACKGROUND = "background", "Background"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="chronology")
    on = models.DateField("when it happened")
    what = EncryptedTextField("what happened, in a sentence")
    significance = models.CharField(
        "how much it matters", max_length=10, choices=Significance, default=Significance.IMPORTANT
    )
    source = models.CharField(max_length=30, blank=True, help_text="which kind of record it points to")
    source_ref = models.CharField(max_length=64, blank=True, help_text="which one")
    is_restricted = models.BooleanField(default=False)
    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    flagged_at = models.DateTimeField(default=timezone.now)
    flagged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_reason = models.CharField(max_length=300, blank=True)

    objects = ChronologyEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name_plural = "chronology entries"
        indexes = [models.Index(fields=["child", "-on"], name="chronology_child")]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "source", "source_ref"],
                condition=Q(removed_at=None) & ~Q(source=""),
                name="chronology_one_entry_a_record",
                violation_error_message="This record is in the chronology already.",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None, removed_reason="")
                | (Q(removed_at__isnull=False, removed_by__isnull=False) & ~Q(removed_reason="")),
                name="chronology_removed_with_reason",
                violation_error_message="An entry that was taken out says when, by whom and why.",
            ),
        ]

    def __str__(self):
        return f"entry of {self.on:%-d %B %Y}"

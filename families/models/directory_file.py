from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet


class DirectoryFileQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.all() if user.may(Permission.DIRECTORY_EDIT) else self.none()


class DirectoryFile(models.Model):
    """A list of local services as somebody brought it, looked through before any of it is taken over."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    name = models.CharField(max_length=120, help_text="what the file was called")
    text = models.TextField(help_text="the file’s own lines")
    brought_at = models.DateTimeField(default=timezone.now)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DirectoryFileQuerySet.as_manager()

    class Meta:
        ordering = ["-brought_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(taken_over_at=None, taken_over_by=None)
                | Q(taken_over_at__isnull=False, taken_over_by__isnull=False),
                name="directory_file_taken_over_by_somebody",
                violation_error_message="A list that was taken over says when and by whom.",
            )
        ]

    def __str__(self):
        return self.name

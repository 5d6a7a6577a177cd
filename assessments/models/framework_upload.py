from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .framework import Framework


class FrameworkUploadQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.all() if user.may(Permission.FRAMEWORK_EDIT) else self.none()


class FrameworkUpload(models.Model):
    """A framework's file that was brought in and checked row by row, before anything is loaded from it."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    name = models.CharField("file", max_length=160)
    rows = models.JSONField(default=list, help_text="each row as it was read: number and cells")
    problems = models.JSONField(
        default=list, blank=True, help_text="row, column, value, and what was expected"
    )
    licence = models.CharField("who owns the words, and why we may use them", max_length=300, blank=True)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    framework = models.ForeignKey(
        Framework, on_delete=models.PROTECT, null=True, blank=True, related_name="uploads",
        help_text="what was loaded from it",
    )  # fmt: skip

    objects = FrameworkUploadQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.name

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
    headings = models.JSONField(default=list, help_text="the headings of its columns as they stand in it")
    rows = models.JSONField(default=list, help_text="each row as it was read: number and cells")
    content = models.JSONField(default=dict, blank=True, help_text="the framework as it was understood")
    understood = models.JSONField(default=list, blank=True, help_text="sentences about how it was read")
    problems = models.JSONField(
        default=list, blank=True, help_text="row, column, value, what is wrong and what was expected"
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

    @property
    def errors(self):
        """What must be put right before anything can be loaded."""
        return [problem for problem in self.problems if problem["level"] == "error"]

    @property
    def warnings(self):
        """What somebody should look at; it can be loaded as it is."""
        return [problem for problem in self.problems if problem["level"] != "error"]

    @property
    def may_be_loaded(self):
        return bool(self.content) and not self.errors

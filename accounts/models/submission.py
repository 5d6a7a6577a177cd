from django.conf import settings
from django.db import models
from django.utils import timezone

from ..scoping import ScopedQuerySet


class SubmissionQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(user=user)


class Submission(models.Model):
    """One form sent once: a double click or Back finds the first answer instead of doing it again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    answer = models.CharField(max_length=300, help_text="where the first submission led")
    at = models.DateTimeField(default=timezone.now)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "key"],
                name="submission_once",
                violation_error_message="This form was sent already.",
            )
        ]

    def __str__(self):
        return f"submission {self.key}"

from django.conf import settings
from django.db import models
from django.utils import timezone

from ..fields import EncryptedTextField
from ..scoping import ScopedQuerySet


class DraftQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def stale(self, *, at):
        """Drafts that nobody has touched for thirty days."""
        return self.filter(updated_at__lt=at - timezone.timedelta(days=30))


class Draft(models.Model):
    """What a person has typed into a form and not yet sent: kept on the server, encrypted, hers alone."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    form = models.CharField(
        max_length=60, help_text="the form's address by name, as in visits:visit_write_up"
    )
    about = models.CharField(max_length=64, blank=True, help_text="the ref of what the form is about")
    fields = EncryptedTextField(default="{}", help_text="the form's fields as JSON")
    version = models.PositiveIntegerField(default=1)
    window = models.CharField(max_length=40, blank=True, help_text="the key of the page that saved it last")
    updated_at = models.DateTimeField(default=timezone.now)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "form", "about"],
                name="draft_one_per_form",
                violation_error_message="There is a draft of this form already.",
            )
        ]

    def __str__(self):
        return f"draft of {self.form}"

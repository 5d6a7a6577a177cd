from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.scoping import ScopedQuerySet

from .child import Child


class NotSameQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who may see both children."""
        seen = Child.objects.visible_to(user)
        return self.filter(one__in=seen, other__in=seen)

    def about(self, child):
        return self.filter(Q(one=child) | Q(other=child))


class NotSame(models.Model):
    """What a person said of two records much alike: not the same child. They are not proposed again."""

    one = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = NotSameQuerySet.as_manager()

    class Meta:
        ordering = ["-said_at", "-pk"]
        verbose_name_plural = "not the same"
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"],
                name="not_same_once",
                violation_error_message="This was said of these two records already.",
            ),
            models.CheckConstraint(
                condition=Q(one__lt=F("other")),
                name="not_same_in_order",
                violation_error_message="A record cannot be compared with itself.",
            ),
        ]

    def __str__(self):
        return f"{self.one} and {self.other} are not the same child"

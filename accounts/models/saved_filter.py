from django.conf import settings
from django.db import models
from django.utils import timezone

from ..refs import new_ref
from ..scoping import ScopedQuerySet


class SavedFilterQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(user=user)

    def for_page(self, page):
        return self.filter(page=page)


class SavedFilter(models.Model):
    """A way in which one person likes to look at a list, under a name of her own."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    page = models.CharField(max_length=60, help_text="the list by name, as in families:waiting_list")
    name = models.CharField("name of this view", max_length=60)
    query = models.CharField(max_length=500, blank=True, help_text="the filters as in the list’s address")
    saved_at = models.DateTimeField(default=timezone.now)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["page", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "page", "name"],
                name="saved_filter_named_once",
                violation_error_message="You have a view of this name already.",
            )
        ]

    def __str__(self):
        return self.name

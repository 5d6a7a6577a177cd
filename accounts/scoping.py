"""The scope: every query about people goes through ``visible_to``."""

from django.db import models


class ScopedQuerySet(models.QuerySet):
    """A queryset that knows which of its rows a person may see."""

    def visible_to(self, user):
        """Return the rows that this user may see; each model spells out its own ladder."""
        raise NotImplementedError(f"{self.model.__name__} has no visible_to()")

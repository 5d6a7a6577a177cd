from django.db import models

from ..scoping import ScopedQuerySet


class TallyQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Nobody's business: it counts knocks at public doors."""
        return self.none()

    def over(self, *, at):
        return self.filter(until_at__lt=at)


class Tally(models.Model):
    """How often something was done at a public door, by one address or by all, until its window closes."""

    key = models.CharField(max_length=160, unique=True, help_text="what is counted, whose, and when")
    count = models.PositiveIntegerField(default=0)
    until_at = models.DateTimeField(db_index=True)

    objects = TallyQuerySet.as_manager()

    class Meta:
        ordering = ["key"]
        verbose_name_plural = "tallies"

    def __str__(self):
        return f"{self.key}: {self.count}"

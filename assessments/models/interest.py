from django.db import models
from django.db.models import F, Q

from families.models import Child

from .assessment import AboutChildQuerySet


class InterestQuerySet(AboutChildQuerySet):
    def enjoyed(self, *, on):
        """What the child enjoys on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=on))


class Interest(models.Model):
    """Something a child enjoys, in the family's words; it makes a small step fit."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="interests")
    text = models.CharField("what the child enjoys", max_length=120)
    tags = models.JSONField("words that toys and items share with it", default=list, blank=True)
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = InterestQuerySet.as_manager()

    class Meta:
        ordering = ["child", "-since_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="interest_ends_after_it_begins",
                violation_error_message="This cannot end before it begins.",
            )
        ]

    def __str__(self):
        return self.text

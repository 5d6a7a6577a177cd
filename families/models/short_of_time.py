from django.db import models
from django.utils import timezone

from accounts.scoping import ScopedQuerySet

from .referral import Referral


class ShortOfTimeQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))


class ShortOfTime(models.Model):
    """The first day on which a child’s expected start left fewer visits than a package before school.

    The team leads are told of it once; the mark on the list is worked out anew each time.
    """

    referral = models.OneToOneField(Referral, on_delete=models.PROTECT, related_name="short_of_time")
    noticed_at = models.DateTimeField(default=timezone.now)
    starts_on = models.DateField("expected start, then")
    visits = models.PositiveSmallIntegerField("visits left before school, then")

    objects = ShortOfTimeQuerySet.as_manager()

    class Meta:
        ordering = ["-noticed_at", "-pk"]
        verbose_name_plural = "children short of time"

    def __str__(self):
        return f"{self.referral.child}: {self.visits} visits before school"

    @property
    def child(self):
        return self.referral.child

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .episode import Episode


class IntensityQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(episode__in=Episode.objects.visible_to(user))

    def ahead(self):
        """Those agreed but not come yet."""
        return self.filter(applied_at=None, called_off_at=None)

    def due(self, *, on):
        """Those whose day has come: the clock carries them out."""
        return self.ahead().filter(from_on__lte=on)


class Intensity(models.Model):
    """How often a child is visited changes from a day on, with the reason; what was before stays readable."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="intensities")
    before = models.CharField(max_length=12, choices=Episode.Frequency)
    frequency = models.CharField("how often", max_length=12, choices=Episode.Frequency)
    from_on = models.DateField("from")
    reason = models.CharField(max_length=300)
    agreed_at = models.DateTimeField(default=timezone.now)
    agreed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, blank=True, help_text="when it took effect")
    called_off_at = models.DateTimeField(null=True, blank=True)
    called_off_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = IntensityQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        verbose_name_plural = "intensities"
        indexes = [
            models.Index(
                fields=["from_on"],
                condition=Q(applied_at=None, called_off_at=None),
                name="intensity_ahead",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(applied_at=None, called_off_at=None),
                name="intensity_one_ahead",
                violation_error_message="A change is agreed already: call it off first.",
            ),
            models.CheckConstraint(
                condition=~Q(reason=""),
                name="intensity_has_a_reason",
                violation_error_message="Say why the child is visited more or less often.",
            ),
            models.CheckConstraint(
                condition=Q(called_off_at=None, called_off_by=None)
                | Q(called_off_at__isnull=False, called_off_by__isnull=False, applied_at=None),
                name="intensity_called_off_by_somebody",
                violation_error_message="A change that was called off says when and by whom.",
            ),
        ]

    def __str__(self):
        return f"{self.get_frequency_display().lower()} from {self.from_on:%-d %B %Y}"

    @property
    def child(self):
        return self.episode.child

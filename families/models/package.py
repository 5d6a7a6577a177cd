from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .episode import Episode


class PackageQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(episode__in=Episode.objects.visible_to(user))

    def running(self):
        """Those that nobody has ended, over their number or not."""
        return self.filter(ended_on=None)


class Package(models.Model):
    """What a family was offered: so many visits or weeks, this often, in this way, from a day on."""

    class Unit(models.TextChoices):
        VISITS = "visits", "visits"
        WEEKS = "weeks", "weeks"

    class Mode(models.TextChoices):
        HOME = "home", "At home"
        SETTING = "setting", "At the nursery or setting"
        VIRTUAL = "virtual", "By video"
        GROUP = "group", "In a group"
        BLENDED = "blended", "A mixture"

    class Source(models.TextChoices):
        OWN = "own", "Our own decision"
        PANEL = "panel", "The panel’s decision"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="packages")
    name = models.CharField("what it is called", max_length=80)
    unit = models.CharField("counted in", max_length=6, choices=Unit)
    amount = models.PositiveSmallIntegerField("how many")
    frequency = models.CharField("how often", max_length=12, choices=Episode.Frequency)
    mode = models.CharField("where", max_length=8, choices=Mode, default=Mode.HOME)
    source = models.CharField("who decided", max_length=5, choices=Source, default=Source.OWN)
    from_on = models.DateField("first day")
    until_on = models.DateField("last day", editable=False, help_text="worked out when it begins")
    begun_at = models.DateTimeField(default=timezone.now)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.CharField(max_length=300, blank=True)

    objects = PackageQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(ended_on=None),
                name="package_one_running",
                violation_error_message="This child has a package that runs: end it first.",
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=1, amount__lte=520),
                name="package_of_a_sensible_size",
                violation_error_message="A package has between 1 and 520 visits or weeks.",
            ),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="package_ends_after_it_begins",
                violation_error_message="A package ends on or after the day it begins.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None) | Q(ended_on__isnull=False, ended_by__isnull=False),
                name="package_ended_by_somebody",
                violation_error_message="A package that ended says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_reason=""),
                name="package_ended_for_a_reason",
                violation_error_message="Say why the package ends.",
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.amount} {self.get_unit_display()}"

    @property
    def child(self):
        return self.episode.child

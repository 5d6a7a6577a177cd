from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.roles import Scope
from accounts.scoping import ScopedQuerySet

from .episode import Episode


class CoverQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who is away, who covers, who may see all, and the leads of the teams of who is away."""
        today = timezone.localdate()
        if Scope.ALL in user.scopes:
            return self.all()
        mine = Q(away=user) | Q(shares__worker=user)
        if Scope.TEAM in user.scopes:
            mine |= Q(away__memberships__team__in=user.teams_on(today))
        return self.filter(mine).distinct()

    def running(self, *, on):
        """Those that hold on a day: begun, not over, not ended early."""
        return self.filter(from_on__lte=on, until_on__gte=on, ended_at=None)

    def lasting(self, *, on):
        """Those that hold on a day or will."""
        return self.filter(until_on__gte=on, ended_at=None)

    def touching(self, from_on, until_on):
        """Those that hold on one of these days."""
        return self.filter(from_on__lte=until_on, until_on__gte=from_on, ended_at=None)


class Cover(models.Model):
    """A colleague’s being away, and who covers meanwhile. It ends by itself; no child moves."""

    class Reason(models.TextChoices):
        SICK = "sick", "Sickness"
        LEAVE = "leave", "Leave"
        TRAINING = "training", "Training"
        OTHER = "other", "Something else"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    away = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="absences",
        verbose_name="who is away",
    )
    reason = models.CharField(max_length=10, choices=Reason, default=Reason.SICK)
    from_on = models.DateField("first day")
    until_on = models.DateField("last day")
    note = models.CharField(max_length=300, blank=True)
    arranged_at = models.DateTimeField(default=timezone.now)
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CoverQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")),
                name="cover_ends_after_it_begins",
                violation_error_message="Cover ends on or after the day it begins.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="cover_ended_by_somebody",
                violation_error_message="Cover that was ended early says when and by whom.",
            ),
        ]

    def __str__(self):
        return f"cover for {self.away} from {self.from_on:%-d %B %Y}"


class CoverShareQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(cover__in=Cover.objects.visible_to(user))

    def running(self, *, on):
        """Shares that give their worker the child on a day: the child must still be with who is away."""
        return self.filter(
            cover__from_on__lte=on,
            cover__until_on__gte=on,
            cover__ended_at=None,
            episode__allocations__until_at=None,
            episode__allocations__worker=F("cover__away"),
        )


class CoverShare(models.Model):
    """One child that a colleague looks after while its own worker is away."""

    cover = models.ForeignKey(Cover, on_delete=models.PROTECT, related_name="shares")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="cover_shares")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="cover_shares"
    )
    took = ArrayField(
        models.CharField(max_length=26), default=list, blank=True,
        help_text="refs of what was taken over from the diary: it goes back if the cover ends early",
    )  # fmt: skip

    objects = CoverShareQuerySet.as_manager()

    class Meta:
        ordering = ["cover", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cover", "episode"],
                name="cover_share_once",
                violation_error_message="This child is covered already in this absence.",
            )
        ]

    def __str__(self):
        return f"{self.worker} covers {self.episode.child}"

    @property
    def child(self):
        return self.episode.child

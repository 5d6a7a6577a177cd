from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child
from .closure import Closure


class DeathQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may see the child: they are told before they ring or knock. Never shown to a parent."""
        return self.none() if user.is_family else self.filter(child__in=Child.objects.visible_to(user))

    def standing(self):
        """Those that were not recorded in error."""
        return self.filter(undone_at=None)


class Death(models.Model):
    """That a child has died, who told us, and what was stopped with it. Undone only if it was an error."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="deaths")
    died_on = models.DateField("date of death")
    told_by = models.CharField("who told us", max_length=120)
    note = models.TextField("what a colleague should know before any contact", blank=True)
    closure = models.ForeignKey(Closure, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_reason = models.CharField(max_length=300, blank=True)

    objects = DeathQuerySet.as_manager()

    class Meta:
        ordering = ["-recorded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(undone_at=None),
                name="death_recorded_once",
                violation_error_message="That this child has died is recorded already.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="death_undone_by_somebody",
                violation_error_message="A record that was an error says when and by whom it was taken back.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None) | ~Q(undone_reason=""),
                name="death_undone_for_a_reason",
                violation_error_message="Say how the error came about.",
            ),
        ]

    def __str__(self):
        return f"{self.child} died on {self.died_on:%-d %B %Y}"

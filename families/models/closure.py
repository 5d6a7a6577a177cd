from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .episode import Episode


class ClosureQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may see the child; never a parent, who is told in a letter and not by a form."""
        return self.none() if user.is_family else self.filter(episode__in=Episode.objects.visible_to(user))

    def standing(self):
        """Those that were not taken back by reopening."""
        return self.filter(reopened_at=None)


class Closure(models.Model):
    """The end of one episode: why, where the child goes, what was asked and what was done with it.

    ``done`` holds the primary keys of what closing ended, so that reopening restores exactly that.
    """

    class Reason(models.TextChoices):
        MOVED = "moved", "Moved out of our area"
        PROGRESS = "progress", "Does well: no longer needs us"
        FULL_SETTING = "full_setting", "In a nursery or school all week"
        AGE = "age", "Reached school age"
        OUT_OF_REACH = "out_of_reach", "We could not reach the family"
        PARENTS = "parents", "The family’s own choice"
        TRANSFERRED = "transferred", "Another service has taken over"
        PACKAGE = "package", "The package is complete"
        NEVER_STARTED = "never_started", "Visits never began"
        DIED = "died", "The child has died"

    class Destination(models.TextChoices):
        NURSERY = "nursery", "Mainstream nursery"
        SCHOOL = "school", "Mainstream school"
        RESOURCED = "resourced", "Resourced provision"
        SPECIAL_NURSERY = "special_nursery", "Special nursery"
        SPECIAL_SCHOOL = "special_school", "Special school"
        CENTRE = "centre", "Child development centre"
        CHILDMINDER = "childminder", "Childminder"
        HOME = "home", "At home"
        ELECTIVE_HOME = "elective_home", "Educated at home"
        OUT_OF_AREA = "out_of_area", "Out of area"
        NONE = "none", "None"
        UNKNOWN = "unknown", "Not known"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="closures")
    closed_on = models.DateField("last day")
    closing_reason = models.CharField("why", max_length=14, choices=Reason)
    destination = models.CharField("where to", max_length=16, choices=Destination)
    destination_name = models.CharField("its name", max_length=120, blank=True)
    note = models.TextField("what the next reader should know", blank=True)
    answers = models.JSONField(default=list, help_text="each question, its answer then, why we went on")
    done = models.JSONField(default=dict, help_text="what closing ended, by kind: primary keys")
    closed_at = models.DateTimeField(default=timezone.now)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reopened_at = models.DateTimeField(null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reopened_reason = models.CharField(max_length=300, blank=True)
    restored = models.JSONField(default=dict, blank=True, help_text="what reopening brought back")

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["-closed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode"],
                condition=Q(reopened_at=None),
                name="closure_one_standing",
                violation_error_message="This episode was closed already.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None, reopened_by=None)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False),
                name="closure_reopened_by_somebody",
                violation_error_message="A reopened episode says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(reopened_at=None) | ~Q(reopened_reason=""),
                name="closure_reopened_for_a_reason",
                violation_error_message="Say why the child comes back.",
            ),
        ]

    def __str__(self):
        return f"{self.episode.child}: {self.get_closing_reason_display().lower()}"

    @property
    def child(self):
        return self.episode.child

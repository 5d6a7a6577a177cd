from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet
from families.models import Child

from .framework import Item


class GoalQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def current(self):
        return self.filter(status=Goal.Status.CURRENT)

    def with_steps(self):
        return self.prefetch_related("steps")


class Goal(models.Model):
    """A long-term aim for a child, in the family's words."""

    class Status(models.TextChoices):
        CURRENT = "current", "Working on it"
        REACHED = "reached", "Reached"
        SET_ASIDE = "set_aside", "Set aside"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="goals")
    text = models.CharField("the goal", max_length=200)
    why = models.TextField("why it matters to the family", blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.CURRENT)
    set_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["set_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="current", ended_on=None)
                | (~Q(status="current") & Q(ended_on__isnull=False)),
                name="goal_ended_with_date",
                violation_error_message="A goal that is no longer worked on says since when.",
            )
        ]

    def __str__(self):
        return self.text

    @property
    def is_current(self):
        return self.status == self.Status.CURRENT

    @property
    def path(self):
        """The steps as stones: done, the one that is on now, and those to come."""
        steps, now = self.steps.all(), "now" if self.is_current else "later"
        path = []
        for step in steps:
            state = "done" if step.achieved_on else now
            now = now if step.achieved_on else "later"
            path.append({"text": step.text, "state": state})
        return path


class StepQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(goal__in=Goal.objects.visible_to(user))

    def to_do(self):
        return self.filter(achieved_on=None)


class Step(models.Model):
    """One small step towards a goal, with what counts as having done it."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    text = models.CharField("the step", max_length=160)
    criterion = models.CharField("how you will know", max_length=160, blank=True)
    items = models.ManyToManyField(Item, related_name="steps", blank=True)
    achieved_on = models.DateField(null=True, blank=True)
    achieved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="who recorded it",
    )  # fmt: skip

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["goal", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal", "order"],
                name="step_order_once",
                violation_error_message="Two steps of a goal cannot have the same number.",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(achieved_on=None, achieved_by=None)
                | Q(achieved_on__isnull=False, achieved_by__isnull=False),
                name="step_achieved_by_somebody",
                violation_error_message="A step that is reached says when and who recorded it.",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def child(self):
        return self.goal.child

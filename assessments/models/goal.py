from django.conf import settings
from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet
from families.models import Child

from .. import goal_states
from .aspiration import Aspiration, Outcome
from .assessment import AboutChildQuerySet
from .framework import Item


class GoalQuerySet(AboutChildQuerySet):
    def current(self):
        return self.filter(status=Goal.Status.CURRENT)

    def with_steps(self):
        return self.prefetch_related("steps")

    def open_first(self):
        """What is worked on, then what is planned, then what was reached, then the rest."""
        order = ("current", "planned", "reached", "partly")
        places = [When(status=status, then=place) for place, status in enumerate(order)]
        return self.order_by(Case(*places, default=len(order)), "priority", "set_on", "pk")

    def first_things_first(self):
        """What matters most first, then what was set first."""
        return self.order_by("priority", "set_on", "pk")


class Goal(models.Model):
    """A long-term aim for a child, in the family's words."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        CURRENT = "current", "Working on it"
        REACHED = "reached", "Reached"
        PARTLY = "partly", "Partly reached"
        NOT_REACHED = "not_reached", "Not reached"
        SET_ASIDE = "set_aside", "Set aside"

    class Priority(models.IntegerChoices):
        FIRST = 1, "Matters most"
        SECOND = 2, "Matters"
        THIRD = 3, "Can wait"

    OPEN = goal_states.OPEN

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="goals")
    text = models.CharField("the goal", max_length=200)
    why = models.TextField("why it matters to the family", blank=True)
    does_what = models.CharField("does what", max_length=160, blank=True)
    conditions = models.CharField("when, where and with which help", max_length=160, blank=True)
    success = models.CharField("how well, so that everyone knows", max_length=160, blank=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.SECOND)
    aspiration = models.ForeignKey(
        Aspiration, on_delete=models.PROTECT, null=True, blank=True, related_name="goals"
    )
    outcome = models.ForeignKey(
        Outcome, on_delete=models.PROTECT, null=True, blank=True, related_name="goals",
        help_text="of the child’s education, health and care plan",
    )  # fmt: skip
    status = models.CharField(max_length=12, choices=Status, default=Status.CURRENT)
    set_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering = ["set_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["planned", "current"], ended_on=None)
                | (~Q(status__in=["planned", "current"]) & Q(ended_on__isnull=False)),
                name="goal_ended_with_date",
                violation_error_message="A goal that is no longer worked on says since when.",
            ),
            models.CheckConstraint(
                condition=Q(priority__in=[1, 2, 3]),
                name="goal_priority_known",
                violation_error_message="A goal matters most, matters, or can wait.",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_current(self):
        return self.status == self.Status.CURRENT

    @property
    def is_open(self):
        return self.status in self.OPEN

    @property
    def path(self):
        """The steps as stones: done, the one that is on now, those to come; what was dropped is left out."""
        steps = list(self.steps.all())
        now = on_now(steps) if self.is_current else None
        return [
            {"text": step.text, "state": "done" if step.achieved_on else "now" if step is now else "later"}
            for step in steps
            if not step.ending
        ]

    @property
    def step_now(self):
        """The step that is on now: the first that was begun, else the first still to do; None without any."""
        return on_now(self.steps.all())

    def may_become(self, status):
        return status in goal_states.GOAL_MOVES[self.status]


def on_now(steps):
    """Of the steps of a goal in order: the first that was begun, else the first still to do; or None."""
    to_do = [step for step in steps if step.is_open]
    return next((step for step in to_do if step.started_on), to_do[0] if to_do else None)


class StepQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(goal__in=Goal.objects.visible_to(user))

    def to_do(self):
        return self.filter(achieved_on=None, ending="")


class Step(models.Model):
    """One small step towards a goal, with what counts as having done it."""

    class Kind(models.TextChoices):
        STEP = "step", "A small step"
        GENERALISE = "generalise", "The same with others or elsewhere"
        TRANSFER = "transfer", "In daily life, by itself"

    class Ending(models.TextChoices):
        PARTLY = "partly", "Partly reached"
        NOT_REACHED = "not_reached", "Not reached"
        SET_ASIDE = "set_aside", "Set aside"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField("what kind of step", max_length=10, choices=Kind, default=Kind.STEP)
    text = models.CharField("the step", max_length=160)
    criterion = models.CharField("how you will know", max_length=160, blank=True)
    items = models.ManyToManyField(Item, related_name="steps", blank=True)
    started_on = models.DateField("worked on since", null=True, blank=True)
    achieved_on = models.DateField(null=True, blank=True)
    achieved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="who recorded it",
    )  # fmt: skip
    ending = models.CharField("how it ended otherwise", max_length=12, choices=Ending, blank=True)
    ended_on = models.DateField(null=True, blank=True)

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
            models.CheckConstraint(
                condition=Q(ending="", ended_on=None)
                | (~Q(ending="") & Q(ended_on__isnull=False, achieved_on=None)),
                name="step_ended_one_way",
                violation_error_message="A step is reached, or it ended in another way on a day; not both.",
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def child(self):
        return self.goal.child

    @property
    def is_open(self):
        return self.achieved_on is None and not self.ending

    @property
    def state(self):
        """Where the step stands, in the words of goal_states."""
        if self.achieved_on:
            return goal_states.REACHED
        return self.ending or (goal_states.CURRENT if self.started_on else goal_states.PLANNED)

    @property
    def state_in_words(self):
        return "To come" if self.state == goal_states.PLANNED else goal_states.LABELS[self.state]

    def may_become(self, state):
        return state in goal_states.STEP_MOVES[self.state]


class GoalMoveQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(goal__in=Goal.objects.visible_to(user))


class GoalMove(models.Model):
    """One move of a goal or of one of its steps from a state to another, with the reason; never changed."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="moves")
    step = models.ForeignKey(Step, on_delete=models.PROTECT, null=True, blank=True, related_name="moves")
    was = models.CharField(max_length=12, blank=True, help_text="empty when it was set")
    became = models.CharField(max_length=12)
    on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = GoalMoveQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.was or 'new'} to {self.became}"

    @property
    def in_words(self):
        """“Working on it”, with what it was before where that says something."""
        became = goal_states.LABELS.get(self.became, self.became)
        if self.became == goal_states.CURRENT and self.was in goal_states.ENDED:
            return f"{became} again (it was “{goal_states.LABELS[self.was].lower()}”)"
        return became

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.roles import Scope
from accounts.scoping import ScopedQuerySet

from .child import Child
from .episode import Allocation, Episode


class ReallocationQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who may see all; and a lead, if every child of the plan is one of her teams’."""
        if Scope.ALL in user.scopes:
            return self.all()
        if Scope.TEAM not in user.scopes:
            return self.none()
        teams = user.teams_on(timezone.localdate())
        ours = Move.objects.filter(episode__team__in=teams).values("reallocation")
        others = Move.objects.exclude(episode__team__in=teams).values("reallocation")
        return self.filter(pk__in=ours).exclude(pk__in=others)

    def due(self, *, on):
        """Those that wait for their day, and whose day has come."""
        return self.filter(status=Reallocation.Status.SET, effective_on__lte=on)

    def being_planned(self):
        return self.filter(status__in=[Reallocation.Status.DRAFT, Reallocation.Status.SET])


class Reallocation(models.Model):
    """A plan that gives many children to other workers at once: plan, preview, apply, undo.

    Nothing changes while it is a plan. Applied, it can be undone for as many days as the service’s rules say.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", "Being planned"
        SET = "set", "Waits for its day"
        APPLIED = "applied", "Applied"
        UNDONE = "undone", "Undone"
        DROPPED = "dropped", "Thrown away"

    TRANSITIONS = {
        Status.DRAFT: {Status.SET, Status.APPLIED, Status.DROPPED},
        Status.SET: {Status.DRAFT, Status.APPLIED, Status.DROPPED},
        Status.APPLIED: {Status.UNDONE},
    }

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    from_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="reallocations", help_text="whose whole caseload moves, if it is one person’s",
    )  # fmt: skip
    chosen = models.JSONField(default=dict, blank=True, help_text="the filter that chose the children")
    reason = models.CharField(max_length=300)
    effective_on = models.DateField("from which day")
    over_reasons = models.JSONField(
        default=dict, blank=True, help_text="why a worker may carry more than planned, by primary key"
    )
    version = models.PositiveIntegerField(
        default=1, help_text="rises with each change, so that what is applied is what was previewed"
    )
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)
    set_at = models.DateTimeField(null=True, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, blank=True)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReallocationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["effective_on"], condition=Q(status="set"), name="reallocation_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(set_at=None, set_by=None) | Q(set_at__isnull=False, set_by__isnull=False),
                name="reallocation_set_by_somebody",
                violation_error_message="A move that waits for its day says who agreed to it.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["applied", "undone"], applied_at__isnull=False, applied_by__isnull=False
                )
                | Q(status__in=["draft", "set", "dropped"], applied_at=None, applied_by=None),
                name="reallocation_applied_by_somebody",
                violation_error_message="A move that was applied says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(status="undone", undone_at__isnull=False, undone_by__isnull=False)
                | Q(~Q(status="undone"), undone_at=None, undone_by=None),
                name="reallocation_undone_by_somebody",
                violation_error_message="A move that was undone says when and by whom.",
            ),
            models.CheckConstraint(
                condition=~Q(status="set") | Q(set_at__isnull=False),
                name="reallocation_set_with_time",
                violation_error_message="A move that waits for its day says when it was agreed to.",
            ),
        ]

    def __str__(self):
        who = f"{self.from_worker.name}’s caseload" if self.from_worker_id else "a list of children"
        return f"{who}, {self.effective_on:%-d %B %Y}"

    def move_to(self, status):
        """Go on to another state, or refuse in a sentence. Does not save."""
        if status not in self.TRANSITIONS.get(self.status, ()):
            raise Refused(f"This move is “{self.get_status_display().lower()}” now, so that cannot be done.")
        self.status = status

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT


class MoveQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Those of the plans one may see, about children one may see."""
        return self.filter(
            reallocation__in=Reallocation.objects.visible_to(user),
            episode__child__in=Child.objects.visible_to(user),
        )

    def moved(self):
        return self.filter(outcome=Move.Outcome.MOVED)

    def by_name(self):
        return self.order_by("episode__child__family_name", "episode__child__given_name", "pk")


class Move(models.Model):
    """One child in a plan: with whom it is, to whom it goes and why, and what became of it."""

    class Outcome(models.TextChoices):
        PLANNED = "planned", "Planned"
        MOVED = "moved", "Moved"
        STAYED = "stayed", "Stayed"
        SKIPPED = "skipped", "Left out"
        UNDONE = "undone", "Moved back"

    class Clash(models.TextChoices):
        ASK = "", "Choose"
        LEAVE = "leave", "Leave the visit in the old worker’s diary, for me to move"
        CANCEL = "cancel", "Cancel the visit"

    class LeadRole(models.TextChoices):
        ASK = "", "Choose"
        ALONG = "along", "The new worker becomes lead professional"
        STAY = "stay", "The role stays where it is"

    reallocation = models.ForeignKey(Reallocation, on_delete=models.PROTECT, related_name="moves")
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="moves")
    from_worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    allocation = models.ForeignKey(
        Allocation, on_delete=models.SET_NULL, null=True, blank=True, related_name="moves_from",
        help_text="on whose caseload it was when the plan was made; another by now: it is left out",
    )  # fmt: skip
    to_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True,
        related_name="moves", help_text="nobody: the child stays where it is",
    )  # fmt: skip
    weight = models.DecimalField(max_digits=4, decimal_places=2, default=1)
    reasons = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    is_by_hand = models.BooleanField(default=False)
    note = models.TextField("hand-over note", blank=True)
    clash = models.CharField("a visit that clashes", max_length=6, choices=Clash, blank=True)
    lead_role = models.CharField("lead professional", max_length=5, choices=LeadRole, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.PLANNED)
    why = models.CharField(max_length=300, blank=True, help_text="why it was left out or could not go back")
    given = models.ForeignKey(
        Allocation, on_delete=models.SET_NULL, null=True, blank=True, related_name="moves_to"
    )
    went = models.JSONField(
        "what went along", default=dict, blank=True, help_text="ids by room, so that it goes back exactly"
    )

    objects = MoveQuerySet.as_manager()

    class Meta:
        ordering = ["reallocation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reallocation", "episode"],
                name="move_once_in_a_plan",
                violation_error_message="This child is in the plan already.",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["moved", "undone"]) | Q(to_worker__isnull=False),
                name="move_went_to_somebody",
                violation_error_message="A child that moved says to whom.",
            ),
        ]

    def __str__(self):
        return f"{self.episode.child} to {self.to_worker or 'nobody else'}"

    @property
    def child(self):
        return self.episode.child

    @property
    def visits(self):
        """How many visits went along, stayed behind for a lead to move, were cancelled."""
        went = self.went.get("visits", {})
        return {how: len(went.get(how, ())) for how in ("moved", "stayed", "cancelled")}

    @property
    def plain_weight(self):
        """Without noughts at its end: 1, 0.5, 1.25."""
        return f"{self.weight.normalize():f}"

    @property
    def is_going(self):
        """The plan gives the child to another worker than now."""
        return self.to_worker_id is not None and self.to_worker_id != self.from_worker_id

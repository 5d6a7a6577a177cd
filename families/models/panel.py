from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.scoping import ScopedQuerySet

from .referral import Referral


class PanelQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """A panel decides on referrals, which come before any team: who may read one reads all."""
        return self.all() if user.may(Permission.PANEL_VIEW) else self.none()

    def planned(self):
        return self.filter(status=Panel.Status.PLANNED).order_by("held_on", "pk")

    def to_come(self, *, on):
        return self.planned().filter(held_on__gte=on)


class Panel(models.Model):
    """A meeting of several agencies that decides about referrals together."""

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        CLOSED = "closed", "Held and closed"
        CANCELLED = "cancelled", "Not held"

    TRANSITIONS = {Status.PLANNED: {Status.CLOSED, Status.CANCELLED}}

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    held_on = models.DateField("day")
    starts_at = models.TimeField("time", null=True, blank=True)
    place = models.CharField("room, or link for a video call", max_length=200, blank=True)
    chair = models.CharField("who chairs", max_length=120, blank=True)
    minute_taker = models.CharField("who takes the minutes", max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    notes = models.TextField("what was said beyond the cases", blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-pk"]
        indexes = [models.Index(fields=["status", "held_on"], name="panel_ahead")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="planned", closed_at=None, closed_by=None)
                | Q(status__in=["closed", "cancelled"], closed_at__isnull=False, closed_by__isnull=False),
                name="panel_closed_by_somebody",
                violation_error_message="A panel that is over says when and by whom it was closed.",
            ),
        ]

    def __str__(self):
        return f"panel of {self.held_on:%-d %B %Y}"

    @property
    def is_open(self):
        return self.status == self.Status.PLANNED

    def move_to(self, status):
        """Go on to another state, or refuse in a sentence. Does not save."""
        if status not in self.TRANSITIONS.get(self.status, ()):
            raise Refused(f"This panel is “{self.get_status_display().lower()}”: nothing in it changes now.")
        self.status = status


class OfPanel(ScopedQuerySet):
    """Rows that hang on a panel: seen by whoever sees it."""

    def visible_to(self, user):
        return self.filter(panel__in=Panel.objects.visible_to(user))


class PanelMember(models.Model):
    """One person at the table, with the agency she comes from."""

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=120, blank=True)
    agency = models.CharField(max_length=120, blank=True)
    has_attended = models.BooleanField("was there", null=True, blank=True)

    objects = OfPanel.as_manager()

    class Meta:
        ordering = ["panel", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["panel", "name"],
                name="panel_member_once",
                violation_error_message="This person is on the list already.",
            )
        ]

    def __str__(self):
        return self.name


class PanelCaseQuerySet(OfPanel):
    def open(self):
        return self.filter(decided_at=None)

    def undecided_for(self, referral):
        return self.open().filter(referral=referral)


class PanelCase(models.Model):
    """One child on the agenda of a panel, and what the panel decided."""

    class Verdict(models.TextChoices):
        WAIT = "wait", "Accept to the waiting list"
        ASK = "ask", "Ask for more information"
        DECLINE = "decline", "Decline and signpost"
        LATER = "later", "Bring to the next panel"

    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="cases")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="panel_cases")
    order = models.PositiveSmallIntegerField("place on the agenda", default=0)
    notes = models.TextField("what was said", blank=True)
    verdict = models.CharField("decision", max_length=8, choices=Verdict, blank=True)
    reason = models.TextField("why", blank=True)
    signposts = models.JSONField(default=list, blank=True, help_text="refs of the local services named")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PanelCaseQuerySet.as_manager()

    class Meta:
        ordering = ["panel", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"],
                condition=Q(decided_at=None),
                name="panel_case_one_open",
                violation_error_message="This child is on the agenda of a panel already.",
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None)
                | (Q(decided_at__isnull=False, decided_by__isnull=False) & ~Q(verdict="")),
                name="panel_case_decided_by_somebody",
                violation_error_message="A case that was decided says how, when and by whom.",
            ),
        ]

    def __str__(self):
        return f"{self.referral.child} at the {self.panel}"

    @property
    def child(self):
        return self.referral.child


class PanelActionQuerySet(OfPanel):
    def to_do(self):
        return self.filter(done_on=None)

    def overdue(self, *, on):
        return self.to_do().filter(due_on__lt=on)


class PanelAction(models.Model):
    """What somebody has taken away to do from a panel, and by when."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="actions")
    case = models.ForeignKey(
        PanelCase, on_delete=models.PROTECT, null=True, blank=True, related_name="actions"
    )
    what = models.CharField("what is to be done", max_length=300)
    owner = models.CharField("who does it", max_length=120)
    due_on = models.DateField("by", null=True, blank=True)
    done_on = models.DateField("done on", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = PanelActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(owner=""),
                name="panel_action_says_who_does_what",
                violation_error_message="Say what is to be done, and who does it.",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None, done_by=None) | Q(done_on__isnull=False, done_by__isnull=False),
                name="panel_action_done_by_somebody",
                violation_error_message="An action that is done says when and by whom.",
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def child(self):
        return self.case.referral.child if self.case_id else None

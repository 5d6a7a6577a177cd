from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.scoping import ScopedQuerySet

from .carer import Carer
from .child import Child
from .local_service import LocalService
from .referral import Referral


class OutwardReferralQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who sees the child; and, while the child waits for us, who keeps the waiting list."""
        if user.is_family or not user.may(Permission.DIRECTORY_VIEW):
            return self.none()
        found = Q(child__in=Child.objects.visible_to(user))
        if user.may(Permission.WAITING_CONTACT):
            waiting = Referral.objects.filter(status=Referral.Status.WAITING)
            found |= Q(child__in=waiting.values("child"))
        return self.filter(found)

    def open(self):
        """Not come to an end, of a child that is alive: nobody is asked about a child that has died."""
        return self.exclude(status__in=OutwardReferral.OVER).filter(child__died_on=None)

    def overdue(self, *, on):
        """What waits too long for its next step; after a death nobody is reminded of it."""
        return self.open().filter(due_on__lt=on, child__died_on=None)


class OutwardReferral(models.Model):
    """Help that a family needs from somebody else: spotted, permitted, asked for, chased, ended."""

    class Status(models.TextChoices):
        SPOTTED = "spotted", "Need spotted"
        ASKED = "asked", "Family asked"
        AGREED = "agreed", "Family said yes"
        REFUSED = "refused", "Family said no"
        SENT = "sent", "Referred on"
        ENDED = "ended", "Outcome known"
        DROPPED = "dropped", "No longer needed"

    class Outcome(models.TextChoices):
        HELPS = "helps", "The service helps now"
        ON_LIST = "on_list", "On the service’s own waiting list"
        NOT_TAKEN = "not_taken", "The service could not take the family"
        NOT_GONE = "not_gone", "The family did not take it up"
        UNKNOWN = "unknown", "No answer in spite of asking"

    TRANSITIONS = {
        Status.SPOTTED: {Status.ASKED, Status.AGREED, Status.REFUSED, Status.SENT, Status.DROPPED},
        Status.ASKED: {Status.AGREED, Status.REFUSED, Status.SENT, Status.DROPPED},
        Status.AGREED: {Status.REFUSED, Status.SENT, Status.DROPPED},
        Status.REFUSED: {Status.AGREED},
        Status.SENT: {Status.ENDED, Status.DROPPED},
    }
    OVER = (Status.REFUSED, Status.ENDED, Status.DROPPED)

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="outward_referrals")
    need = models.TextField("what the family needs")
    service = models.ForeignKey(
        LocalService, on_delete=models.PROTECT, null=True, blank=True, related_name="outward_referrals"
    )
    status = models.CharField(max_length=8, choices=Status, default=Status.SPOTTED)
    due_on = models.DateField("next step by", null=True, blank=True)
    spotted_on = models.DateField("spotted on")
    spotted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    permitted_on = models.DateField("permission given on", null=True, blank=True)
    permission_of = models.ForeignKey(
        Carer, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name="who gave permission",
    )  # fmt: skip
    without_permission = models.TextField(
        "why we refer without permission", blank=True, help_text="for instance: to keep the child safe"
    )
    sent_on = models.DateField("referred on", null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    ended_on = models.DateField("ended on", null=True, blank=True)

    objects = OutwardReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-spotted_on", "-pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(ended_on=None), name="outward_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(permitted_on=None, permission_of=None)
                | Q(permitted_on__isnull=False, permission_of__isnull=False),
                name="outward_permission_whole",
                violation_error_message="Permission says which adult gave it, and on which day.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(permitted_on__isnull=False) | ~Q(without_permission=""),
                name="outward_not_without_permission",
                violation_error_message="Ask the family first, or say why we refer without its permission.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(service__isnull=False),
                name="outward_sent_to_somebody",
                violation_error_message="Say to which service the family is referred.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["sent", "ended"]) | Q(sent_on__isnull=False),
                name="outward_sent_on_a_day",
                violation_error_message="What was referred on says on which day.",
            ),
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(permitted_on__isnull=False),
                name="outward_agreed_by_somebody",
                violation_error_message="A yes says which adult gave it, and on which day.",
            ),
            models.CheckConstraint(
                condition=Q(status="ended", ended_on__isnull=False) & ~Q(outcome="")
                | Q(status__in=["refused", "dropped"], ended_on__isnull=False, outcome="")
                | Q(status__in=["spotted", "asked", "agreed", "sent"], ended_on=None, outcome=""),
                name="outward_ends_with_outcome",
                violation_error_message="What has ended says when, and how it came out.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["refused", "ended", "dropped"]) | Q(due_on__isnull=False),
                name="outward_open_has_next_step",
                violation_error_message="Say by when the next step is due.",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None) | Q(sent_on__gte=F("spotted_on")),
                name="outward_sent_after_spotted",
                violation_error_message="A family cannot be referred before its need was spotted.",
            ),
        ]

    def __str__(self):
        return f"{self.service or 'other help'} for {self.child}"

    def move_to(self, status):
        """Go on to another state, or refuse in a sentence. Does not save."""
        if status not in self.TRANSITIONS.get(self.status, ()):
            now, then = self.get_status_display().lower(), status.label.lower()
            raise Refused(f"This stands at “{now}”, so it cannot become “{then}”.")
        self.status = status

    @property
    def is_open(self):
        return self.status not in self.OVER


class OutwardStepQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(outward__in=OutwardReferral.objects.visible_to(user))


class OutwardStep(models.Model):
    """One thing done about an outward referral, on a day: asked, referred, chased. Never changed."""

    class What(models.TextChoices):
        SPOTTED = "spotted", "Need spotted"
        ASKED = "asked", "Family asked"
        AGREED = "agreed", "Family said yes"
        REFUSED = "refused", "Family said no"
        SENT = "sent", "Referred"
        CHASED = "chased", "Asked how it stands"
        ENDED = "ended", "Outcome"
        DROPPED = "dropped", "No longer needed"

    outward = models.ForeignKey(OutwardReferral, on_delete=models.PROTECT, related_name="steps")
    what = models.CharField(max_length=8, choices=What)
    on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)
    written_at = models.DateTimeField(default=timezone.now)

    objects = OutwardStepQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self):
        return f"{self.get_what_display()}: {self.outward}"

    @property
    def child(self):
        return self.outward.child

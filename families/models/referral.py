from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.scoping import ScopedQuerySet

from .address import Address
from .child import Child


class ReferralQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """A referral comes before any team or caseload: who may see referrals sees all of them."""
        return self.all() if user.may(Permission.REFERRAL_VIEW) else self.none()

    def undecided(self):
        return self.filter(status__in=[Referral.Status.RECEIVED, Referral.Status.TRIAGED])

    def received(self):
        return self.filter(status=Referral.Status.RECEIVED)

    def triaged(self):
        return self.filter(status=Referral.Status.TRIAGED)

    def with_homes(self, *, on):
        """Bring along each child with its family and where it lives on a day; two queries."""
        homes = Prefetch("child__family__addresses", Address.objects.current(on=on))
        return self.select_related("child__family").prefetch_related(homes)

    def waiting(self):
        """On the waiting list: eligible, and no place yet.

        The most urgent band first, which a person may have chosen over the score; in it the highest score,
        then the longest wait.
        """
        waits = self.filter(status=Referral.Status.WAITING)
        return waits.order_by("band_order", "-score", "waiting_since", "pk")


class Referral(models.Model):
    """A request to serve a child, from its arrival to its outcome."""

    class Status(models.TextChoices):
        RECEIVED = "received", "To be triaged"
        TRIAGED = "triaged", "Triaged"
        WAITING = "waiting", "On the waiting list"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Not for us"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Source(models.TextChoices):
        PARENT = "parent", "Parent or carer"
        HEALTH_VISITOR = "health_visitor", "Health visitor"
        PAEDIATRICIAN = "paediatrician", "Paediatrician"
        THERAPIST = "therapist", "Therapist"
        GP = "gp", "GP"
        SETTING = "setting", "Nursery or setting"
        SOCIAL_WORKER = "social_worker", "Social worker"
        EARLY_HELP = "early_help", "Early help"
        OTHER = "other", "Somebody else"

    class Band(models.TextChoices):
        URGENT = "urgent", "Urgent"
        HIGH = "high", "High"
        STANDARD = "standard", "Standard"

    # From triaged back to received: more information is wanted before anybody decides.
    TRANSITIONS = {
        Status.RECEIVED: {Status.TRIAGED, Status.DECLINED, Status.WITHDRAWN},
        Status.TRIAGED: {Status.RECEIVED, Status.WAITING, Status.DECLINED, Status.WITHDRAWN},
        Status.WAITING: {Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN},
    }
    DECIDED = (Status.ACCEPTED, Status.DECLINED, Status.WITHDRAWN)
    BAND_ORDER = {Band.URGENT: 0, Band.HIGH: 1, Band.STANDARD: 2}

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="referrals")
    source = models.CharField("who refers", max_length=20, choices=Source)
    referrer_name = models.CharField("name of the referrer", max_length=120)
    referrer_contact = models.CharField("telephone or e-mail of the referrer", max_length=120, blank=True)
    received_on = models.DateField("date received")
    reason = models.TextField("what worries the family or the referrer")
    family_agrees = models.BooleanField("the family knows and agrees", default=False)
    facts = models.JSONField(default=dict, blank=True, help_text="answers that the score reads, by key")

    status = models.CharField(max_length=10, choices=Status, default=Status.RECEIVED)
    stage = models.CharField(max_length=40, blank=True, help_text="its code among the stages of the rules")
    stage_since = models.DateField(null=True, blank=True)
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    band = models.CharField(
        max_length=10, choices=Band, blank=True, help_text="by the score, or as a person chose"
    )
    score_band = models.CharField("band by the score", max_length=10, choices=Band, blank=True)
    band_order = models.PositiveSmallIntegerField(
        default=9, editable=False, help_text="sorts the bands: the most urgent first"
    )
    rules_number = models.PositiveSmallIntegerField(
        "version of the rules that the score was made by", null=True, blank=True
    )
    rules_from = models.DateField("from which day those rules hold", null=True, blank=True)
    breakdown = models.JSONField(default=list, blank=True, help_text="how the score was made, line by line")
    triaged_at = models.DateTimeField(null=True, blank=True)
    triaged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waiting_since = models.DateField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decision_reason = models.TextField(blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [
            models.Index(fields=["status", "band_order", "-score", "waiting_since"], name="referral_list"),
            models.Index(fields=["status", "stage", "stage_since"], name="referral_stage"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(status__in=["received", "triaged", "waiting"]),
                name="referral_one_open",
                violation_error_message="There is an open referral for this child already.",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=["accepted", "declined", "withdrawn"],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                )
                | Q(status__in=["received", "triaged", "waiting"], decided_at=None, decided_by=None),
                name="referral_decided_by_somebody",
                violation_error_message="A decided referral says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(triaged_at=None, triaged_by=None)
                | Q(triaged_at__isnull=False, triaged_by__isnull=False),
                name="referral_triaged_by_somebody",
                violation_error_message="A triaged referral says when and by whom.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["triaged", "waiting", "accepted"])
                | Q(score__isnull=False, triaged_at__isnull=False),
                name="referral_triaged_with_score",
                violation_error_message="A referral is triaged with a score before it goes on.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "withdrawn"]) | ~Q(decision_reason=""),
                name="referral_refusal_has_reason",
                violation_error_message="Say why, in words the family may read.",
            ),
            models.CheckConstraint(
                condition=Q(stage="", stage_since=None) | (~Q(stage="") & Q(stage_since__isnull=False)),
                name="referral_in_a_stage_since_a_day",
                violation_error_message="A stage says since when the referral is in it.",
            ),
            models.CheckConstraint(
                condition=~Q(status="waiting") | Q(waiting_since__isnull=False),
                name="referral_waits_since_a_day",
                violation_error_message="The waiting list says since when.",
            ),
        ]

    def __str__(self):
        return f"referral of {self.child}"

    def save(self, *args, update_fields=None, **kwargs):
        self.band_order = self.BAND_ORDER.get(self.band, 9)
        if update_fields is not None and "band" in update_fields:
            update_fields = {*update_fields, "band_order"}
        super().save(*args, update_fields=update_fields, **kwargs)

    def move_to(self, status, *, by):
        """Go on to another state, or refuse in a sentence. Sets who decided; does not save."""
        if status not in self.TRANSITIONS.get(self.status, ()):
            now, then = self.get_status_display().lower(), status.label.lower()
            raise Refused(f"This referral is “{now}” now, so it cannot become “{then}”.")
        self.status = status
        if status not in (self.Status.RECEIVED, self.Status.TRIAGED):
            self.stage, self.stage_since = "", None
        if status in self.DECIDED:
            self.decided_at, self.decided_by = timezone.now(), by

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .document import Document
from .referral import Referral


class EvidenceQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def missing(self):
        """Asked for, not here, and nobody has said that we decide without it."""
        return self.filter(received_on=None, waived_on=None)

    def overdue(self, *, on):
        return self.missing().filter(due_on__lt=on)

    def to_chase(self, *, on, every):
        """Missing, and neither asked for nor chased within the last days (a timedelta).

        None once the day has passed, when we decide without it, or the referral is decided.
        """
        last = on - every
        quiet = Q(chased_on=None, asked_on__lte=last) | Q(chased_on__lte=last)
        return self.missing().filter(quiet, due_on__gte=on, referral__status__in=["received", "triaged"])


class Evidence(models.Model):
    """One paper that we like to have before we decide: asked for, chased, here, or done without.

    The clock begins when it is asked for. Nobody waits for ever: after its day one may decide without it.
    """

    class Kind(models.TextChoices):
        REFERRAL_FORM = "referral_form", "Referral form"
        TWO_YEAR_REVIEW = "two_year_review", "Two-year review"
        PROFESSIONAL_LETTER = "professional_letter", "Letter from a professional"
        HEARING_TEST = "hearing_test", "Hearing test result"
        OTHER = "other", "Something else"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="papers")
    kind = models.CharField("what", max_length=24, choices=Kind)
    title = models.CharField("what exactly", max_length=120, blank=True)
    asked_on = models.DateField("asked for on")
    due_on = models.DateField("wanted by")
    chased_on = models.DateField("last chased on", null=True, blank=True)
    times_chased = models.PositiveSmallIntegerField(default=0)
    received_on = models.DateField("here since", null=True, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    waived_on = models.DateField("done without since", null=True, blank=True)
    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    waived_because = models.CharField("why we decide without it", max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["referral", "pk"]
        verbose_name_plural = "evidence"
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(received_on=None, waived_on=None), name="evidence_missing"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "kind", "title"],
                name="evidence_asked_for_once",
                violation_error_message="This paper was asked for already.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("asked_on")),
                name="evidence_wanted_after_it_was_asked",
                violation_error_message="A paper is wanted on or after the day it was asked for.",
            ),
            models.CheckConstraint(
                condition=Q(waived_on=None, waived_by=None, waived_because="")
                | (Q(waived_on__isnull=False, waived_by__isnull=False) & ~Q(waived_because="")),
                name="evidence_waived_by_somebody",
                violation_error_message="To decide without a paper, say why.",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None) | Q(waived_on=None),
                name="evidence_here_or_waived",
                violation_error_message="A paper that is here is not done without.",
            ),
            models.CheckConstraint(
                condition=Q(times_chased=0, chased_on=None) | Q(times_chased__gte=1, chased_on__isnull=False),
                name="evidence_chased_with_day",
                violation_error_message="A paper that was chased says when.",
            ),
        ]

    def __str__(self):
        return self.title or self.get_kind_display()

    @property
    def child(self):
        return self.referral.child

    @property
    def is_missing(self):
        return self.received_on is None and self.waived_on is None

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .carer import Carer
from .document import Document
from .episode import Episode


class AgreementQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(episode__in=Episode.objects.visible_to(user))

    def latest_first(self):
        return self.order_by("-version", "-pk")


class Agreement(models.Model):
    """What family and service promise each other. A change makes a new version; the old one stays."""

    class How(models.TextChoices):
        SCREEN = "screen", "On screen"
        PAPER = "paper", "On paper"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveSmallIntegerField()
    terms = models.JSONField(default=list, help_text="what is promised: code, title and text of each part")
    changed = models.CharField("what changes", max_length=300, blank=True)
    drafted_at = models.DateTimeField(default=timezone.now)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    family_signed_at = models.DateTimeField(null=True, blank=True)
    family_signed_by = models.ForeignKey(
        Carer, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements_signed"
    )
    family_signed_name = models.CharField(max_length=120, blank=True, help_text="as it was typed or written")
    family_signed_how = models.CharField(max_length=6, choices=How, blank=True)
    paper = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the signed sheet, if it was kept",
    )  # fmt: skip
    worker_signed_at = models.DateTimeField(null=True, blank=True)
    worker_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ["episode", "-version", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["episode", "version"],
                name="agreement_versions_in_a_row",
                violation_error_message="Somebody has begun this version already: look at it again.",
            ),
            models.CheckConstraint(
                condition=Q(
                    family_signed_at=None,
                    family_signed_by=None,
                    family_signed_name="",
                    family_signed_how="",
                )
                | (
                    Q(family_signed_at__isnull=False, family_signed_by__isnull=False)
                    & ~Q(family_signed_name="")
                    & ~Q(family_signed_how="")
                ),
                name="agreement_signed_by_an_adult",
                violation_error_message="A signed agreement says which adult signed, when and how.",
            ),
            models.CheckConstraint(
                condition=Q(worker_signed_at=None, worker_signed_by=None)
                | Q(worker_signed_at__isnull=False, worker_signed_by__isnull=False),
                name="agreement_signed_by_a_worker",
                violation_error_message="A signed agreement says who of us signed and when.",
            ),
        ]

    def __str__(self):
        return f"agreement with the family of {self.child}, version {self.version}"

    @property
    def child(self):
        return self.episode.child

    @property
    def is_signed(self):
        """By both."""
        return self.family_signed_at is not None and self.worker_signed_at is not None

    @property
    def is_frozen(self):
        """Whether anybody has put a name to it: from then on a change is a new version."""
        return self.family_signed_at is not None or self.worker_signed_at is not None

    @property
    def state_in_words(self):
        if self.is_signed:
            return "Signed by both"
        if self.family_signed_at:
            return "Signed by the family"
        if self.worker_signed_at:
            return "Signed by us"
        return "Not signed yet"

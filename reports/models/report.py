from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.refusals import Refused
from accounts.scoping import ScopedQuerySet
from families.models import Carer, Child


class ReportQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff: those about the children they may see. A parent: what was released to her own tie."""
        if user.is_family:
            mine = user.ties.seeing(on=timezone.localdate())
            released = Release.objects.filter(report=OuterRef("pk"), carer__in=mine)
            return self.filter(
                Exists(released), status=Report.Status.RELEASED, child__in=Child.objects.visible_to(user)
            )
        return self.filter(child__in=Child.objects.visible_to(user))

    def to_approve(self):
        """Read and waiting for a second person."""
        return self.filter(status=Report.Status.READY, approved_at=None)

    def without_facts(self):
        """For lists and pages about reports: all but what the document was made from, which is long."""
        return self.defer("facts")

    def unfinished(self):
        return self.exclude(status=Report.Status.RELEASED)


class Report(models.Model):
    """A document about a child: gathered from the record, frozen when approved, released to named people."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", "Progress report"

    class Status(models.TextChoices):
        ASKED = "asked", "Being prepared"
        READY = "ready", "Ready to be read and approved"
        FAILED = "failed", "Could not be made"
        APPROVED = "approved", "Approved"
        RELEASED = "released", "Shared with the family"

    # Approved but not yet frozen is READY with an approver: the final pages are being made (decision 0020).
    TRANSITIONS = {
        Status.ASKED: {Status.READY, Status.FAILED},
        Status.FAILED: {Status.ASKED, Status.READY},
        Status.READY: {Status.APPROVED, Status.ASKED, Status.FAILED},
        Status.APPROVED: {Status.RELEASED},
    }

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PROGRESS)
    period_from = models.DateField("from")
    period_to = models.DateField("until")
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    version = models.PositiveSmallIntegerField(
        default=1, help_text="rises when it is made again before approval"
    )
    facts = models.JSONField(default=dict, blank=True, help_text="what the pages were made from, as gathered")
    file = models.CharField(max_length=120, blank=True, help_text="where the PDF lies, by its hash")
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(null=True, blank=True)

    requested_at = models.DateTimeField(default=timezone.now)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rendered_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-requested_at", "-pk"]
        indexes = [models.Index(fields=["child", "-requested_at"], name="report_child")]
        constraints = [
            models.CheckConstraint(
                condition=Q(period_to__gte=F("period_from")),
                name="report_period_in_order",
                violation_error_message="The period ends on or after the day it begins.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["ready", "approved", "released"])
                | (~Q(file="") & ~Q(sha256="") & Q(rendered_at__isnull=False)),
                name="report_ready_with_file",
                violation_error_message="A report that is ready has its pages.",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="report_approved_by_somebody",
                violation_error_message="An approved report says when and by whom.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "released"]) | Q(approved_at__isnull=False),
                name="report_approved_first",
                violation_error_message="A report is approved before it is shared.",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("requested_by")),
                name="report_approved_by_another",
                violation_error_message="A report is approved by somebody other than who asked for it.",
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="report_released_by_somebody",
                violation_error_message="A shared report says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(status="released", released_at__isnull=False)
                | (~Q(status="released") & Q(released_at=None)),
                name="report_released_with_time",
                violation_error_message="A shared report says when it was shared.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display().lower()} about {self.child}"

    @property
    def is_being_made(self):
        """A worker has pages to make: the draft, or the final ones after approval."""
        if self.status == self.Status.READY:
            return self.approved_at is not None
        return self.status == self.Status.ASKED

    @property
    def is_waiting_for_approval(self):
        return self.status == self.Status.READY and self.approved_at is None

    @property
    def is_frozen(self):
        return self.status in (self.Status.APPROVED, self.Status.RELEASED)

    @property
    def can_be_read(self):
        """There are pages, and they are those of this version."""
        return self.is_frozen or self.is_waiting_for_approval

    @property
    def stage_before_failing(self):
        """Where a failed report goes on: to its final pages if it is approved, else to its draft."""
        return self.Status.READY if self.approved_at else self.Status.ASKED

    def move_to(self, status):
        """Go on to another state, or refuse in a sentence. Does not save."""
        if status not in self.TRANSITIONS.get(self.status, ()):
            raise Refused(
                f"This report is “{self.get_status_display().lower()}” now, so that cannot be done."
            )
        self.status = status


class ReleaseQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(report__in=Report.objects.visible_to(user))


class Release(models.Model):
    """One report given to one adult by name. Who is not named does not receive it."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="releases")
    carer = models.ForeignKey(Carer, on_delete=models.PROTECT, related_name="releases")
    opened_at = models.DateTimeField(null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["report", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "carer"],
                name="release_once_per_person",
                violation_error_message="This report was given to this person already.",
            )
        ]

    def __str__(self):
        return f"{self.report} to {self.carer}"

    @property
    def child(self):
        return self.report.child

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.refs import new_ref

from .scale import OpenToAll, Scale

RIGHT_TO_LEFT = {"ar", "fa", "he", "ku", "ps", "sd", "ur", "yi"}


class FrameworkQuerySet(OpenToAll):
    def in_use(self):
        return self.filter(status=Framework.Status.PUBLISHED)

    def drafts(self):
        return self.filter(status=Framework.Status.DRAFT)


class Framework(models.Model):
    """A checklist of what children learn, in one version. Once published its words never change."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Being written"
        PUBLISHED = "published", "In use"
        RETIRED = "retired", "No longer used"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    language = models.CharField(max_length=12, default="en-GB", help_text="such as en-GB, cy, ur")
    licence = models.CharField("who owns the words, and why we may use them", max_length=300)
    source = models.CharField("where it comes from", max_length=300, blank=True)
    note = models.CharField("what everyone who reads it should know", max_length=300, blank=True)
    reads_on = models.BooleanField("items read on from “Aisha can …”", default=False)
    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="frameworks")
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="nobody where a file was loaded from the command line",
    )  # fmt: skip
    retired_at = models.DateTimeField(null=True, blank=True)
    retired_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    retired_because = models.CharField("why it is no longer used", max_length=300, blank=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["name", "version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="framework_version_once",
                violation_error_message="This version of the framework is here already.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(status="published"),
                name="framework_one_version_in_use",
                violation_error_message="Another version of this framework is in use.",
            ),
            models.CheckConstraint(
                condition=Q(status="draft", published_at=None)
                | (~Q(status="draft") & Q(published_at__isnull=False)),
                name="framework_published_with_moment",
                violation_error_message="A framework that is in use says since when.",
            ),
            models.CheckConstraint(
                condition=Q(published_by=None) | Q(published_at__isnull=False),
                name="framework_published_by_with_moment",
                violation_error_message="Who published a framework goes with when it was published.",
            ),
            models.CheckConstraint(
                condition=Q(retired_at=None) | Q(status="retired"),
                name="framework_retired_with_moment",
                violation_error_message="Only a framework that is no longer used says since when.",
            ),
            models.CheckConstraint(
                condition=Q(retired_by=None) | Q(retired_at__isnull=False),
                name="framework_retired_by_with_moment",
                violation_error_message="Who retired a framework goes with when it was retired.",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.version}"

    @property
    def is_draft(self):
        return self.status == self.Status.DRAFT

    @property
    def is_in_use(self):
        return self.status == self.Status.PUBLISHED

    @property
    def direction(self):
        """Which way its words run: "rtl" for Urdu, Arabic and their like."""
        return "rtl" if self.language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


class Area(models.Model):
    """One domain of a framework, as talking or moving."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="areas")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    hint = models.CharField(max_length=300, blank=True)
    order = models.PositiveSmallIntegerField()

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["framework", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="area_code_once",
                violation_error_message="This framework has an area with this code already.",
            )
        ]

    def __str__(self):
        return self.name


class Strand(models.Model):
    """A thread within an area, as taking turns within being with others."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="strands")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["area", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "code"],
                name="strand_code_once",
                violation_error_message="This area has a strand with this code already.",
            )
        ]

    def __str__(self):
        return self.name


class Band(models.Model):
    """The ages, in whole months with both ends included, at which its items are roughly to be looked for."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="bands")
    start = models.PositiveSmallIntegerField("from month")
    end = models.PositiveSmallIntegerField("to month")
    name = models.CharField(max_length=60, blank=True, help_text="if it has one, such as “Step 3”")

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["framework", "start", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "start"],
                name="band_start_once",
                violation_error_message="Two bands cannot start in the same month.",
            ),
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="band_ends_after_it_starts",
                violation_error_message="A band cannot end before it starts.",
            ),
        ]

    def __str__(self):
        return self.name or f"{self.start} to {self.end} months"


class Item(models.Model):
    """One line of a framework: something small that can be seen. Its code outlives its wording."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="items")
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    code = models.CharField(max_length=60)
    text = models.CharField(max_length=500)
    guidance = models.TextField("how to see it", max_length=2000, blank=True)
    example = models.CharField("an everyday moment", max_length=500, blank=True)
    tags = models.JSONField("toys and things that help", default=list, blank=True, help_text="words")
    band = models.PositiveSmallIntegerField(help_text="first month of its age band: 0, 12, 24 …")
    order = models.PositiveSmallIntegerField()
    after = models.ManyToManyField("self", symmetrical=False, related_name="leads_to", blank=True)

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["area", "band", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "code"],
                name="item_code_once",
                violation_error_message="This area has an item with this code already.",
            )
        ]

    def __str__(self):
        return self.text

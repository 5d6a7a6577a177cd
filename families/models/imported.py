from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.fields import EncryptedJSONField, EncryptedTextField
from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class ImportQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """A file of the whole service: seen by those who may bring one in, and by nobody else."""
        return self.all() if user.may(Permission.IMPORT_RUN) else self.none()


class Import(models.Model):
    """A workbook that a service brings along: read, checked by a person, brought in, perhaps undone."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Being read"
        READ = "read", "Columns to match"
        STAGING = "staging", "Rows being checked"
        STAGED = "staged", "Rows to look at"
        COMMITTING = "committing", "Being brought in"
        COMMITTED = "committed", "Brought in"
        UNDOING = "undoing", "Being undone"
        UNDONE = "undone", "Undone"
        THROWN_AWAY = "thrown_away", "Thrown away"
        FAILED = "failed", "Could not be read"

    BUSY = (Status.WAITING, Status.STAGING, Status.COMMITTING, Status.UNDOING)
    OPEN = (Status.WAITING, Status.READ, Status.STAGING, Status.STAGED)

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    name = models.CharField("name of the file", max_length=120)
    file = models.CharField(max_length=160, editable=False, help_text="where it lies, by its hash")
    sha256 = models.CharField(max_length=64, editable=False)
    size = models.PositiveIntegerField(editable=False, help_text="bytes")
    format = models.CharField(max_length=4, choices=[("xlsx", "Excel workbook"), ("csv", "CSV file")])
    status = models.CharField(max_length=12, choices=Status, default=Status.WAITING)
    problem = models.CharField("why it could not be read", max_length=300, blank=True)
    round = models.PositiveSmallIntegerField(default=0, help_text="rises each time the rows are checked anew")
    done = models.PositiveIntegerField("rows done", default=0)
    total = models.PositiveIntegerField("rows to do", default=0)
    facts = models.JSONField(default=dict, blank=True, help_text="what the reader noted of the whole file")
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    committed_at = models.DateTimeField(null=True, blank=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(committed_at=None, committed_by=None)
                | Q(committed_at__isnull=False, committed_by__isnull=False),
                name="import_committed_by_somebody",
                violation_error_message="What was brought in says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="import_undone_by_somebody",
                violation_error_message="What was undone says when and by whom.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["committed", "undoing", "undone"]) | Q(committed_at__isnull=False),
                name="import_in_the_records_since_a_moment",
                violation_error_message="An import that is in the records says since when.",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def is_busy(self):
        return self.status in self.BUSY

    @property
    def is_forgotten(self):
        """Its days are over: the file and the cells of its rows are gone, what came of them stays."""
        return not self.file

    @property
    def is_open(self):
        """Nothing is in the records yet: it can still be changed or thrown away."""
        return self.status in self.OPEN


class ImportSheetQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(batch__in=Import.objects.visible_to(user))


class ImportSheet(models.Model):
    """One sheet of a workbook: what it lists, where its headings stand, where each column goes."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    batch = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="sheets")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    is_hidden = models.BooleanField(default=False)
    kind = models.CharField("what it lists", max_length=20, blank=True, help_text="empty when it is left out")
    header_row = models.PositiveIntegerField("row of the headings", default=0)
    headers = models.JSONField(default=list, help_text="the headings as they stand in the file")
    mapping = models.JSONField(default=dict, blank=True, help_text="column number to what it is")
    answers = models.JSONField(default=dict, blank=True, help_text="what a person said of the whole sheet")
    samples = EncryptedJSONField(default=list, blank=True, help_text="some values of each column")
    habits = models.JSONField(
        default=dict, blank=True, help_text="how each column writes its dates and names"
    )
    is_matched = models.BooleanField("its columns were looked at", default=False)
    row_count = models.PositiveIntegerField("rows with something in them", default=0)
    blank_count = models.PositiveIntegerField("empty rows between", default=0)

    objects = ImportSheetQuerySet.as_manager()

    class Meta:
        ordering = ["batch", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"],
                name="import_sheet_has_its_place",
                violation_error_message="There is a sheet at this place already.",
            )
        ]

    def __str__(self):
        return f"{self.name} of {self.batch}"


class ImportRowQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(sheet__in=ImportSheet.objects.visible_to(user))

    def needing_somebody(self):
        """Rows that cannot go in as they are, and notes about a safe address that nobody has looked at."""
        waits = Q(verdict__in=[ImportRow.Verdict.INVALID, ImportRow.Verdict.DUPLICATE])
        return self.filter(waits | Q(asks=True), outcome="")

    def ready(self):
        """Rows that would go in now."""
        return self.filter(verdict__in=[ImportRow.Verdict.NEW, ImportRow.Verdict.UPDATE])

    def rejected(self):
        """Rows of data that stay out: not read, not decided, left out by somebody, or refused at the door."""
        stays = Q(verdict__in=[ImportRow.Verdict.INVALID, ImportRow.Verdict.DUPLICATE])
        by_hand = Q(verdict=ImportRow.Verdict.LEFT_OUT, decision=ImportRow.Decision.LEAVE_OUT)
        return self.filter(stays | by_hand | Q(outcome=ImportRow.Outcome.REFUSED))


class ImportRow(models.Model):
    """One row of a sheet as it stands in the file, how we read it, and what became of it."""

    class Verdict(models.TextChoices):
        RAW = "raw", "Not looked at yet"
        NEW = "new", "New"
        UPDATE = "update", "Update to a record"
        DUPLICATE = "duplicate", "Possible duplicate"
        INVALID = "invalid", "Cannot be read"
        LEFT_OUT = "left_out", "Left out"
        BLANK = "blank", "Empty"

    class Decision(models.TextChoices):
        NONE = "", "None"
        LEAVE_OUT = "leave_out", "Leave this row out"
        SAME = "same", "Same child: update"
        DIFFERENT = "different", "Different child"

    class Outcome(models.TextChoices):
        NONE = "", "Nothing yet"
        CREATED = "created", "Brought in"
        UPDATED = "updated", "Updated a record"
        REFUSED = "refused", "Not brought in"
        UNDONE = "undone", "Taken out again"
        KEPT = "kept", "Kept: changed since"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    sheet = models.ForeignKey(ImportSheet, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField("row in the file")
    values = EncryptedJSONField(default=list, help_text="the cells as they stand in the file")
    read = EncryptedJSONField(default=dict, blank=True, help_text="what was understood")
    problems = EncryptedJSONField(default=list, blank=True, help_text="column, value, what was expected")
    remarks = EncryptedJSONField(default=list, blank=True, help_text="how a cell was read that is not plain")
    notes = EncryptedJSONField(default=list, blank=True, help_text="what has no place and stays as a note")
    mended = EncryptedJSONField(
        default=dict, blank=True, help_text="cells that a person wrote anew, by column"
    )
    without = models.JSONField(
        default=list, blank=True, help_text="columns that a person left out of this row"
    )
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.RAW)
    reason = models.CharField("why it is left out", max_length=200, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    keys = EncryptedJSONField(default=dict, blank=True, help_text="what other rows find it by")
    match_ref = models.CharField(max_length=26, blank=True, help_text="the record or row it looks like")
    match_reasons = EncryptedJSONField(default=dict, blank=True)
    safety = EncryptedTextField("note about a safe address", blank=True)
    protects = models.BooleanField("the address comes in protected", default=False)
    asks = models.BooleanField("needs a person", default=False)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    outcome_reason = models.CharField(max_length=300, blank=True)
    created = models.JSONField(default=list, blank=True, help_text="what it made: model, key, fingerprint")
    changed = EncryptedJSONField(default=list, blank=True, help_text="what it changed, before and after")

    objects = ImportRowQuerySet.as_manager()

    class Meta:
        ordering = ["sheet", "number"]
        indexes = [models.Index(fields=["sheet", "verdict", "number"], name="import_row_by_verdict")]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "number"],
                name="import_row_once",
                violation_error_message="This row of the file is here already.",
            )
        ]

    def __str__(self):
        return f"row {self.number}"


class ColumnMatchQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.all() if user.may(Permission.IMPORT_RUN) else self.none()


class ColumnMatch(models.Model):
    """What a heading meant the last time somebody said so; proposed again when it comes back."""

    kind = models.CharField(max_length=20)
    header = models.CharField("heading, made plain", max_length=120)
    field = models.CharField("what it is", max_length=40, help_text="note, or empty when it is left out")
    said_at = models.DateTimeField(default=timezone.now)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = ColumnMatchQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "header", "pk"]
        verbose_name_plural = "column matches"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "header"],
                name="column_match_once",
                violation_error_message="This heading has its meaning already.",
            )
        ]

    def __str__(self):
        return f"{self.header} is {self.field or 'left out'}"


class ImportedNoteQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may see the child; never a parent: nobody wrote these for her to read.

        Where an address is protected, only those who may have it shown: a note may give it away.
        """
        if user.is_family:
            return self.none()
        found = self.filter(child__in=Child.objects.visible_to(user))
        return found if user.may(Permission.ADDRESS_REVEAL) else found.filter(is_about_safety=False)


class ImportedNote(models.Model):
    """What a service’s old file said of a child that has no place of its own in our records."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="imported_notes")
    heading = models.CharField("heading in the file", max_length=120)
    text = EncryptedTextField()
    came_from = models.CharField("file, sheet and row", max_length=300)
    came_at = models.DateTimeField(default=timezone.now)
    is_about_safety = models.BooleanField("about who may know the address", default=False)

    objects = ImportedNoteQuerySet.as_manager()

    class Meta:
        ordering = ["child", "pk"]

    def __str__(self):
        return f"from the import: {self.heading}"

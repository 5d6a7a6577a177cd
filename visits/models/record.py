from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.scoping import ScopedQuerySet

from .visit import Visit


class VisitRecordQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(visit__in=Visit.objects.visible_to(user))

    def latest(self):
        """The version that counts: the newest of each visit."""
        return self.order_by("visit_id", "-number").distinct("visit_id")


class VisitRecord(models.Model):
    """What happened on a visit, signed: the part that the family reads too.

    A signed record is never changed. A correction is a further version, with its reason; all stay readable.
    What is typed before signing is a draft. What the family must not see is a RestrictedNote, in a table of
    its own, so that no forgotten field can show it.
    """

    class Went(models.TextChoices):
        DID = "did", "Did it"
        HELP = "help", "With help"
        NOT_YET = "not_yet", "Not yet"
        NOT_TRIED = "not_tried", "Not tried"

    class Prompt(models.TextChoices):
        HAND = "hand", "Hand over hand"
        TOUCH = "touch", "A light touch"
        SHOWING = "showing", "Showing"
        WORDS = "words", "Words only"
        ALONE = "alone", "All alone"

    # what is written, and so what a correction may put right
    WRITTEN = (
        "present", "went", "play", "practice", "prompt",
        "saw", "parent_words", "plan", "family_news", "parent_comment",
    )  # fmt: skip

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveSmallIntegerField(
        default=1, help_text="1 is the first; each correction is one more"
    )
    present = ArrayField(
        models.CharField(max_length=120), verbose_name="who was there", default=list, blank=True
    )
    went = models.CharField("last week’s activity", max_length=10, choices=Went, blank=True)
    play = models.TextField("playing together", blank=True)
    practice = models.TextField("practising a step", blank=True)
    prompt = models.CharField("how much help", max_length=10, choices=Prompt, blank=True)
    saw = models.TextField("what I saw", blank=True)
    parent_words = models.TextField("in the family’s words", blank=True)
    plan = models.TextField("what we will do", blank=True)
    family_news = models.TextField("how the family is", blank=True)
    parent_comment = models.TextField("what the family wants to add", blank=True)
    reason = models.CharField("why it is corrected", max_length=300, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = VisitRecordQuerySet.as_manager()

    class Meta:
        ordering = ["visit", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "number"],
                name="record_version_once",
                violation_error_message="Somebody corrected this record at the same moment: look again.",
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""),
                name="record_correction_has_reason",
                violation_error_message="Say why the record is corrected.",
            ),
        ]

    def __str__(self):
        return f"record of the {self.visit}"

    @property
    def child(self):
        return self.visit.child

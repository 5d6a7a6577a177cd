from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class HomeNoteQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may see the child; never a parent: it is about going to the home safely and kindly."""
        return self.none() if user.is_family else self.filter(child__in=Child.objects.visible_to(user))

    def current(self, *, on):
        """Those that nobody has taken down. One whose day has come is due for review and stays till then."""
        return self.filter(removed_at=None)

    def review_due(self, *, on):
        return self.current(on=on).filter(review_on__lte=on)


class HomeNote(models.Model):
    """What to know before knocking: a dog, the side gate, hearing aids, a second person needed.

    A warning is looked at again by a day. It never goes away by itself: somebody keeps it or takes it down.
    """

    class Tone(models.TextChoices):
        INFO = "info", "Good to know"
        CARE = "late", "Take care"
        PRIVATE = "private", "For few eyes"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="home_notes")
    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    text = models.CharField(max_length=80)
    tone = models.CharField(max_length=8, choices=Tone, default=Tone.INFO)
    icon = models.CharField(max_length=30, default="door-open")
    review_on = models.DateField(null=True, blank=True, help_text="look at it again by this day")
    raised_at = models.DateTimeField(null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HomeNoteQuerySet.as_manager()

    class Meta:
        ordering = ["child", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(tone="late") | Q(review_on__isnull=False),
                name="home_note_warning_is_reviewed",
                violation_error_message="Say by when this warning should be looked at again.",
            ),
            models.CheckConstraint(
                condition=Q(raised_at=None, raised_by=None)
                | Q(raised_at__isnull=False, raised_by__isnull=False),
                name="home_note_raised_by_somebody",
                violation_error_message="A note says when it was written and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="home_note_removed_by_somebody",
                violation_error_message="A note that was taken down says when and by whom.",
            ),
        ]

    def __str__(self):
        return self.text

    def is_due(self, on):
        """Whether somebody should look at it again."""
        return self.review_on is not None and self.review_on <= on and self.removed_at is None


class HomeNoteReviewQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(note__in=HomeNote.objects.visible_to(user))


class HomeNoteReview(models.Model):
    """One look again at a note: kept until a day, or taken down; by whom, and why."""

    class Answer(models.TextChoices):
        KEPT = "kept", "Keep it"
        REMOVED = "removed", "Take it down"

    note = models.ForeignKey(HomeNote, on_delete=models.PROTECT, related_name="reviews")
    answer = models.CharField(max_length=8, choices=Answer)
    until_on = models.DateField("look at it again by", null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    reviewed_at = models.DateTimeField(default=timezone.now)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    objects = HomeNoteReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-reviewed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="kept", until_on__isnull=False)
                | (Q(answer="removed", until_on=None) & ~Q(reason="")),
                name="home_note_review_answers",
                violation_error_message="Say until when the note is kept, or why it is taken down.",
            )
        ]

    def __str__(self):
        return f"{self.get_answer_display()}: {self.note}"

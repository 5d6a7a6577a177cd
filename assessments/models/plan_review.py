from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.refs import new_ref
from families.models import Child

from .assessment import AboutChildQuerySet, Assessment


class PlanReviewQuerySet(AboutChildQuerySet):
    def to_come(self):
        return self.filter(held_on=None)

    def overdue(self, *, on):
        return self.filter(held_on=None, due_on__lt=on)


class PlanReview(models.Model):
    """Family and worker look at the goals again: when it is due, what was decided, what comes next."""

    class Decision(models.TextChoices):
        CONTINUE = "continue", "Go on as planned"
        CHANGE = "change", "Change the goals"
        MORE = "more", "More help is needed"
        LESS = "less", "Less help is needed"
        END = "end", "Portage comes to its end"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="plan_reviews")
    due_on = models.DateField()
    held_on = models.DateField(null=True, blank=True)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="who wrote it down",
    )  # fmt: skip
    family_words = models.TextField("what the family said", max_length=2000, blank=True)
    went_well = models.TextField("what went well", max_length=2000, blank=True)
    decision = models.CharField(max_length=10, choices=Decision, blank=True)
    next_plan = models.TextField("what we do next", max_length=2000, blank=True)
    assessment = models.ForeignKey(
        Assessment, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="the look at everything that belongs to it",
    )  # fmt: skip
    reminded_on = models.DateField(null=True, blank=True)

    objects = PlanReviewQuerySet.as_manager()

    class Meta:
        ordering = ["-due_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(held_on=None),
                name="plan_review_one_to_come",
                violation_error_message="The next review of this child is planned already.",
            ),
            models.CheckConstraint(
                condition=Q(held_on=None, held_by=None, decision="")
                | (Q(held_on__isnull=False, held_by__isnull=False) & ~Q(decision="")),
                name="plan_review_held_with_decision",
                violation_error_message="A review that was held says who wrote it down and what was decided.",
            ),
        ]

    def __str__(self):
        return f"Review of {self.held_on or self.due_on:%-d %B %Y}"

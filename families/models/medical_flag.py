from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class MedicalFlagQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Whoever may see the child: an emergency asks nobody's role. A parent with full access too."""
        return self.filter(child__in=Child.objects.visible_to(user))

    def current(self):
        return self.filter(ended_on=None)


class MedicalFlag(models.Model):
    """What one must know about a child’s health to act at once: fits, oxygen, an allergy."""

    class Kind(models.TextChoices):
        EPILEPSY = "epilepsy", "Epilepsy"
        ALLERGY = "allergy", "Allergy"
        OXYGEN = "oxygen", "Oxygen"
        TUBE = "gastrostomy", "Feeding tube"
        TRACHEOSTOMY = "tracheostomy", "Tracheostomy"
        SWALLOWING = "swallowing", "Unsafe swallow"
        HEART = "heart", "Heart"
        RESPECT = "respect", "Advance plan (ReSPECT), held by health"
        OTHER = "other", "Something else"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="medical_flags")
    kind = models.CharField("what it is", max_length=16, choices=Kind)
    what = models.CharField("in a few words", max_length=80, help_text="for example Epilepsy, long fits")
    instructions = models.TextField("what to do in an emergency", max_length=2000)
    told_by = models.CharField("who gave these instructions", max_length=120)
    review_on = models.DateField("check that this still holds by")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.CharField("why it no longer holds", max_length=200, blank=True)

    objects = MedicalFlagQuerySet.as_manager()

    class Meta:
        ordering = ["child", "kind", "pk"]
        indexes = [
            models.Index(fields=["child"], condition=Q(ended_on=None), name="medical_now"),
            models.Index(fields=["review_on"], condition=Q(ended_on=None), name="medical_review"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(instructions="") & ~Q(what=""),
                name="medical_says_what_to_do",
                violation_error_message="Say what it is and what to do in an emergency.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_by=None, ended_reason="")
                | (Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(ended_reason="")),
                name="medical_ended_with_reason",
                violation_error_message="A medical alert that ends says when, who ended it and why.",
            ),
        ]

    def __str__(self):
        return self.what

    def is_to_check(self, on):
        """Whether the day to look at it again has come."""
        return self.ended_on is None and self.review_on <= on

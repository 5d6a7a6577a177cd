from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.refs import new_ref
from families.ages import months_in_words
from families.models import Child, Document

from ..tools import tool_named
from .assessment import AboutChildQuerySet


class ToolResultQuerySet(AboutChildQuerySet):
    def standing(self):
        """Those that were not withdrawn as mistaken."""
        return self.filter(withdrawn_at=None)


class ToolResult(models.Model):
    """What another tool said of a child, as ASQ-3 or a therapist's test: figures and zones, never its words.

    Which figures a tool has, and between which bounds, says assessments/tools.py.
    """

    class Giver(models.TextChoices):
        WORKER = "worker", "Our Portage worker"
        HEALTH_VISITOR = "health_visitor", "Health visitor"
        THERAPIST = "therapist", "Therapist"
        SETTING = "setting", "Nursery or setting"
        DOCTOR = "doctor", "Doctor"
        PSYCHOLOGIST = "psychologist", "Psychologist"
        FAMILY = "family", "The family"
        OTHER = "other", "Someone else"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="tool_results")
    tool = models.CharField(max_length=30, help_text="its code in assessments/tools.py")
    form = models.CharField("which form or section", max_length=60, blank=True)
    on = models.DateField("done on")
    giver = models.CharField("who gave it", max_length=16, choices=Giver)
    giver_name = models.CharField("name", max_length=120, blank=True)
    real_months = models.PositiveSmallIntegerField("age on that day", help_text="in whole months")
    corrected_months = models.PositiveSmallIntegerField(
        "corrected age on that day", null=True, blank=True, help_text="where it counts"
    )
    figures = models.JSONField(default=dict, help_text="by the code of the area or figure")
    zones = models.JSONField(
        default=dict, blank=True, help_text="as derived or given, by area; “whole” for the result as a whole"
    )
    cut_offs = models.JSONField(
        default=dict, blank=True, help_text="by area: look further below the first, watch below the second"
    )
    note = models.TextField(max_length=2000, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="tool_results"
    )
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_reason = models.CharField(max_length=200, blank=True)

    objects = ToolResultQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "tool", "form", "on", "giver"],
                condition=Q(withdrawn_at=None),
                name="tool_result_once",
                violation_error_message="This result is written down already.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_reason="")),
                name="tool_result_withdrawn_with_reason",
                violation_error_message="A result that is taken out says when, by whom and why.",
            ),
        ]

    def __str__(self):
        return f"{self.about.name} of {self.on:%-d %B %Y}"

    @property
    def about(self):
        """The tool it is of, with its figures and zones."""
        return tool_named(self.tool)

    @property
    def age_in_words(self):
        """How old the child was on that day, really and corrected."""
        words = months_in_words(self.real_months)
        if self.corrected_months is not None:
            words += f", corrected {months_in_words(self.corrected_months)}"
        return words

    @property
    def age_warning(self):
        """What to say where the child was younger or older than the tool is made for; else empty."""
        months = self.real_months if self.corrected_months is None else self.corrected_months
        return self.about.age_warning(months)

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class LeadProfessionalQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def open(self):
        return self.filter(until_on=None)


class LeadProfessional(models.Model):
    """One of us as the person who holds everything together for a child, from one day to another."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="lead_professionals")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leads_for")
    from_on = models.DateField("from")
    is_parents_choice = models.BooleanField("the family chose her or him", default=False)
    over_cap_reason = models.CharField("why more than the usual number", max_length=300, blank=True)
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    until_on = models.DateField("until", null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = LeadProfessionalQuerySet.as_manager()

    class Meta:
        ordering = ["-from_on", "-pk"]
        indexes = [models.Index(fields=["user"], condition=Q(until_on=None), name="lead_professional_count")]
        constraints = [
            models.UniqueConstraint(
                fields=["child"],
                condition=Q(until_on=None),
                name="lead_professional_one_each",
                violation_error_message="This child has a lead professional already.",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                name="lead_professional_ends_after_it_begins",
                violation_error_message="Being lead professional cannot end before it begins.",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None, ended_by=None) | Q(until_on__isnull=False, ended_by__isnull=False),
                name="lead_professional_ended_by_somebody",
                violation_error_message="Being lead professional ended on a day, by somebody’s word.",
            ),
        ]

    def __str__(self):
        return f"{self.user} for {self.child}"

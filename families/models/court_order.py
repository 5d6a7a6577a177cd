from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.fields import EncryptedTextField
from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .carer import Carer
from .child import Child
from .document import Document


class CourtOrderQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Staff who may know of orders, for the children they may see. Never a parent, nor the office."""
        if user.is_family or not user.may(Permission.SOCIAL_CARE_VIEW):
            return self.none()
        return self.filter(child__in=Child.objects.visible_to(user))

    def in_force(self, *, on):
        lasts = Q(until_on=None) | Q(until_on__gte=on)
        return self.filter(lasts, ended_at=None)


class CourtOrder(models.Model):
    """What a court has ordered about a child: who it lives with, who may not come near, who has its care."""

    class Kind(models.TextChoices):
        ARRANGEMENTS = "arrangements", "Child arrangements order"
        PROHIBITED = "prohibited", "Prohibited steps order"
        SPECIFIC = "specific", "Specific issue order"
        MOLESTATION = "non_molestation", "Non-molestation order"
        OCCUPATION = "occupation", "Occupation order"
        GUARDIANSHIP = "guardianship", "Special guardianship order"
        CARE = "care", "Care order (the council shares parental responsibility)"
        INTERIM_CARE = "interim_care", "Interim care order"
        SUPERVISION = "supervision", "Supervision order"
        EMERGENCY = "emergency", "Emergency protection order"
        RESPONSIBILITY = "responsibility", "Parental responsibility order"
        PLACEMENT = "placement", "Placement or adoption order"
        OTHER = "other", "Another order"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="court_orders")
    kind = models.CharField("which order", max_length=20, choices=Kind)
    concerns = models.ForeignKey(
        Carer,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="orders",
        verbose_name="whom it limits",
    )
    made_on = models.DateField("made on")
    until_on = models.DateField("until", null=True, blank=True)
    says = EncryptedTextField("what it says", max_length=4000)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="orders",
        verbose_name="the order itself",
    )  # fmt: skip
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    ended_reason = models.CharField("why it no longer holds", max_length=200, blank=True)

    objects = CourtOrderQuerySet.as_manager()

    class Meta:
        ordering = ["child", "-made_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("made_on")),
                name="court_order_ends_after_it_begins",
                violation_error_message="An order cannot end before it was made.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_reason="")
                | (Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_reason="")),
                name="court_order_ended_with_reason",
                violation_error_message="An order that no longer holds says when, who ended it and why.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    def clean(self):
        for name in ("concerns", "document"):
            other = getattr(self, name)
            if other is not None and other.child_id != self.child_id:
                raise ValidationError({name: "This belongs to another child."})

    def holds_on(self, day):
        return self.ended_at is None and (self.until_on is None or self.until_on >= day)

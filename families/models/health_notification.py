from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from stdnum.gb import nhs

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .referral import Referral


class HealthNotificationQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """Who logs them sees them. They come before any record, team or caseload."""
        return self.all() if user.may(Permission.NOTIFICATION_LOG) else self.none()

    def undecided(self):
        return self.filter(route=HealthNotification.Route.OPEN)


class HealthNotification(models.Model):
    """What a health body must tell the council under section 23: that a young child may have special needs.

    It is no referral: nobody has asked for our help yet. It can become one.
    """

    class Route(models.TextChoices):
        OPEN = "open", "Not decided yet"
        INFORMATION = "information", "For information only"
        REFERRAL = "referral", "Became a referral"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    received_on = models.DateField("date received")
    sender = models.CharField("who wrote", max_length=120)
    body = models.CharField("health body", max_length=160)
    sender_contact = models.CharField("telephone or e-mail", max_length=120, blank=True)
    given_name = models.CharField("first name", max_length=80)
    family_name = models.CharField("last name", max_length=80)
    born_on = models.DateField("date of birth")
    nhs_number = models.CharField("NHS number", max_length=10, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    about = models.TextField("what they think the child may need", blank=True)
    parent_informed_on = models.DateField("parents informed on", null=True, blank=True)
    named_organisation = models.CharField(
        "voluntary organisation named to the parents", max_length=160, blank=True
    )
    route = models.CharField(max_length=12, choices=Route, default=Route.OPEN)
    referral = models.OneToOneField(
        Referral, on_delete=models.PROTECT, null=True, blank=True, related_name="notification"
    )
    logged_at = models.DateTimeField(default=timezone.now)
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = HealthNotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-received_on", "-pk"]
        indexes = [models.Index(fields=["route", "-received_on"], name="notification_by_route")]
        constraints = [
            models.CheckConstraint(
                condition=Q(born_on__lte=F("received_on")),
                name="notification_after_birth",
                violation_error_message="A notification cannot come before the child is born.",
            ),
            models.CheckConstraint(
                condition=Q(parent_informed_on=None) | Q(parent_informed_on__gte=F("born_on")),
                name="notification_parents_told_after_birth",
                violation_error_message="The parents cannot have been informed before the child was born.",
            ),
            models.CheckConstraint(
                condition=Q(nhs_number="") | Q(nhs_number__regex=r"^[0-9]{10}$"),
                name="notification_nhs_number_ten_digits",
                violation_error_message="An NHS number has ten digits.",
            ),
            models.CheckConstraint(
                condition=Q(route="open", decided_at=None, decided_by=None)
                | (~Q(route="open") & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="notification_decided_by_somebody",
                violation_error_message="A decision about a notification says when and by whom.",
            ),
            models.CheckConstraint(
                condition=Q(route="referral", referral__isnull=False)
                | (~Q(route="referral") & Q(referral=None)),
                name="notification_became_this_referral",
                violation_error_message="A notification that became a referral says which.",
            ),
        ]

    def __str__(self):
        return f"notification about {self.name}"

    def clean(self):
        self.nhs_number = nhs.compact(self.nhs_number or "")
        if self.nhs_number and not nhs.is_valid(self.nhs_number):
            raise ValidationError({"nhs_number": "This is not a valid NHS number: check the digits."})

    @property
    def name(self):
        return f"{self.given_name} {self.family_name}"

    @property
    def child(self):
        return self.referral.child if self.referral_id else None

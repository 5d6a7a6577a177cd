from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .referral import Referral


class WaitingOfferQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(referral__in=Referral.objects.visible_to(user))

    def unanswered(self):
        """Offers of families that still wait, to which nobody has said yes or no."""
        return self.filter(answer="", referral__status=Referral.Status.WAITING)


class WaitingOffer(models.Model):
    """Something that helps a family while it waits: a group, a pack, the toy library, a call."""

    class Kind(models.TextChoices):
        GROUP = "group", "A group"
        HOME_PACK = "home_pack", "A home pack"
        TOY_LIBRARY = "toy_library", "The toy library"
        CHECK_IN = "check_in", "A check-in call"
        WORKSHOP = "workshop", "A workshop for parents"
        LOCAL_SERVICE = "local_service", "A local service"

    class Answer(models.TextChoices):
        YES = "yes", "Yes, please"
        LATER = "later", "Not now, perhaps later"
        NO = "no", "No, thank you"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, related_name="offers")
    kind = models.CharField("what is offered", max_length=14, choices=Kind)
    name = models.CharField("which one", max_length=120, blank=True)
    offered_on = models.DateField("offered on")
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField("what the family said", max_length=5, choices=Answer, blank=True)
    answered_on = models.DateField("answered on", null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = WaitingOfferQuerySet.as_manager()

    class Meta:
        ordering = ["-offered_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="", answered_on=None) | (~Q(answer="") & Q(answered_on__isnull=False)),
                name="waiting_offer_answered_on_a_day",
                violation_error_message="An answer says on which day it was given.",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("offered_on")),
                name="waiting_offer_answered_after_offer",
                violation_error_message="An answer cannot come before the offer.",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} for {self.referral.child}"

    @property
    def child(self):
        return self.referral.child

    @property
    def title(self):
        """ "A group: Tuesday play morning"."""
        return f"{self.get_kind_display()}: {self.name}" if self.name else self.get_kind_display()

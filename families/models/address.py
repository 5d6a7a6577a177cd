from django.db import models
from django.db.models import F, Q

from accounts.fields import EncryptedTextField
from accounts.scoping import ScopedQuerySet

from ..identity import normalise_postcode
from .family import Family


class AddressQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The addresses of the families one may see; a protected one is still masked on every page."""
        return self.filter(family__in=Family.objects.visible_to(user))

    def current(self, *, on):
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), since_on__lte=on)


class Address(models.Model):
    """Where a family lives, from one day until another."""

    family = models.ForeignKey(Family, on_delete=models.PROTECT, related_name="addresses")
    lines = models.TextField("street and house", blank=True)
    town = models.CharField("town or village", max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    safe = EncryptedTextField(blank=True, editable=False, help_text="a protected address, out of plain sight")
    is_protected = models.BooleanField(
        "protected address", default=False, help_text="Hidden everywhere; shown only to who gives a reason."
    )
    since_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        ordering = ["-since_on", "-pk"]
        verbose_name_plural = "addresses"
        indexes = [models.Index(fields=["postcode"], name="address_postcode")]
        constraints = [
            models.UniqueConstraint(
                fields=["family"],
                condition=Q(until_on=None),
                name="address_one_current",
                violation_error_message="This family has a current address already: end it first.",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("since_on")),
                name="address_ends_after_it_begins",
                violation_error_message="An address cannot end before it begins.",
            ),
        ]

    def __str__(self):
        return "a protected address" if self.is_protected else f"{self.town} {self.district}".strip()

    def save(self, *args, **kwargs):
        self.postcode = normalise_postcode(self.postcode)[:8]
        super().save(*args, **kwargs)

    @property
    def district(self):
        """The first half of the postcode: enough to plan a round by."""
        return self.postcode.split()[0] if self.postcode else ""

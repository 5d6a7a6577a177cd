import json
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q

from accounts.fields import EncryptedTextField
from accounts.scoping import ScopedQuerySet

from ..identity import normalise_postcode
from .family import Family

MASKED = "Protected address"
PLAIN = ("lines", "town", "postcode")


class AddressQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The addresses of the families one may see; a protected one is still masked on every page."""
        return self.filter(family__in=Family.objects.visible_to(user))

    def current(self, *, on):
        return self.filter(Q(until_on=None) | Q(until_on__gte=on), since_on__lte=on)


@dataclass(frozen=True)
class Whereabouts:
    """An address that was asked for with a reason: all of it, for the one page that shows it."""

    lines: str
    town: str
    postcode: str


class Address(models.Model):
    """Where a family lives, from one day until another.

    A protected one is nowhere in plain sight: its columns for street, town and postcode are empty, and what
    they would say lies encrypted. So no list, search, letter, file or forgotten template can tell it; only
    ``reveal()`` does, behind a reason and a line in the trail.
    """

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
            models.CheckConstraint(
                condition=Q(is_protected=True, lines="", town="", postcode="")
                | Q(is_protected=False, safe=""),
                name="address_protected_out_of_sight",
                violation_error_message="A protected address is kept where nobody reads it by chance.",
            ),
        ]

    def __str__(self):
        return "a protected address" if self.is_protected else f"{self.town} {self.district}".strip()

    def save(self, *args, **kwargs):
        self.hide_if_protected()
        super().save(*args, **kwargs)

    def clean(self):
        self.hide_if_protected()

    def hide_if_protected(self):
        """Put the lines where they belong; who writes many at once calls this for each."""
        self.postcode = normalise_postcode(self.postcode)[:8]
        told = {name: getattr(self, name) for name in PLAIN}
        if self.is_protected and any(told.values()):
            self.safe = json.dumps(told)
            self.lines = self.town = self.postcode = ""

    def reveal(self):
        """All of the address. Only for a page that asked for a reason and wrote the look down."""
        told = json.loads(self.safe) if self.safe else {name: getattr(self, name) for name in PLAIN}
        return Whereabouts(**told)

    @property
    def in_words(self):
        """On one line, as lists, letters and files may say it."""
        return ", ".join(self.in_lines)

    @property
    def in_lines(self):
        """Line by line, as a page may show it; one line when it is protected."""
        if self.is_protected:
            return [MASKED]
        parts = [*self.lines.splitlines(), self.town, self.postcode]
        return [part.strip() for part in parts if part.strip()]

    @property
    def district(self):
        """The first half of the postcode: enough to plan a round by. Empty when protected."""
        return self.postcode.split()[0] if self.postcode else ""

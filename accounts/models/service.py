from django.core.validators import RegexValidator
from django.db import models

from ..permissions import Permission
from ..scoping import ScopedQuerySet

colour = RegexValidator(r"^#[0-9a-f]{6}$", "Give a colour as # and six characters, as in #0f5c6e.")


class ServiceQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.all() if user.may(Permission.SERVICE_EDIT) else self.none()


class Service(models.Model):
    """The Portage service that this installation belongs to: its name, look and how to reach it."""

    name = models.CharField("name of the service", max_length=80, default="Stepping Stones Portage")
    council = models.CharField("name of the council", max_length=80, blank=True)
    phone = models.CharField("telephone for families", max_length=30, blank=True)
    email = models.EmailField("e-mail for families", blank=True)
    logo = models.BinaryField(null=True, blank=True, editable=False)
    colour_brand = models.CharField("main colour", max_length=7, default="#0f5c6e", validators=[colour])
    colour_line = models.CharField(
        "line under the header", max_length=7, default="#f6b93b", validators=[colour]
    )
    colour_tint = models.CharField("light background", max_length=7, default="#e8f3f3", validators=[colour])
    version = models.PositiveIntegerField(
        default=1, help_text="rises with each change, so that browsers fetch it anew"
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="service_is_one",
                violation_error_message="There is one service in an installation.",
            )
        ]

    def __str__(self):
        return self.name

    has_logo = False

    @classmethod
    def current(cls):
        """The one service; a fresh installation has its defaults before anyone saved them."""
        has_logo = models.ExpressionWrapper(models.Q(logo__isnull=False), models.BooleanField())
        found = cls.objects.defer("logo").annotate(has_logo=has_logo).filter(pk=1).first()
        return found or cls(pk=1)

    @classmethod
    def picture(cls):
        """The logo as PNG bytes, or None."""
        logo = cls.objects.filter(pk=1).values_list("logo", flat=True).first()
        return bytes(logo) if logo else None

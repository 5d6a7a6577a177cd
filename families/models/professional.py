from django.db import models
from django.db.models import F, Q

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet

from .child import Child


class ProfessionalQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def current(self, *, on):
        """Those who work with the child on a day."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=on))


class Professional(models.Model):
    """One of the others around the child: a therapist, a health visitor, a key person."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=80, help_text="in words, as the list of roles had it that day")
    role_code = models.CharField(max_length=12, blank=True, editable=False)
    organisation = models.CharField(max_length=120, blank=True)
    contact = models.CharField("telephone or e-mail", max_length=120, blank=True)
    from_on = models.DateField("works with the child since", null=True, blank=True)
    until_on = models.DateField("until", null=True, blank=True)

    objects = ProfessionalQuerySet.as_manager()

    class Meta:
        ordering = ["child", "name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
                name="professional_ends_after_it_begins",
                violation_error_message="This cannot end before it begins.",
            )
        ]

    def __str__(self):
        return f"{self.name}, {self.role.lower()}"

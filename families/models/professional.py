from django.db import models

from accounts.scoping import ScopedQuerySet

from .child import Child


class ProfessionalQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))


class Professional(models.Model):
    """One of the others around the child: a therapist, a health visitor, a key person."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="professionals")
    name = models.CharField(max_length=120)
    role = models.CharField(max_length=80)
    organisation = models.CharField(max_length=120, blank=True)
    contact = models.CharField("telephone or e-mail", max_length=120, blank=True)

    objects = ProfessionalQuerySet.as_manager()

    class Meta:
        ordering = ["child", "name", "pk"]

    def __str__(self):
        return f"{self.name}, {self.role.lower()}"

from django.contrib.postgres.fields import ArrayField
from django.db import models

from accounts.permissions import Permission
from accounts.roles import Scope
from accounts.scoping import ScopedQuerySet


class FamilyQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The families of the children one may see; never a way to a child that one may not."""
        from .child import Child  # the child points to its family, so this one name is fetched late

        if Scope.ALL in user.scopes_for(Permission.CHILD_VIEW):
            return self.all()
        return self.filter(children__in=Child.objects.visible_to(user)).distinct()


class Family(models.Model):
    """A household: the children of one family share its address and its languages."""

    name = models.CharField("family name", max_length=120)
    languages = models.CharField("languages at home", max_length=120, blank=True)
    language_codes = ArrayField(
        models.CharField(max_length=12), default=list, blank=True, editable=False,
        help_text="the same by code (ISO 639-3), as far as the list knows them",
    )  # fmt: skip
    interpreter = models.CharField(
        "interpreter needed", max_length=60, blank=True, help_text="the language, if one is"
    )

    objects = FamilyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "families"

    def __str__(self):
        return f"the {self.name} family"

from django.db import models

from accounts.scoping import ScopedQuerySet


class OpenToAll(ScopedQuerySet):
    """What is no secret from anyone who is signed in: the words of a checklist."""

    def visible_to(self, user):
        return self.all() if user.is_authenticated else self.none()


class FrameworkQuerySet(OpenToAll):
    def in_use(self):
        return self.filter(is_in_use=True)


class Framework(models.Model):
    """A checklist of what children learn, in one version; loaded from a file and never edited in place."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    version = models.CharField(max_length=20)
    licence = models.CharField(max_length=200)
    is_in_use = models.BooleanField(default=True)

    objects = FrameworkQuerySet.as_manager()

    class Meta:
        ordering = ["name", "version", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "version"],
                name="framework_version_once",
                violation_error_message="This version of the framework is loaded already.",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(is_in_use=True),
                name="framework_one_version_in_use",
                violation_error_message="Another version of this framework is in use.",
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.version}"


class Area(models.Model):
    """One domain of a framework, as talking or moving."""

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="areas")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    order = models.PositiveSmallIntegerField()

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["framework", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "code"],
                name="area_code_once",
                violation_error_message="This framework has an area with this code already.",
            )
        ]

    def __str__(self):
        return self.name


class Item(models.Model):
    """One line of a framework: something small that can be seen. Its code outlives its wording."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=200, help_text="reads on from “Aisha can …”")
    band = models.PositiveSmallIntegerField(help_text="first month of its age band: 0, 12, 24 …")
    order = models.PositiveSmallIntegerField()
    after = models.ManyToManyField("self", symmetrical=False, related_name="leads_to", blank=True)

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["area", "band", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "code"],
                name="item_code_once",
                violation_error_message="This area has an item with this code already.",
            )
        ]

    def __str__(self):
        return self.text

from django.db import models

from accounts.scoping import ScopedQuerySet

from ..scoring import State


class OpenToAll(ScopedQuerySet):
    """What is no secret from anyone who is signed in: the words of a checklist."""

    def visible_to(self, user):
        return self.all() if user.is_authenticated else self.none()


class Scale(models.Model):
    """The words in which a framework judges its items, as "can do" or "seen often"."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name


class Level(models.Model):
    """One word of a scale, and what it counts as in a profile; colour and pattern go with that."""

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="levels")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    counts_as = models.CharField(max_length=16, choices=[(state.value, state.label) for state in State])
    order = models.PositiveSmallIntegerField()

    objects = OpenToAll.as_manager()

    class Meta:
        ordering = ["scale", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["scale", "code"],
                name="level_code_once",
                violation_error_message="This scale has a word with this code already.",
            ),
            models.UniqueConstraint(
                fields=["scale", "order"],
                name="level_order_once",
                violation_error_message="Two words of a scale cannot have the same place.",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self):
        return self.name

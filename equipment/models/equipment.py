from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.permissions import Permission
from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet


class EquipmentQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        """The storeroom is one for all staff who use it."""
        return self.all() if user.may(Permission.EQUIPMENT_VIEW) else self.none()

    def available(self):
        """In the storeroom, fit to go out, and not with a family."""
        from .loan import Loan  # the loan points to the equipment

        out = Loan.objects.open().filter(equipment=OuterRef("pk"))
        return self.filter(~Exists(out), condition=Equipment.Condition.READY)

    def away(self):
        """With a family now."""
        from .loan import Loan

        return self.filter(Exists(Loan.objects.open().filter(equipment=OuterRef("pk"))))

    def overdue(self, *, on):
        """With a family, and due back before that day."""
        from .loan import Loan

        return self.filter(Exists(Loan.objects.overdue(on=on).filter(equipment=OuterRef("pk"))))

    def named(self, words):
        """Those whose name, number or use has all of these words."""
        found = self
        for word in words.split()[:8]:
            found = found.filter(Q(name__icontains=word) | Q(code__icontains=word) | Q(about__icontains=word))
        return found

    def with_due_on(self):
        """Each with ``due_on``, the day on which it is due back; None when it is not away."""
        from .loan import Loan

        open_loan = Loan.objects.open().filter(equipment=OuterRef("pk"))
        return self.annotate(due_on=Subquery(open_loan.values("due_on")[:1]))


class Equipment(models.Model):
    """A toy or a piece of equipment that the service lends: what it is, how many parts, fit or not."""

    class Condition(models.TextChoices):
        READY = "ready", "Ready to lend"
        CLEANING = "cleaning", "Being cleaned"
        REPAIR = "repair", "Being mended"
        QUARANTINE = "quarantine", "Set apart"
        RETIRED = "retired", "No longer used"

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    code = models.CharField("number on the label", max_length=20, unique=True)
    name = models.CharField(max_length=80)
    about = models.CharField("what it is good for", max_length=160, blank=True)
    parts = models.PositiveSmallIntegerField("number of pieces", default=1)
    icon = models.CharField(max_length=30, default="toy-brick")
    condition = models.CharField(max_length=12, choices=Condition, default=Condition.READY)
    condition_note = models.CharField(
        "a note on its state", max_length=160, blank=True, help_text="such as “2 pieces missing”"
    )

    objects = EquipmentQuerySet.as_manager()

    class Meta:
        ordering = ["name", "code", "pk"]
        verbose_name_plural = "equipment"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parts__gte=1),
                name="equipment_has_a_part",
                violation_error_message="A thing has at least one piece.",
            )
        ]

    def __str__(self):
        return self.name

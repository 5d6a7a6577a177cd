from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.refs import new_ref
from accounts.scoping import ScopedQuerySet
from families.models import Child

from .equipment import Equipment


class LoanQuerySet(ScopedQuerySet):
    def visible_to(self, user):
        return self.filter(child__in=Child.objects.visible_to(user))

    def open(self):
        return self.filter(returned_on=None)

    def overdue(self, *, on):
        return self.open().filter(due_on__lt=on)


class Loan(models.Model):
    """A thing's being away with a family."""

    ref = models.CharField(max_length=26, unique=True, default=new_ref, editable=False)
    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="loans")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="loans")
    lent_on = models.DateField()
    lent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    parts_out = models.PositiveSmallIntegerField("pieces that went out")
    returned_on = models.DateField(null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="who took it back",
    )  # fmt: skip
    parts_back = models.PositiveSmallIntegerField("pieces that came back", null=True, blank=True)

    objects = LoanQuerySet.as_manager()

    class Meta:
        ordering = ["-lent_on", "-pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(returned_on=None), name="loan_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["equipment"],
                condition=Q(returned_on=None),
                name="loan_one_open",
                violation_error_message="This is on loan already: take it back first.",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None, returned_by=None, parts_back=None)
                | Q(returned_on__isnull=False, returned_by__isnull=False, parts_back__isnull=False),
                name="loan_returned_by_somebody",
                violation_error_message="A loan that is back says when, to whom and with how many pieces.",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("lent_on")),
                name="loan_due_after_lent",
                violation_error_message="A loan is due back on or after the day it went out.",
            ),
            models.CheckConstraint(
                condition=Q(returned_on=None) | Q(returned_on__gte=F("lent_on")),
                name="loan_back_after_lent",
                violation_error_message="A loan cannot come back before it went out.",
            ),
        ]

    def __str__(self):
        return f"{self.equipment} with {self.child}"

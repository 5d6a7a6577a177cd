"""What the storeroom tells people. The e-mail says only that there is something to read."""

from django.urls import reverse
from django.utils import timezone

from accounts.notify import Message
from families.models import Child


class LoanOverdue(Message):
    """A toy should have come back. For the family's carers with access, and for the worker."""

    name = "equipment.LoanOverdue"
    template = "equipment/loan_overdue"

    @classmethod
    def should_send(cls, about, to):
        """Only while it is still away, the child lives, and this person may still see the child."""
        if not super().should_send(about, to) or about.returned_on or about.child.died_on:
            return False
        is_late = about.due_on < timezone.localdate()
        return is_late and Child.objects.visible_to(to).filter(pk=about.child_id).exists()

    @classmethod
    def path(cls, about, to):
        return "/" if to.is_family else reverse("equipment:loan_list", args=[about.child.ref])

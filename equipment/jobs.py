"""What the clock starts for the storeroom: once a toy is late, its family and worker hear of it, once."""

from django.utils import timezone

from accounts import work
from accounts.models import Notice, User
from accounts.notify import notify
from families.models import Carer, Policy

from .models import Loan
from .notifications import LoanOverdue


@work.due
def tell_of_toys_due_back(now):
    """From the evening hour of the policy on, tell each person once about each loan that is late."""
    here = timezone.localtime(now)
    if here.hour < Policy.on(here.date()).reminder_hour:
        return
    late = list(Loan.objects.overdue(on=here.date()).filter(child__died_on=None).select_related("child"))
    told = set(Notice.objects.filter(kind=LoanOverdue.name).values_list("key", flat=True)) if late else set()
    for loan in late:
        for person in _who_should_know(loan, on=here.date()):
            key = f"{LoanOverdue.name}:{loan.pk}:{person.pk}"
            if key not in told:
                notify(LoanOverdue, to=person, about=loan, key=key)


def _who_should_know(loan, *, on):
    """The carers who may see the child's record, and the worker whose caseload the child is on."""
    ties = Carer.objects.seeing(on=on).filter(child=loan.child, user__isnull=False)
    family = User.objects.active().filter(ties__in=ties)
    worker = User.objects.active().filter(allocations__episode__child=loan.child, allocations__until_at=None)
    return [*family, *worker]

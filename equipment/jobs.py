"""What the clock starts for the storeroom: once a toy is late, its family and worker hear of it, once."""

from collections import defaultdict

from django.utils import timezone

from accounts import work
from accounts.models import Notice
from accounts.notify import notify
from families.models import Allocation, Carer, Policy

from .models import Loan
from .notifications import LoanOverdue


@work.due
def tell_of_toys_due_back(now):
    """From the evening hour of the policy on, tell each person once about each loan that is late."""
    here = timezone.localtime(now)
    if here.hour < Policy.on(here.date()).reminder_hour:
        return
    late = list(Loan.objects.overdue(on=here.date()).filter(child__died_on=None).select_related("child"))
    if not late:
        return
    told = set(Notice.objects.filter(kind=LoanOverdue.name).values_list("key", flat=True))
    people = _who_should_know([loan.child_id for loan in late], on=here.date())
    for loan in late:
        for person in people[loan.child_id]:
            key = f"{LoanOverdue.name}:{loan.pk}:{person.pk}"
            if key not in told:
                notify(LoanOverdue, to=person, about=loan, key=key)


def _who_should_know(children, *, on):
    """For each child the carers who may see its record, and the worker whose caseload it is on."""
    people = defaultdict(list)
    ties = Carer.objects.seeing(on=on).filter(child__in=children, user__is_active=True)
    for tie in ties.select_related("user"):
        people[tie.child_id].append(tie.user)
    caseloads = Allocation.objects.open().filter(episode__child__in=children, worker__is_active=True)
    for allocation in caseloads.select_related("worker", "episode"):
        people[allocation.episode.child_id].append(allocation.worker)
    return people

"""What families tells people. An e-mail says that there is something to read, never what."""

from django.urls import reverse
from django.utils import timezone

from accounts.notify import Message


class ReferralAccepted(Message):
    """To the leads of a team: a child waits for a worker. About the Referral."""

    name = "families.ReferralAccepted"
    template = "families/referral_accepted"

    @classmethod
    def path(cls, about, to):
        return reverse("families:caseload_list")


class ChildAllocated(Message):
    """To the worker who now visits a child. About the Allocation; silent once it has ended."""

    name = "families.ChildAllocated"
    template = "families/child_allocated"

    @classmethod
    def should_send(cls, about, to):
        return super().should_send(about, to) and about.until_at is None and about.worker_id == to.pk

    @classmethod
    def path(cls, about, to):
        return reverse("families:child_family", args=[about.child.ref])


class NewWorker(Message):
    """To a carer who sees the shared record: who visits has changed. About the Allocation."""

    name = "families.NewWorker"
    template = "families/new_worker"

    @classmethod
    def should_send(cls, about, to):
        if not super().should_send(about, to) or about.until_at is not None:
            return False
        if about.child.died_on is not None:
            return False
        return to.ties.filter(child=about.child).seeing(on=timezone.localdate()).exists()


class ConcernNews(Message):
    """Something about a concern: the e-mail says that there is something to read, not about whom."""

    template = "families/to_read"
    can_be_disabled = False

    @classmethod
    def path(cls, about, to):
        return reverse("families:concern_list")


class ConcernRaised(ConcernNews):
    """To the safeguarding leads: there is a new concern. About the Concern."""

    name = "families.ConcernRaised"


class ConcernAdded(ConcernNews):
    """To its author and the leads: something was added to a concern. About the ConcernAddition."""

    name = "families.ConcernAdded"


class ConcernAnswered(ConcernNews):
    """To its author: a lead has taken a step with a concern. About the Concern."""

    name = "families.ConcernAnswered"


class ConcernOverdue(ConcernNews):
    """To the safeguarding leads: an answer or a second look is overdue. About the Concern."""

    name = "families.ConcernOverdue"

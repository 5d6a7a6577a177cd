"""What families tells people. An e-mail says that there is something to read, never what."""

from django.urls import reverse
from django.utils import timezone

from accounts.notify import Message

from .models import Carer


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


class EpisodeClosed(Message):
    """To the worker who visited: a child's time with us ended. About the Closure; silent if taken back."""

    name = "families.EpisodeClosed"
    template = "families/episode_closed"

    @classmethod
    def should_send(cls, about, to):
        return super().should_send(about, to) and about.reopened_at is None

    @classmethod
    def path(cls, about, to):
        return reverse("families:child_list")


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

    @classmethod
    def wanted(cls, pairs):
        """The same for many, with one question for all of them."""
        told = [(about, to) for about, to in pairs if to.is_active and about.until_at is None]
        children = {about.episode.child_id for about, _to in told}
        ties = Carer.objects.filter(child__in=children, child__died_on=None).seeing(on=timezone.localdate())
        seeing = set(ties.values_list("child", "user"))
        return [(about, to) for about, to in told if (about.episode.child_id, to.pk) in seeing]


class ConcernNews(Message):
    """Something about a concern: the e-mail says that there is something to read, not about whom."""

    template = "families/to_read"
    can_be_disabled = False
    even_after_death = True  # what went before a death may matter most of all

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


class HandOverOffered(Message):
    """To the worker who is to visit a child. About the HandOver; silent once it was taken back."""

    name = "families.HandOverOffered"
    template = "families/hand_over_offered"

    @classmethod
    def should_send(cls, about, to):
        return super().should_send(about, to) and about.is_pending and about.to_worker_id == to.pk

    @classmethod
    def path(cls, about, to):
        return reverse("families:hand_over_detail", args=[about.ref])


class HandOverAnswered(Message):
    """To the lead who offered a hand-over: there is an answer to read. About the HandOver."""

    name = "families.HandOverAnswered"
    template = "families/hand_over_answered"

    @classmethod
    def path(cls, about, to):
        return reverse("families:hand_over_detail", args=[about.ref])


class HandOverStopped(HandOverAnswered):
    """To the lead: a hand-over that was agreed could not be carried out on its day. About the HandOver."""

    name = "families.HandOverStopped"
    template = "families/hand_over_stopped"


class CaseloadMoved(Message):
    """To a worker whose caseload changed by a move of many. About the Reallocation."""

    name = "families.CaseloadMoved"
    template = "families/caseload_moved"

    @classmethod
    def path(cls, about, to):
        return reverse("families:child_list")


class FromOutside(Message):
    """To who sent a referral without an account. About the Incoming; says how it stands, never about whom."""

    can_be_disabled = False

    @classmethod
    def path(cls, about, to):
        return ""  # the whole path, with the token that opens it, is the notice's secret

    @classmethod
    def context(cls, about, to):
        return {"number": about.number}


class GoOnReferring(FromOutside):
    """The link by which somebody comes back to a referral that is not sent yet."""

    name = "families.GoOnReferring"
    template = "families/go_on_referring"
    needs_secret = True

    @classmethod
    def should_send(cls, about, to):
        return about.state == about.State.DRAFT


class ReferralReceived(FromOutside):
    """A referral arrived: its reference, what happens next, and the link that shows how it stands."""

    name = "families.ReferralReceived"
    template = "families/referral_received"
    needs_secret = True


class ReferralMoved(FromOutside):
    """A referral got a place, or came to its end: see how it stands."""

    name = "families.ReferralMoved"
    template = "families/referral_moved"
    needs_secret = True


class RecordOpened(Message):
    """To the leads of a child's team: a colleague opened the record with a reason. About the OpenedRecord."""

    name = "families.RecordOpened"
    template = "families/to_read"
    can_be_disabled = False
    even_after_death = True

    @classmethod
    def path(cls, about, to):
        return reverse("families:access_list", args=[about.child.ref])


class ConsentLapsing(Message):
    """To the worker: something that a family has said yes to lapses soon. About the Consent."""

    name = "families.ConsentLapsing"
    template = "families/to_look_at"

    @classmethod
    def should_send(cls, about, to):
        return super().should_send(about, to) and about.holds_on(timezone.localdate())

    @classmethod
    def path(cls, about, to):
        return reverse("families:consent_list", args=[about.child.ref])


class PackageEnding(Message):
    """To the worker: a package is about to end, or complete: time for a review. About the Package."""

    name = "families.PackageEnding"
    template = "families/to_look_at"

    @classmethod
    def should_send(cls, about, to):
        return super().should_send(about, to) and about.ended_on is None

    @classmethod
    def path(cls, about, to):
        return reverse("families:episode_detail", args=[about.child.ref])


class TimeRunsShort(Message):
    """To the team leads, once a day at most: for somebody who waits, school comes too soon."""

    name = "families.TimeRunsShort"
    template = "families/time_runs_short"

    @classmethod
    def path(cls, about, to):
        return f"{reverse('families:waiting_list')}?time=short"


class CoverArranged(Message):
    """To a colleague who covers: whom, and until when, is to be read. About the Cover."""

    name = "families.CoverArranged"
    template = "families/to_read"

    @classmethod
    def should_send(cls, about, to):
        today = timezone.localdate()
        return super().should_send(about, to) and about.ended_at is None and about.until_on >= today

    @classmethod
    def path(cls, about, to):
        return reverse("families:child_list")


class CoverForFamily(Message):
    """To a carer who sees the shared record: somebody else comes for a while. About the CoverShare."""

    name = "families.CoverForFamily"
    template = "families/new_worker"

    @classmethod
    def should_send(cls, about, to):
        if not super().should_send(about, to) or about.cover.ended_at is not None:
            return False
        if about.child.died_on is not None:
            return False
        return to.ties.filter(child=about.child).seeing(on=timezone.localdate()).exists()


class NoteToReview(Message):
    """To who visits and the leads: a note at a door is to be looked at again. About the HomeNote."""

    name = "families.NoteToReview"
    template = "families/to_read"

    @classmethod
    def should_send(cls, about, to):
        return super().should_send(about, to) and about.is_due(timezone.localdate())

    @classmethod
    def path(cls, about, to):
        return reverse("families:home_note_list", args=[about.child.ref])


class PaperMissing(Message):
    """To the administrators: a paper is still missing. About the Evidence; silent once it came."""

    name = "families.PaperMissing"
    template = "families/paper_missing"

    @classmethod
    def should_send(cls, about, to):
        return super().should_send(about, to) and about.is_missing

    @classmethod
    def path(cls, about, to):
        return reverse("families:referral_detail", args=[about.referral.ref])


class PaperWanted(Message):
    """To who referred, by address: we still wait for a paper. It names no child. About the Evidence."""

    name = "families.PaperWanted"
    template = "families/paper_wanted"

    @classmethod
    def should_send(cls, about, to):
        return super().should_send(about, to) and about.is_missing

    @classmethod
    def context(cls, about, to):
        return {"paper": str(about) if not about.title else "a paper", "asked_on": about.asked_on}

    @classmethod
    def path(cls, about, to):
        return ""

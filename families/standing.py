"""How a referral from outside stands, in words for who sent it: never about whom, never why."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from .models import Episode, Incoming, Referral


@dataclass(frozen=True)
class Standing:
    """One of the few things that we tell who referred."""

    code: str
    title: str
    text: str


RECEIVED = Standing(
    "received", "We have it", "Your referral arrived. Somebody will read it in the next days."
)
LOOKED_AT = Standing(
    "looked_at", "We are looking at it", "We have read it, and may ask you or the family for papers."
)
WAITING = Standing(
    "waiting",
    "On the waiting list",
    "We can help, and no place is free yet. We keep in touch meanwhile.",
)
ACCEPTED = Standing(
    "accepted", "A place is found", "A Portage worker is there for the family, or will be within days."
)
CLOSED = Standing(
    "closed",
    "Closed",
    "We are no longer working on this referral. Ring us if you would like to know more.",
)
WAY = (RECEIVED, LOOKED_AT, WAITING, ACCEPTED, CLOSED)
BY_STATUS = {
    Referral.Status.RECEIVED: LOOKED_AT,
    Referral.Status.TRIAGED: LOOKED_AT,
    Referral.Status.WAITING: WAITING,
    Referral.Status.ACCEPTED: ACCEPTED,
}


def standing_of(incoming):
    """Where a referral from outside has got to."""
    if incoming.state == Incoming.State.SENT:
        return RECEIVED
    if incoming.state != Incoming.State.TAKEN_IN:
        return CLOSED
    referral = incoming.referral
    is_over = referral.status == Referral.Status.ACCEPTED and not referral.child.episodes.open().exists()
    if is_over or referral.child.died_on is not None:
        return CLOSED
    return BY_STATUS.get(referral.status, CLOSED)


def to_be_told():
    """Referrals from outside that got a place or came to an end, whose senders have not been told so."""
    with_place = Exists(Episode.objects.open().filter(child=OuterRef("referral__child")))
    decided = Q(told="received", referral__status__in=Referral.DECIDED)
    ended = Q(told="accepted") & ~with_place
    found = Incoming.objects.filter(decided | ended, state=Incoming.State.TAKEN_IN).exclude(email_key="")
    return found.select_related("referral__child").order_by("pk")

"""Leaving the waiting list without a place: why, in a word that is counted. Only one person can do it."""

from django.db import transaction

from accounts.refusals import Refused

from ..models import KeepInTouch, Referral, Removal
from ..no_answer import Try, problem_with
from . import referrals

Reason = Removal.Reason
#: How each reason ends the referral. A place is given by accepting it, which writes its own reason.
ENDS_BY = {reason: referrals.withdraw for reason in Reason if reason != Reason.ALLOCATED} | {
    Reason.NOT_ELIGIBLE: referrals.decline
}


@transaction.atomic
def remove(referral, *, by, reason, note=""):
    """Take a child off the waiting list, or refuse in a sentence. Returns the Removal."""
    referral = referrals.locked(referral)
    if referral.status != Referral.Status.WAITING:
        now = referral.get_status_display().lower()
        raise Refused(f"{referral.child.first_name} is no longer on the waiting list: “{now}”.")
    reason, note = Reason(reason), note.strip()
    if problem := problem_of(referral, reason):
        raise Refused(problem)
    said = f"{reason.label}. {note}".strip()
    ENDS_BY[reason](referral, by=by, reason=said, removal=(reason, note))
    return Removal.objects.get(referral=referral)


def problem_of(referral, reason):
    """Why this reason does not hold yet; empty when it does."""
    if reason not in ENDS_BY:
        return "A place is given on the page of the referral: choose a team there."
    if reason == Reason.DIED and referral.child.died_on is None:
        return "Please record the death first: every message to the family stops with it."
    return problem_with(tries_of(referral)) if reason == Reason.NO_RESPONSE else ""


def tries_of(referral):
    """The contacts that were made, as the rule reads them."""
    made = referral.contacts.done().values_list("done_on", "how", "outcome")
    letter, spoke = KeepInTouch.How.LETTER, KeepInTouch.Outcome.SPOKE
    return [Try(on, how == letter, outcome == spoke) for on, how, outcome in made]

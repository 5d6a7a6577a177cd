"""Keeping in touch with families that wait: the next contact is always planned, so nobody is forgotten."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import KeepInTouch, Policy, Referral
from ..saving import save_or_refuse


@transaction.atomic
def begin(referral, *, by):
    """Plan the first contact with a family that has just joined the list."""
    return plan_next(referral, after=timezone.localdate(), by=by)


def plan_next(referral, *, after, by, due_on=None):
    """Plan the next contact, as many weeks on as the service has set; none with a family that mourns."""
    if referral.child.died_on is not None:
        return None
    due_on = due_on or after + timedelta(weeks=Policy.on(after).keep_in_touch_weeks)
    contact = save_or_refuse(KeepInTouch(referral=referral, due_on=due_on))
    audit.record("contact.planned", by=by, target=contact, after={"due_on": str(due_on)})
    return contact


@transaction.atomic
def keep(referral, *, by, done_on, how, outcome, spoke_with="", said="", next_on=None):
    """Write down a contact that was made, and plan the next. Returns the contact."""
    referral = Referral.objects.select_for_update(of=("self",)).select_related("child").get(pk=referral.pk)
    if referral.child.died_on is not None:
        raise Refused(f"{referral.child.first_name} has died. Please speak with the team lead first.")
    if referral.status != Referral.Status.WAITING:
        raise Refused(f"{referral.child.first_name} is no longer on the waiting list.")
    contact = referral.contacts.filter(done_on=None).first() or KeepInTouch(referral=referral, due_on=done_on)
    contact.done_on, contact.done_by = done_on, by
    contact.how, contact.outcome = how, outcome
    contact.spoke_with, contact.said = spoke_with.strip(), said.strip()
    save_or_refuse(contact)
    audit.record("contact.made", by=by, target=contact, after={"how": how, "outcome": outcome})
    plan_next(referral, after=max(done_on, timezone.localdate()), by=by, due_on=next_on)
    return contact

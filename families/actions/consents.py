"""A family says yes to one thing, and takes it back. What was said stays to be read."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Child, Consent
from ..saving import save_or_refuse


@transaction.atomic
def give(child, *, by, purpose, recipient, given_by, given_on, until_on=None, how, note=""):
    """Write down a yes: of this adult, to this purpose and recipient, from a day on, perhaps until another.

    A yes that stands already is not written over: it ends as replaced, and this one is a row of its own.
    Arguments: ``by`` is who wrote it down, or audit.CLOCK where it came with a referral from outside.
    """
    child = Child.objects.select_for_update(of=("self",), no_key=True).get(pk=child.pk)
    _refuse_unless_possible(child, given_by, given_on)
    recipient = " ".join(recipient.split())
    _replace(child, purpose, recipient, given_by, given_on=given_on, until_on=until_on, by=by)
    consent = save_or_refuse(
        Consent(
            child=child, purpose=purpose, recipient=recipient, given_by=given_by, given_on=given_on,
            until_on=until_on, how=how, note=note.strip(), recorded_by=by if by.pk else None,
        )
    )  # fmt: skip
    after = {"to": consent.in_words, "on": given_on.isoformat(), "until": until_on and until_on.isoformat()}
    audit.record("consent.given", by=by, target=consent, after=after)
    return consent


@transaction.atomic
def withdraw(consent, *, by, on, reason="", adult=None):
    """Write down that an adult took a yes back; who gave it, unless another is named. It holds no more."""
    consent = _held(consent)
    if on > timezone.localdate():
        raise Refused("This day is still to come: a permission is taken back on the day it is said.")
    adult = adult or consent.given_by
    if adult.child_id != consent.child_id:
        raise Refused(f"{adult.name} is not one of the adults of this child.")
    _end(consent, Consent.Ending.WITHDRAWN, by=by, on=on, reason=reason, adult=adult)
    after = {"on": on.isoformat(), "adult": adult.name}
    audit.record("consent.withdrawn", by=by, target=consent, after=after, reason=reason)
    return consent


@transaction.atomic
def strike(consent, *, by, reason):
    """Say that a yes was written down by mistake: it was never given. The row stays, and says so."""
    consent = _held(consent)
    if not reason.strip():
        raise Refused("Say what the mistake was.")
    _end(consent, Consent.Ending.MISTAKE, by=by, on=consent.given_on, reason=reason)
    audit.record("consent.struck", by=by, target=consent, reason=reason)
    return consent


def end_all(child, *, by, on):
    """End what stands with our time with the child; returns the primary keys, for who may reopen it."""
    ended = []
    for consent in Consent.objects.open().filter(child=child).select_for_update().order_by("pk"):
        _end(consent, Consent.Ending.CLOSED, by=by, on=max(on, consent.given_on), reason="")
        ended.append(consent.pk)
    return ended


def begin_again(pks):
    """Let what closing ended stand again, unless something took its place; returns the primary keys."""
    again = []
    for consent in Consent.objects.filter(pk__in=pks, ending=Consent.Ending.CLOSED).order_by("pk"):
        consent.ended_on = consent.ended_by = None
        consent.ending = ""
        try:
            save_or_refuse(consent)
        except Refused:
            continue  # the same yes was given anew meanwhile
        again.append(consent.pk)
    return again


def _refuse_unless_possible(child, given_by, given_on):
    if child.died_on:
        raise Refused(f"{child.first_name} has died. Nothing is asked of the family any more.")
    if given_by.child_id != child.pk:
        raise Refused(f"{given_by.name} is not one of {child.first_name}’s adults.")
    if given_on > timezone.localdate():
        raise Refused("This day is still to come: give the day on which it was said.")


def _replace(child, purpose, recipient, given_by, *, given_on, until_on, by):
    """End the same adult's yes to the same thing, if one stands, since a new one takes its place."""
    same = {"purpose": purpose, "recipient__iexact": recipient, "given_by": given_by}
    for old in Consent.objects.open().filter(child=child, **same).select_for_update().order_by("pk"):
        if old.given_on > given_on or (old.given_on, old.until_on) == (given_on, until_on):
            raise Refused(
                f"{given_by.name} said yes to this on {old.given_on:%-d %B %Y}: it is written down already."
            )
        _end(old, Consent.Ending.REPLACED, by=by, on=given_on, reason="")


def _end(consent, ending, *, by, on, reason, adult=None):
    if consent.ended_on is not None:
        ended = f"{consent.get_ending_display().lower()} on {consent.ended_on:%-d %B %Y}"
        raise Refused(f"This permission was {ended} already.")
    if on < consent.given_on:
        raise Refused(f"It was given on {consent.given_on:%-d %B %Y}: it cannot end before that.")
    consent.ended_on, consent.ended_by = on, by
    consent.ending, consent.ended_reason, consent.withdrawn_by = ending, reason.strip(), adult
    save_or_refuse(consent)


def _held(consent):
    rows = Consent.objects.select_for_update(of=("self",)).select_related("child", "given_by")
    return rows.get(pk=consent.pk)

"""A score worked out again, because facts, rules or the time have changed. Its history is kept row by row."""

from django.db import transaction

from accounts import audit

from .. import facts as told
from ..models import Referral, Rescore
from ..rescoring import why_changed
from ..saving import save_or_refuse

RULES = "The rules of the score have changed"


@transaction.atomic
def rescore(referral, *, by, on, policy=None):
    """Work out the score of a waiting child by the facts and rules of a day. Returns the Rescore, or None.

    A band that a person has chosen stays; the list marks it where the score has moved into another.
    """
    referral = Referral.objects.select_for_update(of=("self",)).select_related("child").get(pk=referral.pk)
    if referral.status != Referral.Status.WAITING:
        return None
    before = kept_of(referral)
    told.score(referral, on=on, policy=policy)
    if not has_changed(referral, before):
        return None
    save_or_refuse(referral)
    return note_if_changed(referral, by=by, before=before)


def kept_of(referral):
    """The score that a referral has now, to be compared with the next."""
    band = referral.score_band or referral.band
    return {"score": referral.score, "band": band, "lines": referral.breakdown}


def has_changed(referral, before):
    return (referral.score, referral.score_band or referral.band) != (before["score"], before["band"])


def note_if_changed(referral, *, by, before):
    """Keep the change of a score as a row, against what ``kept_of`` said before. ``by`` may be the clock."""
    if not has_changed(referral, before):
        return None
    after = {"score": referral.score, "band": referral.score_band or referral.band}
    row = save_or_refuse(
        Rescore(
            referral=referral,
            by=by if by.pk else None,
            from_score=before["score"],
            from_band=before["band"],
            to_score=after["score"],
            to_band=after["band"],
            why=why_changed(before["lines"], referral.breakdown) or RULES,
        )
    )
    was = {"score": before["score"], "band": before["band"]}
    audit.record("referral.rescored", by=by, target=referral, before=was, after=after, reason=row.why)
    return row

"""The word under which a child’s leaving the waiting list is counted; written by whoever ends the wait."""

from accounts import audit

from ..models import Referral, Removal
from ..saving import save_or_refuse

#: Where a referral that waits is declined or taken back without another word.
USUAL = {
    Referral.Status.ACCEPTED: Removal.Reason.ALLOCATED,
    Referral.Status.DECLINED: Removal.Reason.NOT_ELIGIBLE,
    Referral.Status.WITHDRAWN: Removal.Reason.FAMILY_DECLINED,
}


def note_down(referral, *, by, reason=None, note=""):
    """Write why a child left the list, in the transaction in which it left."""
    reason = reason or USUAL[referral.status]
    removal = save_or_refuse(Removal(referral=referral, reason=reason, note=note.strip(), removed_by=by))
    audit.record("referral.off_list", by=by, target=referral, after={"reason": str(reason)})
    return removal

"""What helps a family while it waits: offered, and answered."""

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from ..models import Referral, WaitingOffer
from ..saving import save_or_refuse


@transaction.atomic
def offer(referral, *, by, kind, offered_on, name="", note=""):
    """Offer something to a family that waits."""
    referral = Referral.objects.select_for_update(of=("self",)).select_related("child").get(pk=referral.pk)
    if referral.child.died_on is not None:
        raise Refused(f"{referral.child.first_name} has died. Please speak with the team lead first.")
    if referral.status != Referral.Status.WAITING:
        raise Refused(f"{referral.child.first_name} is no longer on the waiting list.")
    made = WaitingOffer(
        referral=referral,
        kind=kind,
        name=name.strip(),
        offered_on=offered_on,
        offered_by=by,
        note=note.strip(),
    )
    save_or_refuse(made)
    audit.record("waiting_offer.made", by=by, target=made)
    return made


@transaction.atomic
def answer(made, *, by, answer, answered_on, note=""):
    """Write down what the family said. A later answer takes the place of “perhaps later”."""
    made = (
        WaitingOffer.objects.select_for_update(of=("self",)).select_related("referral__child").get(pk=made.pk)
    )
    if made.answer and made.answer != WaitingOffer.Answer.LATER:
        raise Refused(f"The family has answered already: {made.get_answer_display().lower()}.")
    if made.child.died_on is not None:
        raise Refused(f"{made.child.first_name} has died. Please speak with the team lead first.")
    before = {"answer": made.answer}
    made.answer, made.answered_on = answer, answered_on
    made.note = note.strip() or made.note
    save_or_refuse(made)
    audit.record("waiting_offer.answered", by=by, target=made, before=before, after={"answer": answer})
    return made

"""The letters of a decision and the papers of a panel, each asked for in one click."""

from django.db import transaction
from django.utils import timezone

from accounts.refusals import Refused

from ..kinds import letters
from .papers import ask

TO_REFERRER = "letter.referrer"
NOBODY = "Nobody around {name} may be given letters yet. Say who may on the page “Family and team” first."


@transaction.atomic
def write(decision, *, by):
    """Ask for every letter of a decision: to each adult who may be given it, and to the referrer."""
    referral = decision.referral
    child = referral.child
    if not decision.has_letters:
        raise Refused("Nobody is told of this by letter.")
    kind = letters.family_kind(decision.verdict)
    made = [
        ask(kind, decision, by=by, child=child, to_name=carer.name, carer=carer.pk)
        for carer in letters.receivers(child)
    ]
    if letters.has_referrer(referral):
        made.append(ask(TO_REFERRER, decision, by=by, child=child, to_name=referral.referrer_name))
    if not made:
        raise Refused(NOBODY.format(name=child.first_name))
    return made


def reaches_family(papers):
    """Whether one of these letters goes to the family."""
    return any(paper.kind != TO_REFERRER for paper in papers)


@transaction.atomic
def write_panel(panel, kind, *, by):
    """Ask for a paper of a panel. Minutes of a closed panel are one paper; others are made anew each time."""
    if kind == "minutes":
        if panel.is_open:
            raise Refused("Close the panel first: its minutes say what was decided.")
        edition = "final"
    else:
        edition = f"{timezone.now():%Y%m%d%H%M%S}"
    return ask(f"panel.{kind}", panel, by=by, edition=edition)

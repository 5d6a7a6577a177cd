"""Papers we like to have before we decide: asked for, chased, received, done without."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..facts import EVIDENCE
from ..models import Evidence, Policy, Referral
from ..saving import save_or_refuse

NOT_MISSING = "This paper is here, or somebody has said that we decide without it."


def ask_for_usual(referral, *, here, by):
    """Begin the clocks of the usual papers; those that came with the referral are here at once."""
    today = timezone.localdate()
    days = Policy.on(today).promises.get("papers", 14)
    due = {"asked_on": today, "due_on": today + timedelta(days=days)}
    usual = [
        Evidence(referral=referral, kind=kind, received_on=today if kind in here else None, **due)
        for kind in EVIDENCE
    ]
    Evidence.objects.bulk_create(usual)


@transaction.atomic
def ask(referral, *, by, kind, title="", due_on=None):
    """Ask for one more paper, or once more for one that we did without."""
    if referral.status in Referral.DECIDED:
        raise Refused("This referral is decided: no more papers are asked for.")
    today = timezone.localdate()
    due_on = due_on or today + timedelta(days=Policy.on(today).promises.get("papers", 14))
    known = Evidence.objects.select_for_update().filter(referral=referral, kind=kind, title=title).first()
    if known is None:
        known = Evidence(referral=referral, kind=kind, title=title, asked_on=today, due_on=due_on)
    elif known.is_missing:
        known.due_on = max(due_on, known.asked_on)
    elif known.received_on:
        raise Refused("This paper is here already.")
    else:
        known.asked_on, known.due_on = today, due_on
        known.waived_on = known.waived_by = None
        known.waived_because = ""
    save_or_refuse(known)
    after = {"paper": str(known), "due_on": due_on.isoformat()}
    audit.record("evidence.asked", by=by, target=known, child=referral.child, after=after)
    return known


@transaction.atomic
def receive(paper, *, by, on, document=None):
    """Say that a paper is here, with the file if there is one."""
    paper = _locked(paper)
    if paper.received_on and (document is None or paper.document_id):
        raise Refused("This paper is here already.")
    if document is not None and document.child_id != paper.referral.child_id:
        raise Refused("This file is about another child.")
    paper.received_on, paper.document = paper.received_on or on, document or paper.document
    paper.waived_on = paper.waived_by = None
    paper.waived_because = ""
    save_or_refuse(paper)
    after = {"paper": str(paper), "received_on": paper.received_on.isoformat()}
    audit.record("evidence.received", by=by, target=paper, after=after)
    return paper


@transaction.atomic
def waive(paper, *, by, reason):
    """Decide without a paper, and say why."""
    paper = _locked(paper)
    if not paper.is_missing:
        raise Refused(NOT_MISSING)
    paper.waived_on, paper.waived_by = timezone.localdate(), by
    paper.waived_because = reason.strip()
    save_or_refuse(paper)
    audit.record("evidence.waived", by=by, target=paper, after={"paper": str(paper)}, reason=reason.strip())
    return paper


@transaction.atomic
def chase(paper, *, by, on):
    """Note that a paper was chased. Refused if it came meanwhile, or was chased that day already."""
    paper = _locked(paper)
    if not paper.is_missing or paper.chased_on == on:
        raise Refused(NOT_MISSING)
    paper.chased_on, paper.times_chased = on, paper.times_chased + 1
    save_or_refuse(paper)
    after = {"paper": str(paper), "times": paper.times_chased}
    audit.record("evidence.chased", by=by, target=paper, after=after)
    return paper


def _locked(paper):
    held = Evidence.objects.select_for_update(of=("self",)).select_related("referral__child")
    return held.get(pk=paper.pk)

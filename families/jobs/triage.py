"""The clock of papers: once a day those that are missing are chased, and a referral waits no longer.

One chaser a period for each paper. After its day we decide without it, so the referral goes on to be scored.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts import audit, work
from accounts.models import User
from accounts.notify import notify, notify_address
from accounts.refusals import Refused

from .. import stages
from ..actions import papers
from ..models import Evidence, Policy, Referral
from ..notifications import PaperMissing, PaperWanted


@work.due
def chase_once_a_day(now):
    """Ask for the day's round; asking again does nothing."""
    work.ask("families.chase_papers", key=f"families.chase_papers:{timezone.localdate(now)}")


@work.handler("families.chase_papers", called="Remind of papers that are missing")
def chase_papers(job):
    """Chase what is due to be chased, then let referrals go on whose papers are here or past their day."""
    today = timezone.localdate()
    every = timedelta(days=Policy.on(today).promises.get("chase_papers", 7))
    for paper in Evidence.objects.to_chase(on=today, every=every).order_by("pk"):
        chase(paper, on=today)
    for referral in no_longer_waiting(on=today):
        go_on(referral)


@transaction.atomic
def chase(paper, *, on):
    """Chase one paper: the administrators hear of it, and the referrer if we know an address."""
    try:
        paper = papers.chase(paper, by=audit.CLOCK, on=on)
    except Refused:
        return  # it came meanwhile, or was chased today already
    key = f"{paper.pk}:{paper.times_chased}"
    for person in User.objects.active().with_role("administrator").order_by("pk"):
        notify(PaperMissing, to=person, about=paper, key=f"{PaperMissing.name}:{key}:{person.pk}")
    address = paper.referral.referrer_contact.strip()
    if "@" in address:
        notify_address(PaperWanted, address=address, about=paper, key=key)


def no_longer_waiting(*, on):
    """Referrals in the stage for papers of which none is missing any more within its day."""
    waited_for = Evidence.objects.missing().filter(due_on__gte=on).values("referral")
    mine = Referral.objects.received().filter(stage=stages.EVIDENCE)
    return mine.exclude(pk__in=waited_for).order_by("pk")


@transaction.atomic
def go_on(referral):
    """Let a referral go on to be scored; its clock says so, since nobody has to ask for it."""
    held = (
        Referral.objects.select_for_update().filter(pk=referral.pk, stage=stages.EVIDENCE).received().first()
    )
    if held is None:
        return
    held.stage, held.stage_since = stages.SCORE, timezone.localdate()
    held.save(update_fields=["stage", "stage_since"])
    before, after = {"stage": stages.EVIDENCE}, {"stage": stages.SCORE}
    audit.record("referral.moved", by=audit.CLOCK, target=held, child=held.child, before=before, after=after)

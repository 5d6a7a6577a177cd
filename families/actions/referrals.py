"""A referral's way from its arrival to its outcome."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.notify import notify
from accounts.refusals import Refused

from .. import facts as told
from .. import stages
from ..models import Decision, Episode, PanelCase, Policy, Referral
from ..notifications import ReferralAccepted
from ..saving import save_or_refuse
from . import children, keep_in_touch, leaving, papers, rescores


@transaction.atomic
def receive(
    child,
    *,
    by,
    source,
    referrer_name,
    received_on,
    reason,
    referrer_contact="",
    family_agrees=False,
    facts=None,
    evidence=(),
):
    """Write down a request to serve a child that is in our records, for the first time or again."""
    if child.died_on is not None:
        raise Refused(f"{child.first_name} has died. Please speak with the team lead before anything else.")
    if child.episodes.open().exists():
        raise Refused(f"{child.first_name} is with us already: see the child’s page.")
    referral = Referral(
        child=child,
        source=source,
        referrer_name=referrer_name,
        referrer_contact=referrer_contact,
        received_on=received_on,
        reason=reason,
        family_agrees=family_agrees,
        facts=facts or {},
        stage=stages.NEW,
        stage_since=timezone.localdate(),
    )
    save_or_refuse(referral)
    papers.ask_for_usual(referral, here=evidence, by=by)
    audit.record("referral.received", by=by, target=referral)
    return referral


@transaction.atomic
def receive_new(child, *, by, family, address=None, carers=(), **fields):
    """Write down a child that is new to us together with its referral: all of it, or nothing."""
    children.register(child, by=by, family=family, address=address, carers=carers)
    return receive(child, by=by, **fields)


@transaction.atomic
def triage(referral, *, by, facts):
    """Take the facts down and work out the score from them. A later triage only makes the score anew."""
    referral = locked(referral)
    if referral.status in Referral.DECIDED:
        now = referral.get_status_display().lower()
        raise Refused(f"This referral is “{now}”: its score stays as it was.")
    before = {"score": referral.score, "band": referral.band}
    waits, kept = referral.status == Referral.Status.WAITING, rescores.kept_of(referral)
    event = "referral.scored_again"
    if referral.status == Referral.Status.RECEIVED:
        referral.move_to(Referral.Status.TRIAGED, by=by)
        event = "referral.triaged"
        _enter(referral, stages.DECIDE)
    referral.facts = facts
    told.score(referral)
    referral.triaged_at, referral.triaged_by = timezone.now(), by
    save_or_refuse(referral)
    after = {"score": referral.score, "band": referral.band, "rules": referral.rules_number}
    audit.record(event, by=by, target=referral, before=before, after=after)
    if waits:
        rescores.note_if_changed(referral, by=by, before=kept)
    return referral


@transaction.atomic
def move_to_stage(referral, *, by, stage):
    """Move a referral to another stage of its state; the clock of the stage begins anew."""
    referral = locked(referral)
    ways = stages.stages_of(Policy.on(timezone.localdate()))
    if stage not in {one.code for one in stages.next_steps(referral, ways)}:
        raise Refused("A referral cannot go to that stage from where it is now. Please look again.")
    before = referral.stage
    _enter(referral, stage)
    save_or_refuse(referral)
    audit.record(
        "referral.moved", by=by, target=referral, before={"stage": before}, after={"stage": referral.stage}
    )
    return referral


@transaction.atomic
def put_on_list(referral, *, by, reason="", by_panel=False):
    """Put a triaged child on the waiting list: a person has decided that we may serve it."""
    referral = locked(referral)
    referral.move_to(Referral.Status.WAITING, by=by)
    referral.waiting_since = referral.waiting_since or timezone.localdate()
    save_or_refuse(referral)
    note(referral, Decision.Verdict.WAIT, by=by, reason=reason, by_panel=by_panel)
    audit.record("referral.put_on_list", by=by, target=referral, reason=reason.strip())
    keep_in_touch.begin(referral, by=by)
    return referral


@transaction.atomic
def accept(referral, *, by, team, frequency):
    """Give a waiting child a place in a team, where it waits for a worker. Returns the Episode."""
    referral = locked(referral)
    referral.move_to(Referral.Status.ACCEPTED, by=by)
    save_or_refuse(referral)
    leaving.note_down(referral, by=by)
    today = timezone.localdate()
    episode = save_or_refuse(Episode(child=referral.child, team=team, frequency=frequency, opened_on=today))
    note(referral, Decision.Verdict.PLACE, by=by)
    after = {"team": team.name, "frequency": frequency}
    audit.record("referral.accepted", by=by, target=referral, after=after)
    for lead in User.objects.active().with_role("team_lead").in_teams([team], on=today):
        notify(ReferralAccepted, to=lead, about=referral)
    return episode


@transaction.atomic
def decline(referral, *, by, reason, signposts=(), by_panel=False, removal=None):
    """Say that this is not for us, and why, in words that the family may read; and who else may help.

    Arguments: ``signposts`` are LocalServices; what they were called and offered that day is kept.
    """
    kept = [
        {"name": one.name, "offers": one.offers, "phone": one.phone, "email": one.email, "site": one.site}
        for one in signposts
    ]
    referral = _end(referral, Referral.Status.DECLINED, by=by, reason=reason, removal=removal)
    verdict = Decision.Verdict.DECLINE
    note(referral, verdict, by=by, reason=reason, signposts=kept, by_panel=by_panel)
    return referral


@transaction.atomic
def withdraw(referral, *, by, reason, removal=None):
    """Take the referral back because the family or the referrer wish it."""
    referral = _end(referral, Referral.Status.WITHDRAWN, by=by, reason=reason, removal=removal)
    note(referral, Decision.Verdict.WITHDRAW, by=by, reason=reason)
    return referral


def note(referral, verdict, *, by, reason="", **what):
    """Write down what was decided, for the letters and the history; in the transaction of its cause.

    Whatever is decided outside a panel takes the child off its agenda: nothing is decided twice.
    """
    if verdict != Decision.Verdict.PANEL and not what.get("by_panel"):
        PanelCase.objects.undecided_for(referral).delete()
    made = Decision(referral=referral, verdict=verdict, made_by=by, reason=reason.strip(), **what)
    return save_or_refuse(made)


def _end(referral, status, *, by, reason, removal=None):
    """End a referral; ``removal`` is (reason, note) where a child leaves the waiting list by it."""
    referral = locked(referral)
    waits = referral.status == Referral.Status.WAITING
    referral.move_to(status, by=by)
    referral.decision_reason = reason.strip()
    save_or_refuse(referral)
    if waits:
        why, words = removal or (None, reason)
        leaving.note_down(referral, by=by, reason=why, note=words)
    audit.record(f"referral.{status.value}", by=by, target=referral, reason=referral.decision_reason)
    return referral


def _enter(referral, stage):
    """Begin a stage today; does not save."""
    referral.stage, referral.stage_since = stage, timezone.localdate()


def locked(referral):
    """The referral as it is now, and nobody else's until we are done."""
    return Referral.objects.select_for_update(of=("self",)).select_related("child").get(pk=referral.pk)

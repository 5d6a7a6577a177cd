"""What a person decides on the way: take it to the panel, ask for more, choose another band."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from .. import stages
from ..models import BandOverride, Decision, Panel, PanelCase, Referral
from ..saving import save_or_refuse
from . import papers
from .referrals import locked, note

NOT_SCORED = "Work out the score first: the panel looks at it."


@transaction.atomic
def take_to_panel(referral, *, by, reason="", panel=None):
    """Bring a triaged referral before a panel, and put it on the agenda of one that is planned.

    Arguments: ``panel`` may be None when none is planned yet; the referral then waits for the next.
    """
    if panel is not None:
        panel = Panel.objects.select_for_update().get(pk=panel.pk)  # held before the referral, as panels do
    referral = locked(referral)
    if referral.status != Referral.Status.TRIAGED:
        raise Refused(NOT_SCORED if referral.status == Referral.Status.RECEIVED else _too_late(referral))
    if panel is not None:
        put_on_agenda(panel, referral, by=by)
    before = referral.stage
    referral.stage, referral.stage_since = stages.PANEL, timezone.localdate()
    save_or_refuse(referral)
    note(referral, Decision.Verdict.PANEL, by=by, reason=reason)
    audit.record(
        "referral.taken_to_panel",
        by=by,
        target=referral,
        before={"stage": before},
        after={"panel": str(panel) if panel else ""},
        reason=reason.strip(),
    )
    return referral


def put_on_agenda(panel, referral, *, by):
    """Put a referral last on the agenda of a panel that has not been held; in its caller's transaction."""
    panel = Panel.objects.select_for_update().get(pk=panel.pk)
    if not panel.is_open:
        raise Refused("This panel is over. Choose one that is still to come.")
    last = panel.cases.order_by("-order").values_list("order", flat=True).first() or 0
    case = save_or_refuse(PanelCase(panel=panel, referral=referral, order=last + 1))
    audit.record("panel.case_added", by=by, target=panel, child=referral.child)
    return case


@transaction.atomic
def ask_for_more(referral, *, by, reason, kinds=(), by_panel=False):
    """Ask family or referrer for more before anybody decides; the referral waits for papers again."""
    referral = locked(referral)
    if referral.status not in stages.IN_TRIAGE:
        raise Refused(_too_late(referral))
    before = {"status": referral.status, "stage": referral.stage}
    if referral.status == Referral.Status.TRIAGED:
        referral.move_to(Referral.Status.RECEIVED, by=by)
    referral.stage, referral.stage_since = stages.EVIDENCE, timezone.localdate()
    save_or_refuse(referral)
    asked = [str(papers.ask(referral, by=by, kind=kind)) for kind in kinds]
    note(referral, Decision.Verdict.ASK, by=by, reason=reason, asked_for=asked, by_panel=by_panel)
    audit.record("referral.more_asked", by=by, target=referral, before=before, reason=reason.strip())
    return referral


@transaction.atomic
def choose_band(referral, *, by, band, reason):
    """Put a child into another band than its score does; the waiting list goes by the band chosen."""
    referral = locked(referral)
    if referral.status in Referral.DECIDED:
        raise Refused(_too_late(referral))
    if referral.score is None:
        raise Refused("Work out the score first: a band is chosen over what it says.")
    by_score = referral.score_band or referral.band
    _end_choice(referral, by=by)
    before = {"band": referral.band}
    if band == by_score:
        referral.band = by_score
    else:
        choice = BandOverride(referral=referral, band=band, instead_of=by_score, reason=reason.strip())
        choice.made_by = by
        save_or_refuse(choice)
        referral.band = band
    referral.score_band = by_score
    save_or_refuse(referral)
    after = {"band": referral.band, "by_score": by_score}
    audit.record(
        "referral.band_chosen", by=by, target=referral, before=before, after=after, reason=reason.strip()
    )
    return referral


def _end_choice(referral, *, by):
    standing = referral.overrides.standing().select_for_update().first()
    if standing is not None:
        standing.ended_at, standing.ended_by = timezone.now(), by
        save_or_refuse(standing)


def _too_late(referral):
    return f"This referral is “{referral.get_status_display().lower()}” now, so that cannot be done."

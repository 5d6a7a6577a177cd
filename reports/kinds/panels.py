"""The papers of a panel: its agenda, one page for each child, and the minutes."""

from django.utils import timezone

from accounts.permissions import Permission
from families.ages import age_in_words
from families.facts import delays_in_words
from families.models import PanelCase

from ..papers import kind

READERS = {"permission": Permission.PANEL_VIEW}


@kind("panel.agenda", title="Agenda", template="print/panel_agenda.html", **READERS)
def agenda(panel, user, *, edition=""):
    """Who comes, and which children, in order."""
    return head(panel, "Agenda") | {"cases": [case_in_brief(case) for case in cases_of(panel)]}


@kind("panel.pack", title="A page for each child", template="print/panel_pack.html", **READERS)
def pack(panel, user, *, edition=""):
    """One page for each child: what the panel needs to know, and no address or telephone."""
    return head(panel, "Papers") | {"cases": [case_in_full(case) for case in cases_of(panel)]}


@kind("panel.minutes", title="Minutes", template="print/panel_minutes.html", **READERS)
def minutes(panel, user, *, edition=""):
    """Who was there, what was decided about each child and why, who does what."""
    cases = [case_in_brief(case) | decided(case) for case in cases_of(panel)]
    beyond = [action_in_words(one) for one in panel.actions.filter(case=None).order_by("due_on", "pk")]
    return head(panel, "Minutes") | {"cases": cases, "notes": panel.notes, "actions": beyond}


def head(panel, title):
    return {
        "title": f"{title} of the panel",
        "held_on": panel.held_on.isoformat(),
        "starts": f"{panel.starts_at:%H:%M}" if panel.starts_at else "",
        "place": panel.place,
        "chair": panel.chair,
        "minute_taker": panel.minute_taker,
        "members": [
            {"name": one.name, "role": one.role, "agency": one.agency, "was_there": one.has_attended}
            for one in panel.members.order_by("pk")
        ],
    }


def cases_of(panel):
    rows = PanelCase.objects.filter(panel=panel).select_related("referral__child__family")
    return rows.prefetch_related("actions", "referral__papers").order_by("order", "pk")


def case_in_brief(case):
    referral, child = case.referral, case.referral.child
    return {
        "name": child.name,
        "born_on": child.born_on.isoformat(),
        "age": age_in_words(child.born_on, timezone.localdate()),
        "score": referral.score,
        "band": referral.get_band_display() if referral.band else "",
        "referrer": f"{referral.referrer_name}, {referral.get_source_display().lower()}",
        "received_on": referral.received_on.isoformat(),
    }


def case_in_full(case):
    referral, told = case.referral, case.referral.facts
    hours = told.get("setting_hours")
    return case_in_brief(case) | {
        "first_name": referral.child.first_name,
        "likes": referral.child.likes,
        "why": referral.reason,
        "delays": delays_in_words(told),
        "setting": "" if hours is None else f"{hours:g} hours a week" if hours else "No nursery or setting",
        "languages": referral.child.family.languages,
        "interpreter": referral.child.family.interpreter,
        "agrees": referral.family_agrees,
        "lines": [line for line in referral.breakdown if line.get("points")],
        "missing": [str(paper) for paper in referral.papers.all() if paper.is_missing],
    }


def decided(case):
    return {
        "verdict": case.get_verdict_display() if case.verdict else "",
        "why": case.reason,
        "said": case.notes,
        "actions": [action_in_words(one) for one in case.actions.all()],
    }


def action_in_words(action):
    due = action.due_on.isoformat() if action.due_on else ""
    return {"what": action.what, "owner": action.owner, "due_on": due}

"""A panel from its planning to its close: members, agenda, what was decided, who does what next."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import LocalService, Panel, PanelAction, PanelCase, PanelMember, Referral
from ..saving import save_or_refuse
from . import decisions, referrals

Verdict = PanelCase.Verdict


@transaction.atomic
def plan(*, by, members=(), **fields):
    """Plan a panel. ``members`` are (name, role, agency)."""
    panel = save_or_refuse(Panel(**fields))
    audit.record("panel.planned", by=by, target=panel, after={"held_on": panel.held_on.isoformat()})
    _seat(panel, members)
    return panel


@transaction.atomic
def change(panel, *, by, members=(), **fields):
    """Change the day, the place or who sits on a panel that is still to come."""
    panel = _open(panel)
    before = {name: str(getattr(panel, name) or "") for name in fields}
    for name, value in fields.items():
        setattr(panel, name, value)
    save_or_refuse(panel)
    _seat(panel, members)
    after = {name: str(value or "") for name, value in fields.items()}
    changed = {name for name in fields if before[name] != after[name]}
    audit.record(
        "panel.changed",
        by=by,
        target=panel,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )
    return panel


def _seat(panel, members):
    """Seat exactly these people, keeping who was noted as present."""
    named = {name: (role, agency) for name, role, agency in members}
    panel.members.exclude(name__in=named).delete()
    for name, (role, agency) in named.items():
        PanelMember.objects.update_or_create(
            panel=panel, name=name, defaults={"role": role, "agency": agency}
        )


@transaction.atomic
def set_agenda(panel, *, by, order, add=()):
    """Put the agenda in order; cases that ``order`` does not name leave it; ``add`` are more referrals.

    Arguments: ``order`` are primary keys of cases, first to last.
    """
    panel = _open(panel)
    places = {pk: place for place, pk in enumerate(order, 1)}
    for case in panel.cases.select_related("referral__child").select_for_update(of=("self",)):
        if case.pk in places:
            case.order = places[case.pk]
            case.save(update_fields=["order"])
        elif case.decided_at is None:
            audit.record("panel.case_removed", by=by, target=panel, child=case.referral.child)
            case.delete()
    for referral in add:
        decisions.put_on_agenda(panel, referral, by=by)
    return panel


@transaction.atomic
def capture(panel, *, by, attended, notes, cases, actions):
    """Keep what was said so far; nothing is decided by this.

    Arguments: ``attended`` are primary keys of members; ``cases`` maps a case's primary key to its notes,
    verdict, reason and signposts; ``actions`` are (case's primary key or None, what, owner, due_on).
    """
    panel = _open(panel)
    panel.notes = notes
    save_or_refuse(panel)
    panel.members.filter(pk__in=attended).update(has_attended=True)
    panel.members.exclude(pk__in=attended).update(has_attended=False)
    mine = {case.pk: case for case in panel.cases.select_for_update(of=("self",))}
    for pk, said in cases.items():
        if pk not in mine:
            raise Refused("The agenda has changed while you were writing. Please look at it again.")
        for name, value in said.items():
            setattr(mine[pk], name, value)
        save_or_refuse(mine[pk])
    for pk, what, owner, due_on in actions:
        give(panel, by=by, case=mine.get(pk), what=what, owner=owner, due_on=due_on)
    audit.record("panel.minuted", by=by, target=panel)
    return panel


def give(panel, *, by, what, owner, due_on=None, case=None):
    """Note who does what by when."""
    action = PanelAction(panel=panel, case=case, what=what.strip(), owner=owner.strip(), due_on=due_on)
    save_or_refuse(action)
    audit.record("panel.action_given", by=by, target=action)
    return action


@transaction.atomic
def close(panel, *, by):
    """End a panel: every decision is carried out, all of them or none. Returns the panel."""
    panel, cases = _held_whole(panel)
    undecided = [case.child.first_name for case in cases if not case.verdict]
    if undecided:
        raise Refused(f"Say what was decided about {', '.join(undecided)}.")
    panel.move_to(Panel.Status.CLOSED)
    panel.closed_at, panel.closed_by = timezone.now(), by
    save_or_refuse(panel)
    for case in cases:
        case.decided_at, case.decided_by = timezone.now(), by
        save_or_refuse(case)
        try:
            _carry_out(case, by=by)
        except Refused as refusal:
            raise Refused(f"{case.child.name}: {refusal}") from refusal
    audit.record("panel.closed", by=by, target=panel, after={"cases": len(cases)})
    return panel


def _carry_out(case, *, by):
    """Do what the panel decided about one child, through the same actions that people use."""
    referral, reason = case.referral, case.reason
    if case.verdict == Verdict.WAIT:
        referrals.put_on_list(referral, by=by, reason=reason, by_panel=True)
    elif case.verdict == Verdict.ASK:
        decisions.ask_for_more(referral, by=by, reason=reason, by_panel=True)
    elif case.verdict == Verdict.DECLINE:
        named = LocalService.objects.filter(ref__in=case.signposts).order_by("name", "pk")
        referrals.decline(referral, by=by, reason=reason, signposts=named, by_panel=True)
    else:
        _bring_again(case, by=by)


def _bring_again(case, *, by):
    """Put the child on the agenda of the next panel; if none is planned, the referral waits for one."""
    referral = referrals.locked(case.referral)
    if referral.status != Referral.Status.TRIAGED:
        raise Refused(f"this referral is “{referral.get_status_display().lower()}” now.")
    later = Panel.objects.to_come(on=timezone.localdate()).exclude(pk=case.panel_id).first()
    if later is not None:
        decisions.put_on_agenda(later, referral, by=by)


@transaction.atomic
def cancel(panel, *, by, reason):
    """Say that a panel is not held. Its cases wait for the next one."""
    panel = _open(panel)
    panel.move_to(Panel.Status.CANCELLED)
    panel.closed_at, panel.closed_by = timezone.now(), by
    panel.notes = "\n\n".join(part for part in (panel.notes, reason.strip()) if part)
    save_or_refuse(panel)
    panel.cases.open().delete()
    audit.record("panel.cancelled", by=by, target=panel, reason=reason.strip())
    return panel


@transaction.atomic
def finish(action, *, by):
    """Say that an action is done."""
    action = PanelAction.objects.select_for_update().get(pk=action.pk)
    if action.done_on is not None:
        raise Refused("Somebody has said already that this is done.")
    action.done_on, action.done_by = timezone.localdate(), by
    save_or_refuse(action)
    audit.record("panel.action_done", by=by, target=action)
    return action


def _held_whole(panel):
    """The panel with its cases, held in the order in which everybody holds: panels, referrals, cases.

    The other planned panels are held too: a child may be brought to one of them.
    """
    list(Panel.objects.planned().order_by("pk").select_for_update())
    panel = _open(panel)
    on_agenda = panel.cases.values("referral")
    list(Referral.objects.filter(pk__in=on_agenda).order_by("pk").select_for_update())
    cases = panel.cases.select_related("referral__child").select_for_update(of=("self",))
    return panel, list(cases)


def _open(panel):
    """The panel as it is now, held until this is done; refused once it is over."""
    panel = Panel.objects.select_for_update(of=("self",)).get(pk=panel.pk)
    if not panel.is_open:
        raise Refused(f"This panel is “{panel.get_status_display().lower()}”: nothing in it changes now.")
    return panel

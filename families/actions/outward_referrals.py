"""Help from others: need spotted, family asked, referred, chased, outcome. Each step is dated and kept."""

from django.db import transaction

from accounts import audit
from accounts.refusals import Refused

from ..models import OutwardReferral, OutwardStep
from ..saving import save_or_refuse

Status, What = OutwardReferral.Status, OutwardStep.What
ASK_FIRST = "Ask the family first. If it cannot be asked, say why we refer without its permission."


@transaction.atomic
def spot(child, *, by, need, spotted_on, due_on, service=None):
    """Write down that a family needs help from somebody else."""
    refuse_for_the_dead(child)
    outward = OutwardReferral(
        child=child, need=need.strip(), service=service, spotted_on=spotted_on, spotted_by=by, due_on=due_on
    )
    save_or_refuse(outward)
    return _step(outward, What.SPOTTED, by=by, on=spotted_on)


@transaction.atomic
def ask(outward, *, by, on, due_on, note=""):
    """The family has been asked, and thinks about it."""
    outward = _locked(outward)
    outward.move_to(Status.ASKED)
    outward.due_on = due_on
    save_or_refuse(outward)
    return _step(outward, What.ASKED, by=by, on=on, note=note)


@transaction.atomic
def permit(outward, *, by, on, carer, due_on, note=""):
    """An adult of the family has said yes."""
    outward = _locked(outward)
    if carer.child_id != outward.child_id:
        raise Refused("This adult is not one of the child’s.")
    outward.move_to(Status.AGREED)
    outward.permitted_on, outward.permission_of = on, carer
    outward.due_on, outward.ended_on = due_on, None
    save_or_refuse(outward)
    return _step(outward, What.AGREED, by=by, on=on, note=f"{carer}. {note}".strip(" ."))


@transaction.atomic
def refuse(outward, *, by, on, note=""):
    """The family does not wish it: nobody is told anything. It may still say yes one day."""
    outward = _locked(outward)
    outward.move_to(Status.REFUSED)
    outward.permitted_on = outward.permission_of = None
    outward.ended_on, outward.due_on = on, None
    save_or_refuse(outward)
    return _step(outward, What.REFUSED, by=by, on=on, note=note)


@transaction.atomic
def send(outward, *, by, on, service, due_on, note="", without_permission=""):
    """The family is referred on; never without its permission, unless somebody says why."""
    outward = _locked(outward)
    without_permission = without_permission.strip()
    if outward.permitted_on is None and not without_permission:
        raise Refused(ASK_FIRST)
    if service.is_retired:
        raise Refused(f"{service} is no longer in the directory. Choose another service.")
    outward.move_to(Status.SENT)
    outward.service, outward.sent_on, outward.due_on = service, on, due_on
    outward.without_permission = "" if outward.permitted_on else without_permission
    save_or_refuse(outward)
    return _step(outward, What.SENT, by=by, on=on, note=f"{service}. {note}".strip(" ."))


@transaction.atomic
def chase(outward, *, by, on, due_on, note=""):
    """The service was asked how it stands."""
    outward = _locked(outward)
    if outward.status != Status.SENT:
        raise Refused("Only what was referred on can be chased.")
    outward.due_on = due_on
    save_or_refuse(outward)
    return _step(outward, What.CHASED, by=by, on=on, note=note)


@transaction.atomic
def end(outward, *, by, on, outcome, note=""):
    """How it came out."""
    outward = _locked(outward)
    outward.move_to(Status.ENDED)
    outward.outcome, outward.ended_on, outward.due_on = outcome, on, None
    save_or_refuse(outward)
    said = f"{outward.get_outcome_display()}. {note}".strip(" .")
    return _step(outward, What.ENDED, by=by, on=on, note=said)


@transaction.atomic
def drop(outward, *, by, on, note):
    """The help is no longer needed."""
    outward = _locked(outward)
    outward.move_to(Status.DROPPED)
    outward.ended_on, outward.due_on = on, None
    save_or_refuse(outward)
    return _step(outward, What.DROPPED, by=by, on=on, note=note)


def refuse_for_the_dead(child):
    if child.died_on is not None:
        raise Refused(f"{child.first_name} has died. Please speak with the team lead first.")


def _locked(outward):
    """The row as it is now; nothing is done about a child that has died."""
    rows = OutwardReferral.objects.select_for_update(of=("self",)).select_related("child", "service")
    outward = rows.get(pk=outward.pk)
    refuse_for_the_dead(outward.child)
    return outward


def _step(outward, what, *, by, on, note=""):
    save_or_refuse(OutwardStep(outward=outward, what=what, on=on, by=by, note=note.strip()))
    after = {"on": str(on), "next step by": str(outward.due_on or "")}
    audit.record(f"outward.{what.value}", by=by, target=outward, after=after)
    return outward

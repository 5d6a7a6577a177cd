"""A child has died. What speaks by itself falls silent at once, and nobody is told but who asks."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import Child, Closure, Death
from ..saving import save_or_refuse
from . import closures


@transaction.atomic
def record(child, *, on, by, told_by, note=""):
    """Write down that a child has died: its time with us ends quietly, visits are called off, mail stops.

    Arguments: ``told_by`` is who told us; ``note`` is what a colleague should know before any contact.
    """
    child = _held(child)
    if child.died_on is not None:
        raise Refused(f"That {child.first_name} has died is written down already.")
    if on > timezone.localdate() or on < child.born_on:
        raise Refused("Give the day of the death: not before the birth, and not in the future.")
    if not told_by.strip():
        raise Refused("Say who told us: a mistake here would hurt.")
    episode = child.episodes.open().first()
    closure = _end_quietly(episode, by=by, on=on) if episode else None
    child.died_on = on
    child.save(update_fields=["died_on"])
    said = {"told_by": told_by.strip(), "note": note.strip()}
    death = save_or_refuse(Death(child=child, died_on=on, closure=closure, recorded_by=by, **said))
    after = {"on": on.isoformat(), "told_by": death.told_by}
    audit.record("death.recorded", by=by, target=death, after=after)
    return death


@transaction.atomic
def undo(death, *, by, reason, to=None):
    """Take back a death that was recorded in error; the child's time with us goes on as it was.

    Arguments: ``to`` is who visits, None if the child waits for a worker again.
    """
    child = _held(death.child)
    death = Death.objects.select_for_update(of=("self",)).select_related("closure__episode").get(pk=death.pk)
    if death.undone_at is not None:
        raise Refused("This was taken back already.")
    if not reason.strip():
        raise Refused("Say how the error came about.")
    child.died_on = None
    child.save(update_fields=["died_on"])
    death.undone_at, death.undone_by, death.undone_reason = timezone.now(), by, reason.strip()
    save_or_refuse(death)
    before = {"on": death.died_on.isoformat()}
    audit.record("death.taken_back", by=by, target=death, before=before, reason=reason)
    if death.closure is not None and death.closure.reopened_at is None:
        episode = death.closure.episode
        closures.reopen(episode, by=by, reason=WHY_BACK, to=to, over_reason=WHY_BACK)
    return death


WHY_BACK = "A record was made in error and taken back."


def _end_quietly(episode, *, by, on):
    """End our time with the child: not before it began, whatever day we were told."""
    why = {"reason": Closure.Reason.DIED, "destination": Closure.Destination.NONE}
    return closures.close(episode, by=by, on=max(on, episode.opened_on), quietly=True, **why)


def _held(child):
    return Child._base_manager.select_for_update(no_key=True).get(pk=child.pk)

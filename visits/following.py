"""What becomes of planned visits when a child moves to another worker: they go along where she is free."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit

from .models import Visit


def move_planned(episode, old, new, by):
    """Give the visits to come to the new worker; one that clashes stays, and the trail says so.

    A visit that stays is moved or cancelled by a lead: the old worker does not see the child any more.
    """
    to_come = Visit.objects.to_come(at=timezone.now()).of_worker(old).filter(child=episode.child)
    for visit in to_come.select_related("child"):
        visit.worker = new
        try:
            with transaction.atomic():
                visit.save(update_fields=["worker"])
        except IntegrityError:
            visit.worker = old
            audit.record(
                "visit.stayed_behind", by=by, target=visit, reason=f"{new.name} has another visit then"
            )
        else:
            audit.record(
                "visit.handed_over",
                by=by,
                target=visit,
                before={"worker": old.name},
                after={"worker": new.name},
            )


def what_moves(episode, user):
    """What the preview of a hand-over says about the diary."""
    to_come = Visit.objects.visible_to(user).to_come(at=timezone.now()).filter(child=episode.child).count()
    if not to_come:
        return ["No visit is planned."]
    noun = "1 planned visit moves" if to_come == 1 else f"{to_come} planned visits move"
    return [f"{noun} to the new worker. A visit that clashes with another of hers stays for you to move."]

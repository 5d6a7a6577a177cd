"""What the diary has to do with the end of a child's time with us: visits not written up, visits to come."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import audit
from families.closing import Answer, Part, Weight

from .actions import visits
from .models import Visit


class Diary(Part):
    """Every visit that was made has its record, and none is planned any more."""

    name = "visits"

    def ask(self, episode, user):
        now = timezone.now()
        planned = Visit.objects.planned().filter(child=episode.child_id)
        begun = planned.filter(starts_at__lte=now).order_by("starts_at", "pk")
        return [_of_records(list(begun)), _of_the_diary(planned.to_come(at=now).count())]

    def close(self, episode, *, by, on):
        """Call off what is to come; returns the primary keys."""
        ahead = Visit.objects.planned().filter(child=episode.child_id, ends_at__gt=timezone.now())
        called_off = list(ahead.order_by("starts_at", "pk"))
        for visit in called_off:
            visits.cancel(visit, by=by, reason=Visit.Reason.ENDED)
        return [visit.pk for visit in called_off]

    def open_again(self, episode, ids, *, worker, by):
        """Put back what was called off, as far as it is still ahead and the worker is free."""
        off = {"status": Visit.Status.CANCELLED, "reason": Visit.Reason.ENDED, "child": episode.child_id}
        rows = Visit.objects.filter(pk__in=ids, **off).select_related("child")
        found = list(rows.order_by("starts_at", "pk"))
        ahead = [visit for visit in found if visit.starts_at > timezone.now()]
        said = [_past(len(found) - len(ahead))] if len(found) > len(ahead) else []
        if worker is None:
            return [], said + ([_waits(len(ahead))] if ahead else [])
        back = []
        for visit in ahead:
            if _put_back(visit, worker, by=by):
                back.append(visit.pk)
            else:
                said.append(f"{worker.name} has another visit on {_when(visit)}: that one is not back.")
        return back, said


def _put_back(visit, worker, *, by):
    visit.status, visit.reason, visit.worker = Visit.Status.PLANNED, "", worker
    try:
        with transaction.atomic():
            visit.save(update_fields=["status", "reason", "worker"])
    except IntegrityError:
        return False
    audit.record("visit.put_back", by=by, target=visit, after={"worker": worker.name})
    return True


def _of_records(begun):
    question = "Is every visit written up?"
    if not begun:
        return Answer("visits_unwritten", question, "Yes.", url_name="visits:visit_list")
    days = ", ".join(f"{timezone.localtime(visit.starts_at):%-d %B}" for visit in begun[:3])
    more = f" and {len(begun) - 3} more" if len(begun) > 3 else ""
    noun = "The visit of" if len(begun) == 1 else f"{len(begun)} visits are open:"
    end = " is not." if len(begun) == 1 else "."
    text = f"{noun} {days}{more}{end} Write it up, or say why it was not made."
    return Answer("visits_unwritten", question, text, Weight.BLOCKS, "visits:visit_list")


def _of_the_diary(number):
    question = "Is a visit planned?"
    if not number:
        return Answer("visits_planned", question, "No.")
    noun = "One is: it is called off" if number == 1 else f"{number} are: they are called off"
    text = f"{noun} with the closing. If you open again, what is still ahead comes back."
    return Answer("visits_planned", question, text, Weight.TELLS, "visits:visit_list")


def _past(number):
    noun = "1 visit" if number == 1 else f"{number} visits"
    return f"{noun} would have been before today."


def _waits(number):
    noun = (
        "1 visit that was called off waits" if number == 1 else f"{number} visits that were called off wait"
    )
    return f"{noun} for a worker: plan anew once somebody visits."


def _when(visit):
    return f"{timezone.localtime(visit.starts_at):%a %-d %B, %H:%M}"

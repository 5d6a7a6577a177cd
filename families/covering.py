"""Who covers for whom on a day: read by pages and reminders."""

from collections import defaultdict

from django.db.models import Subquery
from django.utils import timezone

from .models import Allocation, Cover, CoverShare

PLANNED = []


def stand_ins(children, *, on):
    """For each child that is covered on a day, the share that says by whom and for whom; one query."""
    shares = CoverShare.objects.running(on=on).filter(episode__child__in=children)
    found = shares.select_related("worker", "cover__away", "episode").order_by("pk")
    return {share.episode.child_id: share for share in found}


def away_for(user, child, *, on):
    """For a query: the name of the colleague for whom this person looks after a child on a day."""
    shares = CoverShare.objects.running(on=on).filter(worker=user, episode__child=child)
    return Subquery(shares.order_by("-pk").values("cover__away__name")[:1])


def lasting_stand_ins(goings):
    """Who covers for whom while children move: workers by primary key, by episode and who is away.

    They are found whether or not the child is with who is away at this moment; one query.
    """
    lasting = Cover.objects.lasting(on=timezone.localdate())
    shares = CoverShare.objects.filter(cover__in=lasting, episode__in=[going.episode.pk for going in goings])
    found = defaultdict(dict)
    for share in shares.select_related("worker", "cover").order_by("pk"):
        found[share.episode_id, share.cover.away_id][share.worker_id] = share.worker
    return found


def add_planned(entry):
    """Hand down what a room above knows of the days of a cover: an object with ``planned`` and ``settle``.

    ``planned(worker, children, from_on, until_on)`` returns what is in the diary then, each with ref,
    child_pk, starts_at and words; ``settle(ref, what, to, by, reason)`` carries out what was decided: take,
    cancel or leave; ``give_back(cover, by)`` returns what was taken and is still to come.
    """
    PLANNED.append(entry)
    return entry


def planned(worker, children, from_on, until_on):
    """All that is in the diary of who is away, for these children, in these days."""
    return [one for entry in PLANNED for one in entry.planned(worker, children, from_on, until_on)]


def settle(ref, what, *, to, by, reason):
    for entry in PLANNED:
        entry.settle(ref, what, to=to, by=by, reason=reason)


def give_back(cover, *, by):
    """Give back to who was away what was taken over and is still to come; how much it was."""
    return sum(entry.give_back(cover, by=by) for entry in PLANNED)


def episodes_that_stayed(cover):
    """Primary keys of the covered episodes that are still with who is away: the others have a new worker."""
    open_ones = Allocation.objects.open().filter(worker=cover.away, episode__cover_shares__cover=cover)
    return set(open_ones.values_list("episode", flat=True))

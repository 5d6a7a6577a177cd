"""Cover for a colleague who is away: arranged, made longer, ended early. No child moves by it."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from accounts.notify import notify
from accounts.refusals import Refused

from .. import covering
from ..cover_plan import covered_in, plan_cover
from ..models import Cover, CoverShare
from ..notifications import CoverArranged, CoverForFamily
from ..saving import save_or_refuse
from ..when import day_in_words


@transaction.atomic
def arrange(away, *, by, reason, from_on, until_on, shares, visits=None, note=""):
    """Arrange who covers which child while a colleague is away.

    Arguments: ``shares`` maps an Episode to the worker who covers it; ``visits`` maps the ref of a planned
    visit to “take”, “cancel” or “leave”, which is what happens to those that are not named.
    """
    User.objects.select_for_update(no_key=True).get(pk=away.pk)  # two leads take turns
    if until_on < max(from_on, timezone.localdate()):
        raise Refused("Cover ends on or after the day it begins, and not in the past.")
    if not shares:
        raise Refused("Choose who covers at least one child.")
    plan = plan_cover(by, away, from_on, until_on)
    _refuse_what_changed(plan, shares)
    days = {"reason": reason, "from_on": from_on, "until_on": until_on, "note": note.strip()}
    cover = save_or_refuse(Cover(away=away, arranged_by=by, **days))
    rows = {row.episode.pk: row for row in plan.rows}
    told = {"from_on": str(from_on), "until_on": str(until_on)}
    audit.record("cover.arranged", by=by, target=cover, after={**told, "children": len(shares)})
    for episode, worker in shares.items():
        share = CoverShare(cover=cover, episode=episode, worker=worker)
        share.took = _settle(rows[episode.pk], worker, visits or {}, by=by, reason=reason)
        save_or_refuse(share)
        after = {"worker": worker.name, **told}
        audit.record("cover.given", by=by, target=cover, child=rows[episode.pk].child, after=after)
    _tell(cover)
    return cover


@transaction.atomic
def extend(cover, *, by, until):
    """Make cover longer, or shorter with an end that is still to come."""
    cover = _held(cover)
    if until < timezone.localdate():
        raise Refused("Give a day that is not in the past. To end the cover now, choose “End it now”.")
    if until == cover.until_on:
        raise Refused(f"The cover lasts until {day_in_words(until)} already.")
    if until > cover.until_on:
        others = [one for one in covered_in(cover.away, cover.until_on, until) if one.cover_id != cover.pk]
        mine = set(cover.shares.values_list("episode", flat=True))
        if clash := next((one for one in others if one.episode_id in mine), None):
            raise Refused(
                f"{clash.worker.name} covers one of these children from {clash.cover.from_on:%-d %B}."
            )
    before, cover.until_on = cover.until_on, until
    save_or_refuse(cover)
    days = {"before": {"until_on": str(before)}, "after": {"until_on": str(until)}}
    audit.record("cover.changed", by=by, target=cover, **days)
    _tell(cover)
    return cover


@transaction.atomic
def end(cover, *, by):
    """End cover now: the colleague is back. What was taken over and is still to come goes back."""
    cover = _held(cover)
    cover.ended_at, cover.ended_by = timezone.now(), by
    save_or_refuse(cover)
    back = covering.give_back(cover, by=by)
    audit.record("cover.ended", by=by, target=cover, after={"visits_back": back})
    for share in cover.shares.select_related("episode__child"):
        audit.record("cover.taken_back", by=by, target=cover, child=share.episode.child)
    return back


def _held(cover):
    """The cover as it is now, held; one that is over is refused."""
    cover = Cover._base_manager.select_for_update(of=("self",)).select_related("away").get(pk=cover.pk)
    if cover.ended_at is not None or cover.until_on < timezone.localdate():
        raise Refused("This cover is over already.")
    return cover


def _refuse_what_changed(plan, shares):
    """Every child is still with who is away and not covered; every coverer is there in these days."""
    rows = {row.episode.pk: row for row in plan.rows}
    may_cover = {one.worker.pk for one in plan.hands}
    for episode, worker in shares.items():
        name = episode.child.first_name
        covered = next((one for one in plan.covered if one.episode_id == episode.pk), None)
        if covered is not None:
            raise Refused(f"{name} is covered by {covered.worker.name} in these days already.")
        if episode.pk not in rows:
            raise Refused(f"{name} is not with {plan.away.name} any more. Please look again.")
        if worker.pk not in may_cover:
            raise Refused(f"{worker.name} is not in the team or is away in these days.")


def _settle(row, worker, visits, *, by, reason):
    """Carry out what was decided about each planned visit; the refs of those taken over."""
    taken = []
    for visit in row.planned:
        what = visits.get(visit.ref, "leave")
        covering.settle(visit.ref, what, to=worker, by=by, reason=reason)
        if what == "take":
            taken.append(visit.ref)
    return taken


def _tell(cover):
    """Tell each who covers, and each parent who sees the record; each change of days is told once."""
    days = f"{cover.from_on}:{cover.until_on}"
    shares = cover.shares.select_related("worker", "episode__child").order_by("pk")
    today = timezone.localdate()
    for share in shares:
        person = share.worker
        notify(CoverArranged, to=person, about=cover, key=f"cover:{cover.pk}:{days}:{person.pk}")
        ties = share.child.carers.seeing(on=today).filter(user__isnull=False).select_related("user")
        for tie in ties.order_by("pk"):
            key = f"cover_family:{share.pk}:{days}:{tie.user_id}"
            notify(CoverForFamily, to=tie.user, about=share, key=key)

"""What becomes of the diary when children move to another worker: visits go along where she is free.

A visit that clashes with another of hers stays with the old worker for a lead to move, or is cancelled, as
was decided. What was typed of a record and not signed goes along, so that no word is lost. Who covers for
the old worker sees the child no longer, so what she had taken over goes along too; and back to her.
"""

from collections import defaultdict

from django.db import IntegrityError, transaction
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils import timezone

from accounts import audit
from accounts.models import Draft
from accounts.refusals import Refused
from families.covering import lasting_stand_ins
from families.handing_over import Consequence, Follower

from .models import Visit
from .places import Placing, places_for

WRITE_UP = "visits:visit_write_up"
TRIES = 3  # somebody else may plan a visit at the same moment


class PlannedVisits(Follower):
    """The visits to come."""

    name = "visits"

    def foresee(self, goings, user):
        placing = place(goings, seen_by=user)
        found = {}
        for going in goings:
            pk = going.episode.pk
            found[pk] = in_words(placing.go[pk], placing.stay[pk], going.new)
        return found

    def follow(self, goings, by):
        for _ in range(TRIES):
            try:
                with transaction.atomic():
                    return self.move(goings, by)
            except IntegrityError:
                continue  # a visit was planned meanwhile: look at the diary again
        raise Refused("The diary changes at this moment. Nothing was moved: please try again.")

    def move(self, goings, by):
        placing = place(goings, holding=True)
        cancelled = {
            going.episode.pk: [visit for visit, _other in placing.stay[going.episode.pk]]
            for going in goings
            if going.clash == "cancel"
        }
        give({visit.pk: visit.goes_to.pk for going in goings for visit in placing.go[going.episode.pk]})
        called_off = [visit.pk for visits in cancelled.values() for visit in visits]
        Visit.objects.filter(pk__in=called_off).update(
            status=Visit.Status.CANCELLED, reason=Visit.Reason.SERVICE_OTHER
        )
        done, lines = {}, []
        for going in goings:
            pk = going.episode.pk
            go, stay = placing.go[pk], [visit for visit, _other in placing.stay[pk]]
            off = cancelled.get(pk, [])
            stay = [] if off else stay
            lines += [line_of("visit.handed_over", visit, going) for visit in go]
            lines += [line_of("visit.stayed_behind", visit, going) for visit in stay]
            lines += [line_of("visit.cancelled", visit, going) for visit in off]
            ids = {"moved": go, "stayed": stay, "cancelled": off}
            done[pk] = {how: [visit.pk for visit in visits] for how, visits in ids.items() if visits}
            if covered := [[one.pk, one.worker_id] for one in go if one.worker_id != going.old.pk]:
                done[pk]["covered"] = covered
        audit.record_many(lines, by=by)
        return done

    def go_back(self, goings, by):
        """What went along and is still to be made goes back; so does what was planned since."""
        kept = defaultdict(list)
        restore_cancelled(goings, by, kept)
        for pk, done in self.follow(goings, by).items():
            if stayed := len(done.get("stayed", ())):
                kept[pk].append(f"{some(stayed, 'visit')} could not go back for want of time in the diary")
        return kept


class UnwrittenRecords(Follower):
    """Visits that were made and not written up, and what was typed of them."""

    name = "writing"

    def foresee(self, goings, user):
        visits, drafts = unwritten(goings)
        about = {draft.about for draft in drafts}
        found = {}
        for going in goings:
            mine = visits[going.episode.child_id]
            if mine:
                typed = sum(visit.ref in about for visit in mine)
                detail = f"{some(typed, 'draft')} goes along" if typed == 1 else f"{typed} drafts go along"
                text = f"{some(len(mine), 'visit')} to be written up"
                found[going.episode.pk] = [Consequence("writing", text, detail if typed else "", len(mine))]
        return found

    def follow(self, goings, by):
        """Give what was typed to the new worker, unless she has begun to write about the same visit."""
        visits, drafts = unwritten(goings)
        going_of = {visit.ref: going for going in goings for visit in visits[going.episode.child_id]}
        begun = set(Draft.objects.filter(form=WRITE_UP, about__in=going_of).values_list("user", "about"))
        moving = [one for one in drafts if (going_of[one.about].new.pk, one.about) not in begun]
        done = defaultdict(lambda: {"drafts": []})
        for draft in moving:
            going = going_of[draft.about]
            mine = done[going.episode.pk]
            mine["drafts"].append(draft.pk)
            if draft.user_id != going.old.pk:
                mine.setdefault("covered", []).append([draft.pk, draft.user_id])
        hand_drafts({draft.pk: going_of[draft.about].new.pk for draft in moving})
        return done

    def go_back(self, goings, by):
        """Each draft goes back to who had typed it, if it is still where it went."""
        owners, holders = {}, {}
        for going in goings:
            went = going.went.get(self.name, {})
            typed_by = dict(went.get("covered", ()))
            for pk in went.get("drafts", ()):
                owners[pk], holders[pk] = typed_by.get(pk, going.new.pk), going.old.pk
        still = Draft.objects.filter(pk__in=owners).values_list("pk", "user")
        hand_drafts({pk: owners[pk] for pk, user in still if user == holders[pk]})
        return {}


def place(goings, *, holding=False, seen_by=None):
    """Which visits can go to whom: two or three queries whatever the number of children.

    Each visit carries ``may_be_named``: whether ``seen_by`` may read whose it is.
    """
    by_child = {going.episode.child_id: going for going in goings}
    visits = list(naming(to_come(goings, holding=holding), seen_by))
    stand_ins = stand_ins_of(goings, visits)
    moving = [visit for visit in visits if visit.worker_id in holders_of(by_child[visit.child_id], stand_ins)]
    for visit in moving:
        visit.goes_to = taker_of(visit, by_child[visit.child_id], stand_ins)
    takers = {visit.goes_to.pk for visit in moving if visit.goes_to}
    busy = Visit.objects.none()
    if takers:
        span = {"ends_at__gt": moving[0].starts_at, "starts_at__lt": max(one.ends_at for one in moving)}
        busy = Visit.objects.planned().filter(worker__in=takers, **span)
        busy = busy.exclude(pk__in=[visit.pk for visit in moving]).select_related("child")
        busy = naming(busy, seen_by)
    wishes = [Placing(visit, by_child[visit.child_id].episode.pk, visit.goes_to) for visit in moving]
    return places_for(wishes, busy, episodes=[going.episode.pk for going in goings])


def naming(visits, user):
    """Say beside each visit whether this person may read whose it is; nobody in particular asks nothing."""
    if user is None:
        return visits
    seen = Visit.objects.visible_to(user).order_by().filter(pk=OuterRef("pk"))
    return visits.annotate(may_be_named=Exists(seen))


def to_come(goings, *, holding):
    """The visits of these children that are still to be made, the earliest first."""
    found = Visit.objects.planned().filter(
        child__in=[going.episode.child_id for going in goings],
        starts_at__gte=min((one.at for one in goings), default=timezone.now()),
    )
    found = found.select_related("child", "worker").order_by("starts_at", "pk")
    return found.select_for_update(of=("self",), no_key=True) if holding else found


def stand_ins_of(goings, visits):
    """Who covers for whom, asked only if a visit is with somebody else than the worker of the child."""
    old = {going.episode.child_id: going.old.pk for going in goings}
    had = any("covered" in going.went.get(PlannedVisits.name, {}) for going in goings)
    if had or any(visit.worker_id != old[visit.child_id] for visit in visits):
        return lasting_stand_ins(goings)
    return defaultdict(dict)


def holders_of(going, stand_ins):
    """The old worker, and who covers for her: what is theirs of this child goes along."""
    return {going.old.pk, *stand_ins[going.episode.pk, going.old.pk]}


def taker_of(visit, going, stand_ins):
    """The new worker; for a child that goes back, who covered before, if she does so still."""
    before = dict(going.went.get(PlannedVisits.name, {}).get("covered", ())).get(visit.pk)
    return stand_ins[going.episode.pk, going.new.pk].get(before, going.new) if before else going.new


def unwritten(goings):
    """Visits whose time has passed and that wait to be written up, by child; and what was typed of them."""
    by_child = {going.episode.child_id: going for going in goings}
    made = Visit.objects.unwritten(at=timezone.now()).filter(child__in=by_child).order_by("pk")
    stand_ins = stand_ins_of(goings, made)
    visits, writers = defaultdict(list), {}
    for visit in made:
        if visit.worker_id in holders_of(by_child[visit.child_id], stand_ins):
            visits[visit.child_id].append(visit)
            writers[visit.ref] = visit.worker_id
    if not writers:
        return visits, []
    drafts = Draft.objects.filter(form=WRITE_UP, about__in=writers, user__in=writers.values())
    drafts = drafts.order_by("pk").defer("fields")
    return visits, [draft for draft in drafts if draft.user_id == writers[draft.about]]


def give(workers):
    """Give visits to workers in one statement: two that change places do not stand in each other’s way."""
    if workers:
        whens = [When(pk=pk, then=Value(worker)) for pk, worker in workers.items()]
        Visit.objects.filter(pk__in=workers).update(worker=Case(*whens))


def hand_drafts(owners):
    if owners:
        whens = [When(pk=pk, then=Value(user)) for pk, user in owners.items()]
        Draft.objects.filter(pk__in=owners).update(user=Case(*whens))


def restore_cancelled(goings, by, kept):
    """Put back into the diary what was cancelled for want of time, if it is still to come."""
    goings_of = {
        pk: going for going in goings for pk in going.went.get(PlannedVisits.name, {}).get("cancelled", ())
    }
    found = Visit.objects.filter(
        pk__in=goings_of, status=Visit.Status.CANCELLED, starts_at__gte=timezone.now()
    ).select_for_update(of=("self",), no_key=True)
    for visit in found.select_related("child").order_by("pk"):
        going = goings_of[visit.pk]
        visit.status, visit.reason = Visit.Status.PLANNED, ""
        try:
            with transaction.atomic():
                visit.save(update_fields=["status", "reason"])
        except IntegrityError:
            kept[going.episode.pk].append(
                "a cancelled visit stays cancelled: the old worker is elsewhere then"
            )
        else:
            audit.record("visit.restored", by=by, target=visit)


def line_of(what, visit, going):
    """One line of the trail about a visit of a child that moves."""
    if what == "visit.handed_over":
        names = {"before": {"worker": visit.worker.name}, "after": {"worker": visit.goes_to.name}}
        return audit.Line(what, visit, going.episode.child, **names)
    return audit.Line(what, visit, going.episode.child, reason=f"{visit.goes_to.name} has another visit then")


def in_words(go, stay, new):
    """What the preview says about one child’s visits."""
    if not go and not stay:
        return [Consequence("visits", "No visit is planned")]
    found = []
    if go:
        first = timezone.localtime(go[0].starts_at)
        found.append(
            Consequence(
                "visits", f"{some(len(go), 'visit')} {'moves' if len(go) == 1 else 'move'}",
                f"first {first:%-d %b, %H:%M}", len(go),
            )
        )  # fmt: skip
    for visit, other in stay:
        at = timezone.localtime(visit.starts_at)
        whom = other.child.name if other.may_be_named else "another visit"
        text = f"The visit on {at:%-d %B at %H:%M} clashes with {whom}"
        found.append(Consequence("visits", text, f"{new.name} is there then", 1, is_clash=True))
    return found


def some(number, noun):
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

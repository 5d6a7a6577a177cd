"""One day of a worker, gathered from every room: where to go, with what, and what is left to write.

A day costs the same number of questions to the database whether it has one visit or eight.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Draft
from equipment.models import Loan
from families.covering import away_for
from families.models import Address, Carer, HomeNote, OutwardReferral, Policy, SettingPlace
from reports.models import Report
from visits.after_cover import to_write_up
from visits.diary import write_up_by
from visits.models import Practice, Visit, VisitRecord

from .stops import Stop, stop_of
from .words import near_day

LOOK_AHEAD = timedelta(days=15)  # far enough to find the next visits from the first day of a holiday
MOST_UNFINISHED = 6
MOST_HEARD = 60
FORM = "visits:visit_write_up"
UNDER_WAY = (Report.Status.ASKED, Report.Status.READY, Report.Status.FAILED, Report.Status.APPROVED)
TONES = {Report.Status.READY: "soon", Report.Status.FAILED: "late", Report.Status.APPROVED: "good"}


@dataclass(frozen=True)
class Unfinished:
    """A visit that waits for its record: begun and saved, or not begun."""

    visit: Visit
    saved_at: datetime | None
    due_on: date
    tone: str
    due_words: str


@dataclass(frozen=True)
class Day:
    """What a worker sees of one day."""

    on: date
    stops: list[Stop]
    next_on: date | None
    next_visits: list[Visit]
    unfinished: list[Unfinished]
    reports: list[Report]
    heard: list[Practice]
    late_help: list[OutwardReferral]

    @property
    def visits(self):
        """How many of the day's visits are made or still to be made."""
        return sum(not stop.is_off for stop in self.stops)

    @property
    def ends_at(self):
        """When the last visit of the day ends."""
        return max((stop.visit.ends_at for stop in self.stops if not stop.is_off), default=None)

    @property
    def shown_unfinished(self):
        return self.unfinished[:MOST_UNFINISHED]

    @property
    def unfinished_left(self):
        """How many more wait than are shown."""
        return max(0, len(self.unfinished) - MOST_UNFINISHED)

    @property
    def has_next_tomorrow(self):
        return self.next_on == self.on + timedelta(days=1)


def day_of(user, *, on, now):
    """Gather the day of a worker."""
    start, end = bounds(on)
    policy = Policy.on(timezone.localdate(now))
    visits = list(around(user, start, now, on=on, days=policy.write_up_days))
    todays = [visit for visit in visits if start <= visit.starts_at < end]
    later = [visit for visit in visits if visit.starts_at >= end and visit.status == Visit.Status.PLANNED]
    next_on = timezone.localdate(later[0].starts_at) if later else None
    next_visits = [visit for visit in later if timezone.localdate(visit.starts_at) == next_on]
    return Day(
        on=on,
        stops=stops_of(user, todays, on=on, now=now, policy=policy),
        next_on=next_on,
        next_visits=next_visits,
        unfinished=unfinished_of(visits, now=now, days=policy.write_up_days),
        reports=reports_of(user),
        heard=heard_from_families(user, now=now),
        late_help=late_help(user, now=now),
    )


def bounds(on):
    """The first moment of a day, and the first of the next, on the clock in the kitchen."""
    midnight = datetime.combine(on, datetime.min.time())
    return timezone.make_aware(midnight), timezone.make_aware(midnight + timedelta(days=1))


def around(user, start, now, *, on, days):
    """The worker's visits of the day and the days after it, and the earlier ones that have no record yet.

    Of these also what she made herself while she covered: no stop of hers any more, and still to be written.
    Each brings along what is one value: what was agreed last, since when a record is begun, for which
    colleague one goes on the day, and where the child is by day.
    """
    near = Visit.objects.visible_to(user).of_worker(user)
    near = near.filter(starts_at__gte=start, starts_at__lt=start + LOOK_AHEAD)
    unwritten = to_write_up(user, now=now, days=days).filter(starts_at__lt=start)
    return (
        (near | unwritten)
        .select_related("child__family")
        .annotate(
            agreed=agreed_before(user),
            saved_at=saved_by(user),
            away_name=away_for(user, OuterRef("child"), on=on),
            setting_name=setting_of(user, on=on),
        )
        .order_by("starts_at", "pk")
    )


def agreed_before(user):
    """What was agreed with the family of a visit the last time somebody was there."""
    records = VisitRecord.objects.visible_to(user).filter(
        visit__child=OuterRef("child"), visit__starts_at__lt=OuterRef("starts_at")
    )
    return Subquery(records.order_by("-visit__starts_at", "-number").values("plan")[:1])


def saved_by(user):
    """When the person last saved the record of a visit that she has begun to write."""
    drafts = Draft.objects.visible_to(user).filter(form=FORM, about=OuterRef("ref"))
    return Subquery(drafts.values("updated_at")[:1])


def setting_of(user, *, on):
    """The nursery to which the child of a visit goes."""
    places = SettingPlace.objects.visible_to(user).current(on=on).filter(child=OuterRef("child"))
    return Subquery(places.order_by("pk").values("name")[:1])


def stops_of(user, visits, *, on, now, policy):
    """The day's visits with what to know at each door, in the order in which they are driven."""
    children = {visit.child_id for visit in visits}
    families = {visit.child.family_id for visit in visits}
    at_home = Q(child__in=children, lives_with_child=True)
    carers = by(Carer.objects.visible_to(user).filter(at_home).order_by("pk"), "child_id")
    notes = by(HomeNote.objects.visible_to(user).current(on=on).filter(child__in=children), "child_id")
    addresses = Address.objects.visible_to(user).current(on=on).filter(family__in=families)
    lives_at = {address.family_id: address for address in addresses.order_by("since_on", "pk")}
    due_by = on + timedelta(days=policy.take_back_days)  # before the next visit: it comes back on this one
    due = Loan.objects.visible_to(user).open().filter(due_on__lt=due_by, child__in=children)
    toys = by(due.select_related("equipment").order_by("due_on", "pk"), "child_id")
    is_today = on == timezone.localdate(now)
    going = next((visit.pk for visit in visits if is_ahead(visit, now)), None)
    return [
        stop_of(
            visit,
            number=number,
            is_now=visit.pk == going and is_today,
            has_begun=visit.starts_at <= now,
            is_over=visit.ends_at < now,
            is_today=is_today,
            carers=carers[visit.child_id],
            notes=notes[visit.child_id],
            address=lives_at.get(visit.child.family_id),
            toys=toys[visit.child_id],
            covers_for=first_word(visit.away_name),
            setting=visit.setting_name or "",
        )
        for number, visit in enumerate(visits, start=1)
    ]


def first_word(name):
    """The first name of a colleague; nothing where there is none."""
    return next(iter((name or "").split()), "")


def is_ahead(visit, now):
    """Still to be made, or being made now."""
    return visit.status == Visit.Status.PLANNED and visit.ends_at >= now


def unfinished_of(visits, *, now, days):
    """Visits without a record, the oldest first, each with its draft and the day by which it is written."""
    today = timezone.localdate(now)
    found = []
    for visit in visits:
        if visit.status != Visit.Status.PLANNED or (visit.ends_at >= now and not visit.saved_at):
            continue
        due_on = write_up_by(timezone.localdate(visit.starts_at), working_days=days)
        tone = "late" if due_on < today else "soon" if due_on <= today + timedelta(days=1) else "idle"
        found.append(Unfinished(visit, visit.saved_at, due_on, tone, due_in_words(due_on, today)))
    return found


def due_in_words(due_on, today):
    """“Write up by tomorrow”, “Was due on Wed 18 Nov”."""
    said = near_day(due_on, today=today)
    said = said.lower() if due_on - today in (timedelta(0), timedelta(days=1), timedelta(days=-1)) else said
    if due_on < today:
        return f"Was due {said}"
    return "Write up today" if due_on == today else f"Write up by {said}"


def reports_of(user):
    """Reports about the worker's children that are on their way; what was shared is no longer to do."""
    mine = Report.objects.visible_to(user).filter(status__in=UNDER_WAY)
    reports = list(mine.without_facts().select_related("child").order_by("-requested_at", "-pk")[:6])
    for report in reports:
        report.tone = TONES.get(report.status, "idle")
    return reports


def heard_from_families(user, *, now):
    """What families wrote beside their practice since the last visit to them: the newest words of each."""
    made = Visit.objects.visible_to(user).done().filter(child=OuterRef("activity__child"), starts_at__lt=now)
    last = made.order_by("-starts_at").values("starts_at")[:1]
    words = Practice.objects.visible_to(user).exclude(comment="").annotate(last_visit=Subquery(last))
    new = words.filter(Q(last_visit=None) | Q(recorded_at__gt=F("last_visit")))
    newest = {}
    for practice in new.select_related("activity__child", "by").order_by("-on", "-pk")[:MOST_HEARD]:
        newest.setdefault(practice.activity.child_id, practice)
    return list(newest.values())[:6]


def late_help(user, *, now):
    """Help from others for one’s children whose next step is past its day, the longest overdue first."""
    late = OutwardReferral.objects.visible_to(user).overdue(on=timezone.localdate(now))
    return list(late.select_related("child", "service").order_by("due_on", "pk")[:MOST_UNFINISHED])


def by(rows, name):
    """Rows in lists by one of their attributes; an empty list where there is none."""
    found = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row)
    return found

"""What lies on the table when a visit is written up: last week, the steps, a few lines to tick, the toys.

Everything is bounded, so that the page costs the same for a child with one goal and one with fifty.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils import timezone

from assessments.models import Framework, Goal, Item, Observation
from equipment.models import Equipment, Loan
from families.ages import ages
from families.models import Carer, Episode
from families.when import DAY_ENDS, DAY_STARTS

from . import diary
from .clashes import clash_in_words
from .models import Activity, Practice, Visit, VisitRecord

MOST_LINES = 10  # lines to tick on one visit: more is a sitting with the whole checklist
ENOUGH_LINES = 6
MOST_TOYS = 30  # toys offered by name; any other by the number on its label
MOST_GOALS = 6
FURTHEST = 12  # dates of the rhythm that are tried, for a record written up late
WEEKS = {
    Episode.Frequency.WEEKLY: 1, Episode.Frequency.FORTNIGHTLY: 2, Episode.Frequency.MONTHLY: 4,
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the checklist, with how it stands and since when."""

    item: Item
    state: str = Observation.State.NOT_SEEN
    since: date | None = None

    @property
    def name(self):
        """The name of its field."""
        return f"tick_{self.item.pk}"

    @property
    def stands(self):
        """ "Nearly on 18 November", or that nobody has seen it yet."""
        if self.since is None or self.state == Observation.State.NOT_SEEN:
            return "Not seen so far"
        preposition = "since" if self.state == Observation.State.CAN else "on"
        return f"{Observation.State(self.state).label} {preposition} {self.since.day} {self.since:%B}"


@dataclass(frozen=True)
class Path:
    """A goal as stones, and the step that is being practised."""

    goal: Goal
    stones: list
    current: object = None

    def after(self, reached):
        """The step that is next once these are reached; the last one when there is none left."""
        steps = list(self.goal.steps.all())
        left = [step for step in steps if step.is_open and step not in reached]
        begun = [step for step in left if step.started_on]
        return (begun or left or steps[-1:])[0]


@dataclass
class Sheet:
    """All that the form about one visit shows and may be answered with."""

    visit: Visit
    carers: list = field(default_factory=list)
    activity: Activity | None = None
    week: list = field(default_factory=list)
    before: VisitRecord | None = None
    paths: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    loans: list = field(default_factory=list)
    toys: list = field(default_factory=list)
    in_diary: Visit | None = None
    proposed: datetime | None = None
    clash: str = ""
    is_after_cover: bool = False  # who covered writes what was; the next visit is the colleague’s to plan


def lay_out(visit, user, *, also=(), is_after_cover=False):
    """Gather the sheet of a visit. ``also`` are items that were on it when it was opened in a browser."""
    child, on = visit.child, timezone.localdate(visit.starts_at)
    goals = Goal.objects.visible_to(user).current().filter(child=child)
    goals = list(goals.first_things_first().prefetch_related("steps__items")[:MOST_GOALS])
    paths = [_path(goal) for goal in goals]
    activities = Activity.objects.visible_to(user).filter(child=child, from_on__lte=on)
    activity = activities.select_related("step").first()
    in_diary = Visit.objects.visible_to(user).to_come(at=max(visit.starts_at, timezone.now()))
    in_diary = in_diary.filter(child=child).exclude(pk=visit.pk).first()
    proposed, clash = (None, "") if in_diary or is_after_cover else _propose(visit, user)
    return Sheet(
        visit=visit,
        carers=list(Carer.objects.visible_to(user).filter(child=child)),
        activity=activity,
        week=_week(activity, on, user) if activity else [],
        before=_last_record(visit, user),
        paths=paths,
        lines=_lines(child, on, [path.current for path in paths if path.current], user, set(also)),
        loans=list(
            Loan.objects.visible_to(user).open().filter(child=child).select_related("equipment")[:MOST_TOYS]
        ),
        toys=list(Equipment.objects.visible_to(user).available()[:MOST_TOYS]),
        in_diary=in_diary,
        proposed=proposed,
        clash=clash,
        is_after_cover=is_after_cover,
    )


def _path(goal):
    steps = [step for step in goal.steps.all() if not step.ending]  # what was dropped is no stone
    current = goal.step_now
    stones = [
        {
            "text": step.text,
            "state": "done" if step.achieved_on else "now" if step == current else "later",
            "word": f"Done, {step.achieved_on.day} {step.achieved_on:%b}" if step.achieved_on else "",
        }
        for step in steps
    ]
    return Path(goal=goal, stones=stones, current=current)


def _week(activity, on, user):
    """The seven days before the visit, each with the family's mark or none."""
    first = on - timedelta(days=7)
    practices = Practice.objects.visible_to(user).filter(activity=activity, on__gte=first, on__lt=on)
    marks = {practice.on: practice for practice in practices}
    days = [first + timedelta(days=number) for number in range(7)]
    return [
        {"on": day, "practice": marks.get(day)} for day in days if day >= activity.from_on or day in marks
    ]


def _last_record(visit, user):
    records = VisitRecord.objects.visible_to(user).filter(visit__child=visit.child)
    earlier = records.filter(visit__starts_at__lt=visit.starts_at).select_related("visit")
    return earlier.order_by("-visit__starts_at", "-number").first()


# The lines to tick -------------------------------------------------------------------------------------


def _lines(child, on, steps, user, also):
    """Lines close to the steps being practised, then those nearly there, then what may come next."""
    known = {seen.item_id: seen for seen in _latest(child, user)}
    wanted = {item.pk for step in steps for item in step.items.all()}
    nearly = [seen for seen in known.values() if seen.state == Observation.State.NEARLY]
    nearly.sort(key=lambda seen: (seen.on, seen.pk), reverse=True)
    chosen = sorted(wanted)[:ENOUGH_LINES]
    chosen += [seen.item_id for seen in nearly if seen.item_id not in wanted][: MOST_LINES - len(chosen)]
    if len(chosen) < ENOUGH_LINES:
        chosen += _may_come_next(child, on, known, chosen)[: ENOUGH_LINES - len(chosen)]
    items = Item.objects.visible_to(user).filter(pk__in={*chosen, *also}).select_related("area")
    ordered = items.order_by("area__framework", "area__order", "band", "order", "pk")
    return [_line(item, known.get(item.pk)) for item in ordered]


def _line(item, seen):
    return Line(item, seen.state, seen.on) if seen else Line(item)


def _latest(child, user):
    return Observation.objects.visible_to(user).filter(child=child).latest()


def _may_come_next(child, on, known, chosen):
    """Lines of the child's own age or younger that are not there yet, the oldest band first."""
    months = ages(child.born_on, on, child.due_on).counted_months
    there = [pk for pk, seen in known.items() if seen.state == Observation.State.CAN]
    in_use = Framework.objects.in_use().order_by("pk").values("pk")[:1]
    items = Item.objects.filter(area__framework__in=in_use, band__lte=max(months, 0))
    return list(
        items.exclude(pk__in=[*there, *chosen])
        .order_by("-band", "order", "area__order", "pk")
        .values_list("pk", flat=True)[:ENOUGH_LINES]
    )


# The next date -----------------------------------------------------------------------------------------


def _propose(visit, user):
    """Same weekday, same time, in the rhythm of this family; and what stands in the way, if anything does."""
    episode = Episode.objects.visible_to(user).open().filter(child=visit.child).first()
    weeks = WEEKS.get(episode.frequency) if episode else None
    starts_at = _next_in_rhythm(visit.starts_at, weeks) if weeks else None
    if starts_at is None:
        return None, ""
    ends_at = starts_at + (visit.ends_at - visit.starts_at)
    return starts_at, clash_in_words(worker=visit.worker, starts_at=starts_at, ends_at=ends_at, user=user)


def _next_in_rhythm(starts_at, weeks):
    """The next date that is still to come; a family that is visited at weekends is proposed a weekend."""
    usual = timezone.localtime(starts_at)
    if not DAY_STARTS <= usual.time() <= DAY_ENDS:
        return None  # the page would refuse it: the worker says when herself
    weekdays_only = usual.weekday() < 5
    series = diary.next_dates(starts_at, every_weeks=weeks, count=FURTHEST, weekdays_only=weekdays_only)
    return next((start for start in series.starts if start > timezone.now()), None)

"""A year of work with each child: visits, records, observations, steps, activities, toys, practice."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from assessments.models import Assessment, Framework, Goal, Item, Observation, Step
from equipment.models import Equipment, Loan
from visits.models import Activity, Practice, RestrictedNote, Visit, VisitRecord

from . import lives

LONDON = ZoneInfo("Europe/London")
EVERY = {"weekly": 7, "fortnightly": 14, "monthly": 28}
SATURDAY = 5
TIMES = [time(9, 0), time(10, 30), time(13, 0), time(14, 45)]


class Year:
    """What is gathered before it is written in a few large inserts."""

    def __init__(self):
        self.visits, self.records, self.observations, self.practices = [], [], [], []


def tell_a_year(children, staff, chance):
    """Write the history of each child, one worker's diary at a time so that nobody is in two places."""
    framework = Framework.objects.in_use().get()
    items = list(
        Item.objects.filter(area__framework=framework).order_by("band", "area__order", "order", "pk")
    )
    toys = list(Equipment.objects.all())
    chance.shuffle(toys)
    year = Year()
    by_worker = {}
    for child in children:
        allocation = child.episodes.get().allocations.get()
        by_worker.setdefault(allocation.worker, []).append((child, allocation))
    for worker, caseload in by_worker.items():
        for place, (child, allocation) in enumerate(caseload):
            tell_child_year(year, child, allocation, worker, place, chance)
            tell_observations(year, child, allocation, worker, items, framework, chance)
    Visit.objects.bulk_create(year.visits)
    VisitRecord.objects.bulk_create(year.records)
    Observation.objects.bulk_create(year.observations)
    for child in children:
        tell_goals(year, child, chance)
    Practice.objects.bulk_create(year.practices)
    tell_loans(children, toys, chance)
    tell_notes(staff)


def tell_child_year(year, child, allocation, worker, place, chance):
    """Visits on the same weekday and time, place by place in the worker's week, and the next one planned."""
    step = EVERY.get(child.episodes.get().frequency, 14)
    today = timezone.localdate()
    story = place < len(TIMES) and worker.name == "Sofia Marsh"
    next_on, at = next_date(today, place, story=story)
    started = allocation.from_at.date()
    for number in range(1, (next_on - started).days // step + 1):
        day = next_on - timedelta(days=number * step)
        if day < today and not (day.month == 8 and day.day < 22):  # no visits in the summer break
            year.visits.append(past_visit(year, child, worker, day, at, chance))
    year.visits.append(visit_at(child, worker, next_on, at, bring="Open cup, bubbles" if story else ""))
    if not story:
        year.visits.append(visit_at(child, worker, next_on + timedelta(days=max(step, 7)), at))


def next_date(today, place, *, story):
    """The next visit of the child with this place in a worker's week; no two share a weekday and a time."""
    at = TIMES[place % len(TIMES)]
    if story:
        return today, at
    coming = (today + timedelta(days=days) for days in range(1, 8))
    workdays = [day for day in coming if day.weekday() < SATURDAY]
    return workdays[place // len(TIMES)], at


def visit_at(child, worker, day, at, **fields):
    starts_at = datetime.combine(day, at, LONDON)
    return Visit(
        child=child,
        worker=worker,
        planned_by=worker,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        **fields,
    )


def past_visit(year, child, worker, day, at, chance):
    """A visit that was made, mostly; with its record."""
    visit = visit_at(child, worker, day, at)
    luck = chance.random()
    if luck < 0.07:
        visit.status, visit.reason = (
            Visit.Status.CANCELLED,
            chance.choice(["child_ill", "appointment", "worker_ill"]),
        )
        return visit
    if luck < 0.09:
        visit.status, visit.reason = Visit.Status.NO_ACCESS, "nobody_in"
        return visit
    visit.status = Visit.Status.DONE
    name = child.first_name
    year.records.append(
        VisitRecord(
            visit=visit,
            present=[carer.name for carer in child.carers.filter(lives_with_child=True)],
            went=chance.choice(["did", "did", "help", "not_yet"]),
            play=chance.choice(lives.PLAYED).format(name=name),
            practice=as_sentence(chance.choice(child.aims).what),
            prompt=chance.choice(["touch", "showing", "words"]),
            saw=chance.choice(lives.SAW),
            parent_words=chance.choice(lives.SAID),
            plan=chance.choice(lives.PLANNED),
            family_news=chance.choice(lives.NEWS),
            signed_at=visit.ends_at + timedelta(hours=chance.randint(1, 20)),
            signed_by=worker,
        )
    )
    return visit


def as_sentence(words):
    return f"{words[:1].upper()}{words[1:]}."


def tell_observations(year, child, allocation, worker, items, framework, chance):
    """A baseline at the start, then more and more that the child can do."""
    today = timezone.localdate()
    start = allocation.from_at.date() + timedelta(days=14)
    if start >= today:
        return
    baseline = sat(child, framework, Assessment.Kind.BASELINE, start, worker)
    if (today - start).days > 240:
        sat(child, framework, Assessment.Kind.REVIEW, start + timedelta(days=140), worker)
    months = (today - child.born_on).days / 30.44
    reach = months * 0.72  # a child we serve is some way behind her age; by how much differs by area
    strength = {item.area_id: chance.uniform(0.75, 1.25) for item in items}
    for item, own in months_of(items):
        level = reach * strength[item.area_id] * chance.uniform(0.85, 1.15) - own
        if level < -9:
            continue
        before = "can" if level > 7 else "nearly" if level > 4 else "not_yet"
        now = "can" if level > 2 else "nearly" if level > -1 else "not_yet"
        year.observations.append(
            Observation(
                child=child, item=item, state=before, on=start, by=worker, assessment=baseline,
                recorded_at=evening_of(start),
            )
        )  # fmt: skip
        if now != before:
            day = start + timedelta(days=chance.randint(10, max(11, (today - start).days)))
            source = "parent" if chance.random() < 0.2 else "worker"
            day = min(day, today - timedelta(days=1))
            year.observations.append(
                Observation(
                    child=child, item=item, state=now, on=day, by=worker, source=source,
                    recorded_at=evening_of(day),
                )
            )  # fmt: skip


def evening_of(day):
    """When a day's ticks were written down."""
    return timezone.make_aware(datetime.combine(day, time(18)))


def sat(child, framework, kind, on, worker):
    """A look at everything that was finished on its day."""
    at = datetime.combine(on, time(15, 0), LONDON)
    return Assessment.objects.create(
        child=child, framework=framework, kind=kind, on=on, by=worker, finished_at=at, finished_by=worker
    )


def months_of(items):
    """Each item with the month in which it might come: those of an area share the months of their band."""
    together = {}
    for item in items:
        together.setdefault((item.area_id, item.band), []).append(item)
    for (_, band), lines in together.items():
        for place, item in enumerate(lines):
            yield item, band + 12 * place / len(lines)


def tell_goals(year, child, chance):
    """Goals with steps reached along the way, and this week's activity with what the family ticked."""
    today = timezone.localdate()
    visits = list(child.visits.filter(status=Visit.Status.DONE).order_by("starts_at"))
    for number, aim in enumerate(child.aims):
        set_on = today - timedelta(days=150 - 60 * number)
        goal = Goal.objects.create(child=child, text=aim.text, why=aim.why, set_on=set_on)
        reached = 0
        for order, text in enumerate(aim.steps, start=1):
            step = Step(goal=goal, order=order, text=text, criterion="3 times out of 4")
            made = [visit for visit in visits if visit.starts_at.date() > set_on]
            back = (3 - number - order) * 2
            if 0 <= back < len(made):
                visit = made[-1 - back]
                step.achieved_on, step.achieved_by = visit.starts_at.date(), visit.worker
                reached = order
            step.save()
            if step.achieved_on:
                visit.steps.add(step)
        if number == 0:
            tell_activity(year, child, goal.steps.get(order=reached + 1), aim, visits, chance)


def tell_activity(year, child, step, aim, visits, chance):
    carer = child.carers.filter(user__isnull=False, access="full").first()
    last = visits[-1] if visits else None
    today = timezone.localdate()
    since = last.starts_at.date() if last else today
    activity = Activity.objects.create(
        child=child, step=step, visit=last, what=aim.what, how=aim.how, when=["Breakfast", "Tea time"],
        often="4 tries a day", from_on=since,
    )  # fmt: skip
    for ago in range((today - since).days):
        if carer and chance.random() < 0.75:
            year.practices.append(
                Practice(
                    activity=activity,
                    on=since + timedelta(days=ago),
                    went=chance.choice(["did", "did", "help", "not_tried"]),
                    comment=chance.choice(lives.COMMENTS),
                    by=carer.user,
                )
            )


def tell_loans(children, toys, chance):
    today = timezone.localdate()
    for child, toy in zip(children, toys, strict=False):
        worker = child.episodes.get().allocations.get().worker
        out = chance.randint(5, 50)
        lent_on = today - timedelta(days=out)
        Loan.objects.create(
            equipment=toy,
            child=child,
            lent_on=lent_on,
            lent_by=worker,
            parts_out=toy.parts,
            due_on=lent_on + timedelta(weeks=6),
        )


def tell_notes(staff):
    """One restricted note, so that its place and its guards can be shown."""
    visit = Visit.objects.filter(child__family_name="Khan", status=Visit.Status.DONE).first()
    RestrictedNote.objects.create(
        visit=visit,
        text="A neighbour was in the kitchen and left when I came. Nadia asked me not to mention the move.",
        by=staff["Sofia Marsh"],
    )

"""What a progress report says, gathered from the record as plain data: strengths first, each fact dated.

Only what the family may read is asked for: signed records, goals, observations, practice and loans.
Restricted notes, addresses, telephone numbers, notes about the home and other carers are in tables that are
not read here. Every row is held against the child before a word of it is used (another family's text in a
report is what the ICO reprimands).
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from accounts.models import Service
from assessments import scoring
from assessments.models import Goal, Observation, Step
from assessments.profile.bands import band_of_age
from assessments.profile.frames import frame_of
from assessments.profile.known import frameworks_of, usual_of
from equipment.models import Loan
from families.ages import ages, months_in_words
from families.models import Allocation

from ..pages import CannotBeMade
from . import attained, visited

MOST_GOALS, MOST_STEPS, MOST_NEW, MOST_TOYS = 20, 30, 40, 40
MOST_STRENGTHS = 6  # they stand on the first page, under the picture


class WrongChild(CannotBeMade):
    """A fact about another child came up. The report stops: it must never be printed."""


@dataclass(frozen=True)
class Period:
    """From one day to another, both included."""

    start: date
    end: date


def _setting(child, on):
    """Where the child is during the day. Not where anybody must be kept from the place."""
    if child.carers.filter(must_not_know_location=True).exists():
        return ""
    if child.family.addresses.filter(is_protected=True, until_on=None).exists():
        return ""
    return ", ".join(child.settings.current(on=on).values_list("name", flat=True))[:120]


def gather(child, period):
    """Everything the pages say, as data that JSON can hold; dates stand under names that end in ``on``."""
    age = ages(child.born_on, period.end, child.due_on)
    return {
        "child": {
            "name": child.name,
            "first_name": child.first_name,
            "born_on": child.born_on.isoformat(),
            "age": age.real_in_words,
            "corrected": months_in_words(age.corrected_months) if age.is_corrected else "",
            "likes": child.likes,
            "setting": _setting(child, period.end),
        },
        "period": {"from_on": period.start.isoformat(), "to_on": period.end.isoformat()},
        "service": _service(),
        "worker": _worker(child),
        **_profile(child, period, age),
        **_goals(child, period),
        "visits": visited.visits(child, period, own=own),
        "words": visited.words(child, period, own=own),
        "practice": visited.practice(child, period, own=own),
        "toys": _toys(child, period),
    }


def own(child, rows):
    """The rows, each held against the child. Raises WrongChild."""
    rows = list(rows)
    for row in rows:
        owner = row.child_id if hasattr(row, "child_id") else row.child.pk
        if owner != child.pk:
            raise WrongChild(f"{row._meta.label} {row.pk} is about another child.")
    return rows


def _service():
    service = Service.current()
    return {
        "name": service.name,
        "council": service.council,
        "phone": service.phone,
        "email": service.email,
    }


def _worker(child):
    allocations = Allocation.objects.open().select_related("worker", "episode", "episode__team")
    allocation = allocations.filter(episode__child=child).first()
    if allocation is None:
        return {"name": "", "team": ""}
    return {"name": allocation.worker.name, "team": allocation.episode.team.name}


# What the child can do ---------------------------------------------------------------------------------


def _profile(child, period, age):
    """The coloured-in profile, what is new in each area, and the one sentence above it."""
    framework = usual_of(frameworks_of(child))
    frame = frame_of(framework) if framework else None
    items = {item.code: item for item in frame.items} if frame else {}
    seen = _seen(child, period.end, frame) if frame else []
    before, now = scoring.states_on(seen, period.start), scoring.states_on(seen, period.end)
    then, today = scoring.profile(items.values(), before), scoring.profile(items.values(), now)
    changed = scoring.change(items.values(), before, now)
    names = frame.area_names if frame else {}
    last = {each.code: each.on for each in seen}  # in order of time, so the newest day stays
    areas = [
        {
            "name": names[row.area],
            "cells": [
                _cell(row.cells[band], then.area(row.area).cells[band] if before else None)
                for band in today.bands
            ],
            "gained": _lines(changed.gained.get(row.area, ()), items, last),
            "nearly": _lines(
                [c for c in now if now[c] == scoring.State.NEARLY and items[c].area == row.area], items, last
            ),
        }
        for row in today.areas
    ]
    return {
        "bands": _bands(frame, age),
        "areas": areas if now else [],
        "seen_before": bool(before),
        "headline": _headline(child, period, changed, names, before=before, can=today.can),
        "strengths": _newest(areas),
    }


def _bands(frame, age):
    """What the columns are called, and which is that of the child's age."""
    bands = frame.bands if frame else ()
    here = band_of_age(bands, age.counted_months)
    return [{"years": band.label, "is_age": band.start == here} for band in bands]


def _seen(child, until, frame):
    """All standing observations of a checklist, in any version, until that day, as scoring reads them."""
    seen = Observation.objects.filter(child=child, item__area__framework__code=frame.code)
    seen = seen.standing().as_of(until).select_related("item").order_by("on", "pk")
    return [
        scoring.Seen(row.item.code, row.state, row.on, row.pk)
        for row in own(child, seen)
        if row.item.code in frame.codes
    ]


def _headline(child, period, changed, names, *, before, can):
    if not before:
        return f"{child.first_name} can do {can} things that we have seen so far." if can else ""
    return scoring.headline(child.first_name, changed, names, period.start, period.end)


def _cell(cell, then):
    new = max(0, cell.can - then.can) if then else 0
    return {
        "can": cell.can,
        "nearly": cell.nearly,
        "total": cell.total,
        "before": then.can if then else None,
        "new": new,
    }


def _lines(codes, items, last):
    lines = [{"text": items[code].text, "on": last[code].isoformat()} for code in codes]
    return sorted(lines, key=lambda line: line["on"], reverse=True)[:MOST_NEW]


def _newest(areas):
    """The strengths that the first page names: the newest things, no area more than three times."""
    lines = [{**line, "area": area["name"]} for area in areas for line in area["gained"][:3]]
    return sorted(lines, key=lambda line: line["on"], reverse=True)[:MOST_STRENGTHS]


# What we aim for, and what helped ------------------------------------------------------------------------


def _goals(child, period):
    """Goals that were worked on in the period, with their steps in order and how far each came."""
    steps = Prefetch("steps", Step.objects.order_by("order", "pk"))
    goals = Goal.objects.filter(child=child, set_on__lte=period.end).prefetch_related(steps)
    goals = attained.with_ratings(goals.exclude(status=Goal.Status.PLANNED).open_first(), period)
    worked_on = [goal for goal in own(child, goals) if not goal.ended_on or goal.ended_on >= period.start]
    worked_on, quotable = worked_on[:MOST_GOALS], attained.quotable(child)
    told = [
        {
            "text": goal.text,
            "why": goal.why,
            "status": goal.get_status_display(),
            "is_reached": goal.status == Goal.Status.REACHED,
            "set_on": goal.set_on.isoformat(),
            "ended_on": goal.ended_on.isoformat() if goal.ended_on else None,
            "steps": _steps(goal, period),
            "level": attained.level(goal),
            "felt": attained.felt(goal, period, quotable),
        }
        for goal in worked_on
    ]
    return {"goals": told, "together": attained.together(worked_on)}


def _steps(goal, period):
    lines, now_is_marked = [], goal.status != Goal.Status.CURRENT
    for step in list(goal.steps.all())[:MOST_STEPS]:
        done = step.achieved_on is not None and step.achieved_on <= period.end
        ended = step.ending if step.ending and step.ended_on <= period.end else ""
        if ended and ended != Step.Ending.PARTLY:
            continue  # what was dropped is no stone of the way
        state = "done" if done else ended or ("later" if now_is_marked else "now")
        now_is_marked = now_is_marked or state == "now"
        lines.append(
            {
                "text": step.text,
                "criterion": step.criterion,
                "state": state,
                "achieved_on": step.achieved_on.isoformat() if done else None,
            }
        )
    return lines


def _toys(child, period):
    loans = Loan.objects.filter(child=child, lent_on__lte=period.end).select_related("equipment")
    borrowed = [
        loan for loan in own(child, loans) if not loan.returned_on or loan.returned_on >= period.start
    ]
    return [
        {
            "name": loan.equipment.name,
            "about": loan.equipment.about,
            "lent_on": loan.lent_on.isoformat(),
            "returned_on": loan.returned_on.isoformat() if loan.returned_on else None,
        }
        for loan in borrowed[:MOST_TOYS]
    ]


def default_period(child, *, today=None):
    """Since the last report, or the half year past."""
    today = today or timezone.localdate()
    last = child.reports.filter(approved_at__isnull=False, period_to__lt=today).order_by("-period_to").first()
    half_year_ago = date(*_six_months_before(today))
    return Period(last.period_to if last else half_year_ago, today)


def _six_months_before(day):
    months = day.year * 12 + day.month - 7
    return months // 12, months % 12 + 1, min(day.day, 28)

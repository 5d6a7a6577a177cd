"""Briefs: one page about each child who has gone to another worker, all in one file.

What the new worker needs before the first visit. Never an address, a telephone number, a nursery, a note for
few eyes or anything of a concern: a page of paper is read on a bus.
"""

from collections import defaultdict

from django.utils import timezone

from accounts.permissions import Permission
from assessments.models import Goal
from equipment.models import Loan
from families.ages import ages
from families.models import Carer, Child, HomeNote, Move, Reallocation
from visits.models import Visit, VisitRecord

from ..papers import kind

MOST_GOALS, MOST_VISITS = 4, 3


@kind(
    "brief",
    title="Briefs for the new workers",
    template="print/brief.html",
    permission=Permission.CASELOAD_MOVE,
    within=Reallocation.objects.visible_to,
)
def briefs(reallocation, user, **options):
    """One page for each child that moved and that this person may see, by worker and then by name.

    ``worker`` among the options narrows them to those who went to one.
    """
    people = ("episode__child__family", "episode__team", "from_worker", "to_worker", "given")
    rows = Move.objects.visible_to(user).moved().filter(reallocation=reallocation).select_related(*people)
    if options.get("worker"):
        rows = rows.filter(to_worker=options["worker"])
    moves = list(rows.order_by("to_worker__name", "episode__child__family_name", "pk"))
    known = Known([move.episode.child_id for move in moves], user)
    return {"children": [page_of(move, known) for move in moves], "reason": reallocation.reason}


class Known:
    """What the record says of many children, by child; one question for each kind of thing."""

    def __init__(self, children, user):
        today, now = timezone.localdate(), timezone.now()
        seen = Child.objects.visible_to(user).filter(pk__in=children).values("pk")
        about = {"child__in": seen}
        self.carers = by_child(Carer.objects.seeing(on=today).filter(**about).order_by("pk"))
        self.goals = by_child(Goal.objects.current().with_steps().filter(**about))
        self.toys = by_child(
            Loan.objects.open().filter(**about).select_related("equipment").order_by("due_on")
        )
        notes = HomeNote.objects.current(on=today).filter(**about).exclude(tone=HomeNote.Tone.PRIVATE)
        self.notes = by_child(notes)
        self.visits = by_child(Visit.objects.to_come(at=now).filter(**about))
        records = VisitRecord.objects.filter(visit__child__in=seen).select_related("visit")
        latest = records.order_by("visit__child_id", "-visit__starts_at", "-number").distinct(
            "visit__child_id"
        )
        self.last = {record.visit.child_id: record for record in latest}


def by_child(rows):
    found = defaultdict(list)
    for row in rows:
        found[row.child_id].append(row)
    return found


def page_of(move, known):
    """One child as plain data."""
    child, pk, last = move.episode.child, move.episode.child_id, known.last.get(move.episode.child_id)
    return {
        "name": child.name,
        "first_name": child.first_name,
        "age": ages(child.born_on, timezone.localdate(), child.due_on).in_words,
        "likes": child.likes,
        "languages": child.family.languages,
        "interpreter": child.family.interpreter,
        "frequency": move.episode.get_frequency_display(),
        "to": move.to_worker.name,
        "before": move.from_worker.name,
        "note": move.note,
        "carers": [f"{one.name} ({one.get_relationship_display()})" for one in known.carers[pk]],
        "good_to_know": [note.text for note in known.notes[pk]],
        "goals": [goal_of(goal) for goal in known.goals[pk][:MOST_GOALS]],
        "last": last_of(last) if last else None,
        "next": [
            f"{timezone.localtime(one.starts_at):%A %-d %B, %H:%M}" for one in known.visits[pk][:MOST_VISITS]
        ],
        "toys": [f"{loan.equipment.name}, due {loan.due_on:%-d %B}" for loan in known.toys[pk]],
    }


def goal_of(goal):
    """A goal with the step that is next."""
    step = goal.step_now
    return {"text": goal.text, "step": step.text if step else ""}


def last_of(record):
    day = timezone.localdate(record.visit.starts_at)
    return {"day": f"{day:%-d %B %Y}", "saw": record.saw, "plan": record.plan}

"""“Look what Aisha can do now” on paper: a page to give to a family. Only strengths."""

from datetime import date

from django.utils import timezone

from accounts.permissions import Permission
from assessments.celebrating import celebration_of, usual_since
from assessments.models import GoalMove

from ..pages import CannotBeMade
from ..papers import kind
from .profile import edition_of

MOST = 10  # of each kind, the newest: the page is to hang on a fridge, the rest is counted below


@kind(
    "celebration",
    title="Look what a child can do now",
    template="print/celebration.html",
    permission=Permission.ASSESSMENT_VIEW,
)
def celebration(child, user, *, since="", words="yes", **options):
    """What is new since a day, newest first within each area, as plain data."""
    if child.died_on:
        raise CannotBeMade("This page is not made after a child has died.")
    today = timezone.localdate()
    day = date.fromisoformat(since) if since else usual_since(child, user, today)
    found = celebration_of(child, user, max(day, child.born_on), today)
    if found.is_empty:
        raise CannotBeMade("Nothing is new since that day: choose an earlier one.")
    shown = {first.seen.pk for first in found.firsts[:MOST]}
    return {
        "name": found.name,
        "art": 1 + sum(map(ord, child.ref)) % 3,
        "on": today.isoformat(),
        "since_on": found.since.isoformat(),
        "areas": [
            {"name": area.name, "things": [thing_of(first, words == "yes") for first in firsts]}
            for area, firsts in (
                (area, [first for first in firsts if first.seen.pk in shown]) for area, firsts in found.areas
            )
            if firsts
        ],
        "more": sum(max(0, len(rows) - MOST) for rows in (found.firsts, found.steps, found.goals)),
        "steps": [
            {"text": step.text, "reached_on": step.achieved_on.isoformat()} for step in found.steps[:MOST]
        ],
        "goals": [
            {"text": goal.text, "reached_on": goal.ended_on.isoformat()} for goal in found.goals[:MOST]
        ],
    }


def reached(text, on):
    return {"text": text, "reached_on": on.isoformat()}


def thing_of(first, with_words):
    return {
        "text": first.text,
        "seen_on": first.seen.on.isoformat(),
        "how": first.how,
        "words": first.words if with_words else "",
        "direction": first.area.framework.direction,
    }


def edition(child, user):
    """What changes when there is more to celebrate, so that an old page is not given for a new one."""
    moved = GoalMove.objects.visible_to(user).filter(goal__child=child).order_by("-pk")
    return f"{edition_of(child, user)}-{moved.values_list('pk', flat=True).first() or 0}"

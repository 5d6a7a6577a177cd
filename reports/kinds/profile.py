"""The coloured-in profile on paper, A4 or A3: for the family's fridge, a panel, an EHC plan.

What it says is what a family may read: what a child can do, never ages or shares of age.
"""

from datetime import date

from django.db.models import Count
from django.utils import timezone

from accounts.permissions import Permission
from assessments.models import Observation, PlanReview, Retraction
from assessments.profile.frames import framework_named
from assessments.profile.known import frameworks_for
from assessments.profiles import profile_of

from ..pages import CannotBeMade
from ..papers import kind

SIZES = {"a4": "A4, for the fridge or a folder", "a3": "A3, for a wall or a meeting"}
MOST_NAMES = 4


@kind(
    "profile",
    title="What a child can do: the profile",
    template="print/profile.html",
    permission=Permission.ASSESSMENT_VIEW,
)
def profile(child, user, *, size="a4", framework="", on="", since="", age="", **options):
    """The picture of one child on a day, perhaps beside an earlier one, as plain data."""
    day = date.fromisoformat(on) if on else timezone.localdate()
    before = date.fromisoformat(since) if since else None
    chosen = framework_named(frameworks_for(child, user), framework) if framework else None
    if framework and chosen is None:
        raise CannotBeMade("This checklist is not there any more.")
    picture = profile_of(child, user, day, before, framework=chosen, age=age)
    if picture is None:
        raise CannotBeMade("The service has not loaded its checklist yet.")
    return {
        "size": size if size in SIZES else "a4",
        "name": picture.name,
        "on": day.isoformat(),
        "since_on": since,
        "then": picture.then if before else "",
        "age": picture.age.in_words,
        "headline": picture.headline,
        "framework": picture.framework,
        "is_wide": picture.is_wide,
        "columns": [{"label": head.years, "is_age": head.is_age} for head in picture.heads],
        "rows": [row_of(row) for row in picture.rows],
        "coloured_by": names_of(child, user, day),
        "review_on": next_review(child, user),
    }


def row_of(row):
    return {
        "name": row.name,
        "words": row.words,
        "cells": [
            {
                "key": square.key,
                "can": square.count.can,
                "nearly": square.count.nearly,
                "not_yet": square.count.not_yet,
                "not_seen": square.count.not_seen,
                "total": square.count.total,
                "before": square.before.can if square.before else None,
                "gained": square.gained,
                "is_age": square.is_age,
                "is_empty": not square.lines,
            }
            for square in row.squares
        ],
    }


def names_of(child, user, until):
    """Who saw most of what is coloured in, by name."""
    seen = Observation.objects.visible_to(user).filter(child=child).as_of(until).standing()
    found = seen.values("by__name").annotate(number=Count("pk")).order_by("-number", "by__name")
    names = [row["by__name"] for row in found[:MOST_NAMES]]
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1] if names else "") if part)


def next_review(child, user):
    review = PlanReview.objects.visible_to(user).filter(child=child).to_come().first()
    return review.due_on.isoformat() if review else None


def edition_of(child, user):
    """What changes when more is seen or taken back, so that an old paper is not given for a new one."""
    seen = Observation.objects.visible_to(user).filter(child=child)
    newest = seen.order_by("-pk").values_list("pk", flat=True).first() or 0
    back = Retraction.objects.visible_to(user).filter(observation__child=child).count()
    return f"{newest}-{back}"

"""The part of a progress report that says how far each goal came: on its five levels, and for the family.

A family’s number belongs to the family. The words beside it belong to the adult who said them, as in the
portal: they are printed only where nobody else can be given the report.
"""

from django.db.models import Prefetch
from django.utils import timezone

from assessments import attaining
from assessments.models import AttainmentRating, FamilyRating, Goal

FEWEST = 2  # goals that one number is made of: of a single one it says no more than its level


def with_ratings(goals, period):
    """Bring along the five levels and all ratings until the end, oldest first: two questions in all."""
    rated = AttainmentRating.objects.filter(on__lte=period.end).order_by("on", "pk")
    felt = FamilyRating.objects.filter(on__lte=period.end).select_related("recorded_by").order_by("on", "pk")
    return goals.select_related("attainment_scale").prefetch_related(
        Prefetch("attainment_ratings", rated, to_attr="rated"),
        Prefetch("family_ratings", felt, to_attr="felt"),
    )


def level(goal):
    """The level where a goal stood when it was last rated; None if it never was."""
    if not goal.rated:
        return None
    last = goal.rated[-1]
    return {
        "sign": last.level_in_words,
        "means": attaining.MEANINGS[last.level],
        "words": goal.attainment_scale.words_at(last.level),
        "rungs": [rung <= last.level for rung in attaining.LEVELS],
        "on": last.on.isoformat(),
    }


def felt(goal, period, quotable):
    """What the family said from 1 to 10, as the period began and last; None if nobody did."""
    if not goal.felt:
        return None
    before = [one for one in goal.felt if one.on <= period.start]
    first_day = [one for one in goal.felt if one.on == goal.felt[0].on]
    then, last = (before or first_day)[-1], goal.felt[-1]
    told = [then, last] if then.on < last.on else [last]
    return {
        "said": attaining.in_words([(one.on, one.value) for one in told]),
        "words": [
            {"text": one.words, "on": one.on.isoformat()} for one in told if one.words and quotable(one)
        ],
    }


def quotable(child):
    """A way to ask of a rating whether its words may be printed: nobody but who said them can be given them.

    What a colleague wrote down may be anybody’s words, so it is printed only if there is one adult in all.
    """
    receiving = list(child.carers.receiving(on=timezone.localdate()))
    around = list(child.carers.around())
    reader = receiving[0] if len(receiving) == 1 else None
    is_alone = reader is not None and around == [reader]

    def may_quote(rating):
        if rating.recorded_by.is_family:
            return reader is not None and reader.user_id == rating.recorded_by_id
        return is_alone

    return may_quote


def together(goals):
    """The T-score of the goals that were rated; those set aside do not count. None for fewer than two."""
    rated = [goal for goal in goals if goal.rated]
    counted = [goal for goal in rated if goal.status != Goal.Status.SET_ASIDE]
    if len(counted) < FEWEST:
        return None
    lines = [
        attaining.Rated(goal.text, goal.rated[-1].level, goal.attainment_scale.weight, goal.rated[-1].on)
        for goal in counted
    ]
    found = attaining.reckon(lines)
    return {
        "t": str(found.t),
        "meaning": found.meaning,
        "means": attaining.MEANS,
        "count": len(counted),
        "aside": len(rated) - len(counted),
    }

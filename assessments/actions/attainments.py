"""How far a goal has come: five levels agreed before, ratings on them, and how the family feels."""

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..models import AttainmentRating, AttainmentScale, FamilyRating
from .goals import hold

LEVELS = ("much_less", "less", "expected", "more", "much_more")


@transaction.atomic
def agree(goal, *, by, weight, **levels):
    """Agree what each of the five levels of a goal would look like; not changed once it was rated on them."""
    goal = hold(goal)
    scale = AttainmentScale.objects.filter(goal=goal).first()
    if scale and goal.attainment_ratings.exists():
        raise Refused("This goal was rated on these levels already, so their words stay as they were agreed.")
    before = {name: getattr(scale, name) for name in (*LEVELS, "weight")} if scale else None
    after = levels | {"weight": weight}
    if before == after:
        return scale
    scale = scale or AttainmentScale(goal=goal)
    for name, value in after.items():
        setattr(scale, name, value)
    scale.agreed_on = timezone.localdate()
    scale.save()
    audit.record("goal.scale_agreed", by=by, target=goal, before=before, after=after)
    return scale


@transaction.atomic
def rate(goal, *, by, level, on):
    """Say where a goal stood on its levels on a day; said again for a day, the newer word counts."""
    goal = hold(goal)
    if not AttainmentScale.objects.filter(goal=goal).exists():
        raise Refused("Agree first what the five levels of this goal look like.")
    if level not in range(-2, 3):
        raise Refused("A rating lies between −2 and +2.")
    _within(goal, on)
    rating = AttainmentRating.objects.create(goal=goal, level=level, on=on, recorded_by=by)
    audit.record("goal.rated", by=by, target=goal, after={"level": level, "on": on.isoformat()})
    return rating


@transaction.atomic
def rate_by_family(goal, *, by, value, on, words=""):
    """Write down how a family feels about a goal on a day, from 1 to 10, with their words."""
    goal = hold(goal)
    if value not in range(1, 11):
        raise Refused("A rating lies between 1 and 10.")
    _within(goal, on)
    rating = FamilyRating.objects.create(goal=goal, value=value, words=words, on=on, recorded_by=by)
    audit.record("goal.rated_by_family", by=by, target=goal, after={"value": value, "on": on.isoformat()})
    return rating


@transaction.atomic
def tell_feeling(goal, *, by, value, words=""):
    """A parent says how she feels about a goal today, from 1 to 10.

    Returns what is written down. The same said again today is written once; something else is written
    beside it, and the newer word counts.
    """
    goal, today = hold(goal), timezone.localdate()
    if not goal.is_open:
        raise Refused("This goal is not worked on any more. Thank you all the same!")
    if value not in range(1, 11):
        raise Refused("Choose a number from 1 to 10.")
    last = goal.family_ratings.filter(recorded_by=by, on=today).first()
    if last and (last.value, last.words) == (value, words):
        return last
    rating = FamilyRating.objects.create(goal=goal, value=value, words=words, on=today, recorded_by=by)
    audit.record("goal.feeling_told", by=by, target=goal, after={"value": value, "on": today.isoformat()})
    return rating


def _within(goal, on):
    if on > timezone.localdate():
        raise Refused("This day is still to come.")
    if on < goal.set_on:
        raise Refused(f"The goal was set on {goal.set_on:%-d %B %Y}: give a later day.")

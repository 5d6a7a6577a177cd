"""One sitting as it stands: what was looked at, area by area, and what is to be said of it."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count
from django.utils import timezone

from families.ages import ages
from families.models import Policy

from .models import Area, Assessment, Item, Observation
from .scoring import State
from .standing import NOTHING, standing_in


@dataclass(frozen=True)
class Completeness:
    """How much of one area is known on the day of a sitting, and how much of it was looked at meanwhile."""

    area: Area
    known: int
    total: int
    now: int

    @property
    def in_words(self):
        """ "Talking 32 of 50 looked at"."""
        return f"{self.area.name} {self.known} of {self.total} looked at"


def completeness_of(sitting, user):
    """Each area of a sitting's framework, in its order. Four questions."""
    framework = sitting.framework
    on = timezone.localdate() if sitting.is_open else sitting.on
    standing = standing_in(sitting.child, framework, on, user=user)
    items = Item.objects.visible_to(user).filter(area__framework=framework).values_list("area", "code", "pk")
    meanwhile = Observation.objects.visible_to(user).standing().filter(assessment=sitting)
    touched = set(meanwhile.values_list("item", flat=True))
    counts = {}
    for area, code, pk in items:
        state = standing.get(code, NOTHING).state
        known, total, now = counts.get(area, (0, 0, 0))
        if state != State.NOT_APPLICABLE:
            total += 1
            known += state != State.NOT_SEEN
        counts[area] = known, total, now + (pk in touched)
    areas = Area.objects.visible_to(user).filter(framework=framework)
    return [Completeness(area, *counts.get(area.pk, (0, 0, 0))) for area in areas]


def warnings_of(sitting, areas):
    """What to know before a sitting is finished, or when it is read; each a sentence."""
    said = []
    if not any(area.now for area in areas):
        said.append("Nothing was looked at in this sitting yet.")
    else:
        said += [f"{area.area.name} was not looked at this time." for area in areas if not area.now]
    return said + [born_early(sitting.child, sitting.on)] * bool(born_early(sitting.child, sitting.on))


def born_early(child, on):
    """That ages count from the due date, while they do; else empty."""
    age = ages(child.born_on, on, child.due_on)
    if not age.is_corrected:
        return ""
    weeks = "1 week" if age.weeks_early == 1 else f"{age.weeks_early} weeks"
    return f"{child.first_name} was born {weeks} early: ages here count from the day the birth was due."


def standing_words(child, user, today):
    """What the list of sittings has to say: no baseline, a review that is due, an early birth."""
    finished = Assessment.objects.visible_to(user).finished().filter(child=child)
    has_baseline = finished.filter(kind=Assessment.Kind.BASELINE).exists()
    newest = finished.first()
    weeks = Policy.on(today).review_weeks
    said = []
    if not has_baseline:
        said.append("There is no baseline yet: without it, later pictures have nothing to stand beside.")
    if newest and newest.on < today - timedelta(weeks=weeks):
        said.append(f"The last look is more than {weeks} weeks old: it is time for a review.")
    if early := born_early(child, today):
        said.append(early)
    return said


def with_numbers(sittings):
    """Sittings with the number of lines that were looked at in each."""
    return sittings.annotate(number=Count("observations__item", distinct=True))

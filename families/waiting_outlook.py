"""What the service's own records say about everybody who waits: the line, the pace, the expected starts.

Worked out for the whole list at once, from three questions to the database, since a child's place depends on
all the others.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q

from .age_out import Guard, assumed_start, guard
from .ages import add_months, months_between
from .expected_start import Expected, Pace, outlook_of
from .models import Episode, Referral

YEAR = 12  # months looked back


@dataclass(frozen=True)
class Prospect:
    """What one waiting child can expect: a place in the line, a range of months, visits before school."""

    expected: Expected
    guard: Guard


def pace_of(on):
    """How many places came up in each of the last twelve months, and who came on the list in them.

    A place is a time with the service that began. Months before our first record of one are not months
    without places: they are left out.
    """
    first = add_months(on, -YEAR)
    starts = [add_months(first, month) for month in range(YEAR)] + [on]
    opened = Episode.objects.filter(opened_on__lt=on).aggregate(
        oldest=Min("opened_on"),
        **{
            f"in_{month}": Count("pk", filter=Q(opened_on__gte=start, opened_on__lt=starts[month + 1]))
            for month, start in enumerate(starts[:YEAR])
        },
    )
    came = Referral.objects.filter(
        waiting_since__gte=first, waiting_since__lt=on, score__isnull=False
    ).values_list("waiting_since", "band_order", "score")
    begins = min(YEAR, months_between(first, opened["oldest"])) if opened["oldest"] else YEAR
    arrivals = {month: [] for month in range(YEAR)}
    for day, band, score in came:
        # From the 28th of February to the 29th it is a year and a day: that day counts with the last month.
        arrivals[min(months_between(first, day), YEAR - 1)].append((band, -score))
    months = range(begins, YEAR)
    places = tuple(opened[f"in_{month}"] for month in months)
    return Pace(places, tuple(tuple(arrivals[month]) for month in months))


def prospects(policy, on):
    """For each waiting child, by the primary key of its referral: what it can expect on a day."""
    outlook = outlook_of(pace_of(on), on)
    line = Referral.objects.waiting().values_list(
        "pk", "band_order", "score", "waiting_since", "child__born_on"
    )
    found = {}
    for ahead, (pk, band, score, since, born_on) in enumerate(line):
        expected = outlook.expected(ahead, (band, -score))
        found[pk] = Prospect(expected, guard_of(policy, on, since, born_on, expected))
    return found


def guard_of(policy, on, since, born_on, expected):
    """Whether the package still fits in before school, if the child starts at the end of what we expect."""
    start = assumed_start(
        on=on,
        promised_on=since + timedelta(weeks=policy.promise_weeks),
        earliest=expected.earliest,
        latest=expected.latest,
    )
    return guard(born_on, start, package_visits=policy.package_visits, package_weeks=policy.package_weeks)


def short_of_time(found):
    """The referrals whose child's expected start leaves fewer visits than the package."""
    return [pk for pk, prospect in found.items() if prospect.guard.is_short]

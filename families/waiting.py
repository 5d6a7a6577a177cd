"""The waiting list: what can be asked of it, and how often each answer holds.

Each filter is one condition over referrals, used both to count and to list. So a number on the page and the
list behind it cannot disagree.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Min, Q

from .ages import school_starts_on, until_school
from .models import BandOverride, Evidence, KeepInTouch, Referral, WaitingOffer

BANDS = list(Referral.Band)
TONES = {"urgent": "late", "high": "soon", "standard": "idle"}


@dataclass(frozen=True)
class Bucket:
    """A span of weeks waited, from the first up to the one before the last; no end means "and more"."""

    start: int
    end: int | None
    is_promised: bool

    @property
    def key(self):
        return f"{self.start}-{self.end or ''}"

    @property
    def words(self):
        return f"{self.start} to {self.end}" if self.end else f"Over {self.start}"

    def condition(self, on):
        latest = Q(waiting_since__lte=on - timedelta(weeks=self.start)) if self.start else Q()
        return latest & Q(waiting_since__gt=on - timedelta(weeks=self.end)) if self.end else latest


def buckets(promise_weeks):
    """Five spans, so that the promise lies between the third and the fourth."""
    edges = [0, *(max(n, round(promise_weeks * n / 3)) for n in (1, 2, 3)), round(promise_weeks * 1.5) + 1]
    spans = zip(edges, [*edges[1:], None], strict=True)
    return [Bucket(start, end, number < 3) for number, (start, end) in enumerate(spans)]


def conditions(*, on, promise_weeks, school_terms, short_of_time=()):
    """Every question that the list answers, by its key in the address: the condition that answers it.

    ``short_of_time`` are the referrals for which the guard speaks: it cannot be asked in the database.
    """
    asked = {f"band={band.value}": Q(band=band.value) for band in BANDS}
    asked |= {f"waited={bucket.key}": bucket.condition(on) for bucket in buckets(promise_weeks)}
    asked["promise=past"] = Q(waiting_since__lt=on - timedelta(weeks=promise_weeks))
    asked["school=soon"] = Q(child__born_on__lte=last_birthday_near_school(on, school_terms))
    asked["evidence=missing"] = Q(pk__in=Evidence.objects.missing().values("referral"))
    asked["agrees=no"] = Q(family_agrees=False)
    asked["contact=due"] = Q(pk__in=KeepInTouch.objects.due(on=on).values("referral"))
    asked["time=short"] = Q(pk__in=list(short_of_time))
    asked["offer=open"] = Q(pk__in=WaitingOffer.objects.unanswered().values("referral"))
    asked["band_moved=yes"] = Q(pk__in=overtaken())
    return asked


def overtaken():
    """Referrals whose score has moved into another band since a person chose theirs."""
    moved = BandOverride.objects.standing().exclude(referral__score_band="")
    return moved.exclude(referral__score_band=F("instead_of")).values("referral")


def chosen(params, asked):
    """The filters that an address asks for: one condition for each name, several values of a name as "or"."""
    found = {}
    for name in params:
        keys = [f"{name}={value}" for value in params.getlist(name)]
        for key in filter(asked.__contains__, keys):
            found[name] = found[name] | asked[key] if name in found else asked[key]
    return found


def counts(waiting, asked):
    """How many there are in all, and how many answer each question; one query."""
    names = {f"n{number}": key for number, key in enumerate(asked)}
    found = waiting.order_by().aggregate(
        total=Count("pk"),
        oldest=Min("waiting_since"),
        **{name: Count("pk", filter=asked[key]) for name, key in names.items()},
    )
    return {"total": found["total"], "oldest": found["oldest"]} | {
        key: found[name] for name, key in names.items()
    }


def last_birthday_near_school(on, terms):
    """Who is born by this day starts school within so many terms, or should have."""
    year = on.year + 2
    while until_school(date(year - 5, 9, 1), on).terms > terms:
        year -= 1
    assert school_starts_on(date(year - 4, 8, 31)) == date(year, 9, 1)
    return date(year - 4, 8, 31)

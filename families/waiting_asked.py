"""What a person asks of the waiting list: filters and order from an address, answered the same on each page.

The list on the screen and the spreadsheet both ask here, so that neither can show what the other does not.
"""

from functools import cached_property

from django.db.models import Count, F, OuterRef, Subquery
from django.utils import timezone

from . import waiting
from .facts import weights_of
from .models import Address, BandOverride, KeepInTouch, Policy, Referral
from .waiting_lines import Line
from .waiting_outlook import prospects, short_of_time

WAITING_LIST = "families:waiting_list"
FILTERS = {
    "contact=due": "Due a contact",
    "promise=past": "Past our promise",
    "time=short": "Too few visits before school",
    "school=soon": "Near school age",
    "evidence=missing": "Papers missing",
    "agrees=no": "Family not asked yet",
    "offer=open": "Offer not answered",
    "band_moved=yes": "Score has left the chosen band",
}
ORDERS = {
    "": ("band_order", "-score", "waiting_since", "pk"),
    "wait": ("waiting_since", "band_order", "-score", "pk"),
    "school": ("child__born_on", "band_order", "-score", "pk"),
    "contact": (F("next_due_on").asc(nulls_last=True), "band_order", "-score", "pk"),
}
ORDER_WORDS = {
    "": "Band and score",
    "wait": "Longest wait",
    "school": "Nearest to school",
    "contact": "Next contact",
}


class Asked:
    """The waiting list as one address asks for it, on a day."""

    def __init__(self, user, params, on):
        self.user, self.params, self.on = user, params, on
        self.policy = Policy.on(on)
        self.school_terms = weights_of(self.policy)["school_soon_terms"]
        order = params.get("sort", "")
        self.order = order if order in ORDERS else ""

    @cached_property
    def everyone(self):
        return Referral.objects.visible_to(self.user).waiting()

    @cached_property
    def prospects(self):
        return prospects(self.policy, self.on)

    @cached_property
    def conditions(self):
        return waiting.conditions(
            on=self.on,
            promise_weeks=self.policy.promise_weeks,
            school_terms=self.school_terms,
            short_of_time=short_of_time(self.prospects),
        )

    @cached_property
    def counts(self):
        return waiting.counts(self.everyone, self.conditions)

    @cached_property
    def areas(self):
        """(town, how many wait there), from homes that are no secret."""
        homes = Address.objects.current(on=self.on).filter(
            is_protected=False, family__children__referrals__in=self.everyone.order_by()
        )
        towns = homes.values("town").annotate(n=Count("family__children__referrals", distinct=True))
        return [(one["town"], one["n"]) for one in towns.order_by("town")]

    @property
    def towns(self):
        """The towns that the address names and in which somebody waits."""
        known = {town for town, _n in self.areas}
        return [town for town in self.params.getlist("area") if town in known]

    def found(self):
        """Those who match, in the order asked for."""
        found = self.everyone
        for condition in waiting.chosen(self.params, self.conditions).values():
            found = found.filter(condition)
        if self.towns:
            homes = Address.objects.current(on=self.on).filter(is_protected=False, town__in=self.towns)
            found = found.filter(child__family__in=homes.values("family"))
        planned = KeepInTouch.objects.open().filter(referral=OuterRef("pk"))
        chosen = BandOverride.objects.standing().filter(referral=OuterRef("pk"))
        found = found.annotate(
            next_due_on=Subquery(planned.values("due_on")[:1]),
            chosen_instead_of=Subquery(chosen.values("instead_of")[:1]),
        )
        return found.order_by(*ORDERS[self.order])

    def with_all(self, found):
        """Bring along what a line says; the same number of questions whatever their number."""
        return found.with_homes(on=self.on).defer("facts", "breakdown", "reason")

    def line(self, referral):
        if referral.pk not in self.prospects:  # it joined the list a moment ago
            del self.prospects
        return Line(referral, self.on, self.policy, self.school_terms, self.prospects[referral.pk])

    @property
    def filters(self):
        """(name, value, words) of each filter in use."""
        labels = {f"band={band.value}": band.label for band in waiting.BANDS} | FILTERS
        spans = waiting.buckets(self.policy.promise_weeks)
        labels |= {f"waited={bucket.key}": f"{bucket.words} weeks" for bucket in spans}
        used = [
            (*key.split("=", 1), words) for key, words in labels.items() if self.is_on(*key.split("=", 1))
        ]
        return used + [("area", town, town) for town in self.towns]

    def is_on(self, name, value):
        return value in self.params.getlist(name)

    @property
    def in_words(self):
        """The filters in use, for the trail and the head of a spreadsheet."""
        return ", ".join(words for _name, _value, words in self.filters) or "nobody left out"

    def query(self):
        """The address of exactly this, without what means nothing here: for a view that is saved."""
        kept = self.params.copy()
        for name in list(kept):
            wanted = [value for value in kept.getlist(name) if self.knows(name, value)]
            if wanted:
                kept.setlist(name, wanted)
            else:
                del kept[name]
        return kept.urlencode()

    def knows(self, name, value):
        """Whether this filter is one that the list has today."""
        if name == "area":
            return value in self.towns
        if name == "sort":
            return bool(value) and value in ORDERS
        return f"{name}={value}" in self.conditions


def clean(user, params):
    """What of these filters means something on the list today: for a view that somebody has saved."""
    return Asked(user, params, timezone.localdate()).query()

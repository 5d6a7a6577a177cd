"""The waiting list: who waits, how long, by when we promised to begin, how soon school comes."""

from django.utils import timezone
from django.views.generic import ListView

from accounts.guards import Guarded
from accounts.permissions import Permission

from .. import waiting
from ..facts import weights_on
from ..models import Policy, Referral

FILTERS = {
    "promise=past": "Past our promise",
    "school=soon": "Near school age",
    "evidence=missing": "Papers missing",
    "agrees=no": "Family not asked yet",
}


class WaitingList(Guarded, ListView):
    """Highest score first, then the longest wait; the address holds the filters and no names."""

    permission = Permission.REFERRAL_VIEW
    model = Referral
    template_name = "families/waiting_list.html"
    paginate_by = 50

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()

    def get_queryset(self):
        policy = Policy.on(self.today)
        self.promise = policy.promise_weeks
        self.school_terms = weights_on(self.today)["school_soon_terms"]
        self.asked = waiting.conditions(
            on=self.today, promise_weeks=self.promise, school_terms=self.school_terms
        )
        everyone = super().get_queryset().waiting()
        self.counts = waiting.counts(everyone, self.asked)
        for condition in waiting.chosen(self.request.GET, self.asked).values():
            everyone = everyone.filter(condition)
        return everyone.with_homes(on=self.today).defer("facts", "breakdown")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        lines = [
            waiting.Line(referral, self.today, self.promise, self.school_terms)
            for referral in context["page_obj"]
        ]
        return {
            **context,
            **self.overview(),
            "lines": lines,
            "now": timezone.localtime(),
            "may_add": self.request.user.may(Permission.REFERRAL_ADD),
        }

    def overview(self):
        """The numbers above the list and the filters beside it: each a link to what it counts."""
        buckets = waiting.buckets(self.promise)
        sizes = [self.counts[f"waited={bucket.key}"] for bucket in buckets]
        oldest = self.counts["oldest"]
        return {
            "total": self.counts["total"],
            "promise": self.promise,
            "longest": (self.today - oldest).days // 7 if oldest else None,
            "tallies": self.tallies(),
            "bars": [self.bar(bucket, size, max(sizes)) for bucket, size in zip(buckets, sizes, strict=True)],
            "kept": sum(size for bucket, size in zip(buckets, sizes, strict=True) if bucket.is_promised),
            "beyond": sum(
                size for bucket, size in zip(buckets, sizes, strict=True) if not bucket.is_promised
            ),
            "bands": [
                {
                    "band": band,
                    "count": self.counts[f"band={band.value}"],
                    "on": self.is_on("band", band.value),
                }
                for band in waiting.BANDS
            ],
            "more_filters": [
                {"name": key.split("=")[0], "value": key.split("=")[1], "words": words}
                | {"count": self.counts[key], "on": self.is_on(*key.split("="))}
                for key, words in FILTERS.items()
            ],
            "chips": self.chips(),
        }

    def tallies(self):
        """(number, words, tone, icon, address) of each box."""
        found = self.counts
        return [
            (found["total"], "waiting in all", "", "", "?"),
            (found["band=urgent"], "urgent", "", "", "?band=urgent"),
            (found["promise=past"], "past our promise", "late", "triangle-alert", "?promise=past"),
            (found["school=soon"], "near school age", "soon", "clock", "?school=soon"),
            (found["evidence=missing"], "with papers missing", "", "", "?evidence=missing"),
            (found["agrees=no"], "family not asked yet", "", "", "?agrees=no"),
        ]

    def bar(self, bucket, size, largest):
        height = round(64 * size / largest) if largest else 0
        tone = "" if bucket.is_promised else "late" if bucket.end is None else "soon"
        return {"bucket": bucket, "size": size, "height": height, "top": 64 - height, "tone": tone}

    def is_on(self, name, value):
        return value in self.request.GET.getlist(name)

    def chips(self):
        """Each filter in use, with the address of the list without it."""
        labels = {f"band={band.value}": band.label for band in waiting.BANDS} | FILTERS
        labels |= {
            f"waited={bucket.key}": f"{bucket.words} weeks" for bucket in waiting.buckets(self.promise)
        }
        chips = []
        for key, words in labels.items():
            name, value = key.split("=")
            if self.is_on(name, value):
                rest = self.request.GET.copy()
                rest.setlist(name, [other for other in rest.getlist(name) if other != value])
                rest.pop("page", None)
                chips.append((words, f"?{rest.urlencode()}"))
        return chips

"""The waiting list: who waits, how long, by when we promised to begin, what each may expect."""

from django.utils import timezone
from django.views.generic import ListView

from accounts.guards import Guarded
from accounts.models import SavedFilter
from accounts.permissions import Permission

from .. import waiting
from ..models import Referral
from ..waiting_asked import FILTERS, ORDER_WORDS, WAITING_LIST, Asked


class WaitingList(Guarded, ListView):
    """The most urgent first, then the longest wait; the address holds the filters and no names."""

    permission = Permission.REFERRAL_VIEW
    model = Referral
    template_name = "families/waiting_list.html"
    paginate_by = 50

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()

    def get_queryset(self):
        self.asked = Asked(self.request.user, self.request.GET, self.today)
        return self.asked.with_all(self.asked.found())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user = self.request.user
        return {
            **context,
            **self.overview(),
            **self.views(),
            "lines": [self.asked.line(referral) for referral in context["page_obj"]],
            "now": timezone.localtime(),
            "may_add": user.may(Permission.REFERRAL_ADD),
            "may_export": user.may(Permission.LIST_EXPORT),
        }

    def overview(self):
        """The numbers above the list and the filters beside it: each a link to what it counts."""
        counts, promise = self.asked.counts, self.asked.policy.promise_weeks
        bars = bars_of(counts, promise)
        oldest = counts["oldest"]
        return {
            "total": counts["total"],
            "promise": promise,
            "longest": (self.today - oldest).days // 7 if oldest else None,
            "tallies": tallies_of(counts),
            "bars": bars,
            "kept": sum(bar["size"] for bar in bars if bar["bucket"].is_promised),
            "beyond": sum(bar["size"] for bar in bars if not bar["bucket"].is_promised),
            "bands": [
                {"band": band, "count": counts[f"band={band.value}"]}
                | {"on": self.asked.is_on("band", band.value)}
                for band in waiting.BANDS
            ],
            "more_filters": [self.filter_of(key, words) for key, words in FILTERS.items()],
            "areas": [(town, n, town in self.asked.towns) for town, n in self.asked.areas],
            "orders": [(key, words, key == self.asked.order) for key, words in ORDER_WORDS.items()],
            "chips": self.chips(),
        }

    def filter_of(self, key, words):
        name, value = key.split("=")
        count, is_on = self.asked.counts[key], self.asked.is_on(name, value)
        return {"name": name, "value": value, "words": words, "count": count, "on": is_on}

    def chips(self):
        """Each filter in use, with the address of the list without it."""
        chips = []
        for name, value, words in self.asked.filters:
            rest = self.request.GET.copy()
            rest.setlist(name, [other for other in rest.getlist(name) if other != value])
            rest.pop("page", None)
            chips.append((words, f"?{rest.urlencode()}"))
        return chips

    def views(self):
        """The views that this person has saved, and whether the present one can be."""
        query = self.asked.query()
        saved = SavedFilter.objects.visible_to(self.request.user).for_page(WAITING_LIST)
        views = [(view, f"?{view.query}", view.query == query) for view in saved]
        return {"saved_views": views, "query": query, "is_saved": any(on for _view, _url, on in views)}


def tallies_of(counts):
    """(number, words, tone, icon, address) of each box."""
    return [
        (counts["total"], "waiting in all", "", "", "?"),
        (counts["band=urgent"], "urgent", "", "", "?band=urgent"),
        (counts["promise=past"], "past our promise", "late", "triangle-alert", "?promise=past"),
        (counts["contact=due"], "due a contact", "soon", "phone", "?contact=due"),
        (counts["time=short"], "too few visits before school", "late", "clock", "?time=short"),
        (counts["evidence=missing"], "with papers missing", "", "", "?evidence=missing"),
    ]


def bars_of(counts, promise_weeks):
    """The ageing picture: a bar for each span of weeks."""
    buckets = waiting.buckets(promise_weeks)
    sizes = [counts[f"waited={bucket.key}"] for bucket in buckets]
    return [bar(bucket, size, max(sizes)) for bucket, size in zip(buckets, sizes, strict=True)]


def bar(bucket, size, largest):
    height = round(64 * size / largest) if largest else 0
    tone = "" if bucket.is_promised else "late" if bucket.end is None else "soon"
    return {"bucket": bucket, "size": size, "height": height, "top": 64 - height, "tone": tone}

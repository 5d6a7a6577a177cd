"""What a family tells us that its child can do, what we see differently, what there is to celebrate."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.guards import ActionForm
from accounts.refusals import Refused
from assessments import celebrating, differing, observing
from assessments.actions import observations
from assessments.forms.celebration import SinceForm
from assessments.forms.observing import TickForm
from assessments.guards import find_item
from assessments.models import Observation
from assessments.standing import Standing

from .. import ticking
from ..forms import TellMoreForm
from ..guards import AboutMyChild

GONE = "This line is not there any more. This is the page as it is now."
NOT_YOURS = "This was taken back already, or somebody else wrote it."
AT_ONCE = 20


class AboutTicking(AboutMyChild):
    """Something a family ticks or took back."""

    tab = "can_do"
    seen_event = "checklist.seen"

    @property
    def kept(self):
        """What goes along from page to page, as it stands in an address."""
        return observing.kept_in({name: self.request.GET.get(name, "") for name in ("area", "view")})

    def page_of(self, item=None):
        """The page one came from, at the line that was touched."""
        address = reverse("portal:observe", args=[self.child.ref])
        at = f"#line-{item.pk}" if item else ""
        return f"{address}{'?' if self.kept else ''}{self.kept}{at}"


class Observe(AboutTicking, TemplateView):
    """Tick what one's child can do: near what she can do now first, or all of an area."""

    template_name = "portal/observe.html"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        is_all = asked.get("view") == observing.ALL
        page = ticking.Page(self.child, user, area=asked.get("area", "")[:80], is_all=is_all)
        last = observing.last_of(self.child, user)
        return super().get_context_data(**kwargs, page=page, kept=self.kept, last=last)


class Touches(AboutTicking, View):
    """What is posted from the page: answered with its line, or without script with the page."""

    seen_event = None
    http_method_names = ["post", "options"]

    def told(self, ticks, last):
        context = {"child": self.child, "ticks": ticks, "last": last, "kept": self.kept}
        return render(self.request, "portal/_told.html", context)

    def refuse(self, words):
        """Say why nothing was written, and show the page as it is now."""
        messages.error(self.request, words)
        response = HttpResponseRedirect(self.page_of())
        if self.request.htmx:
            response = render(self.request, "portal/_told.html", {"ticks": [], "last": None})
            response["HX-Refresh"] = "true"
        return response


class ObservationAdd(Touches):
    """One touch of a parent: one line is written down in one word, as told by the family."""

    def post(self, request, ref):
        form = TickForm(request.POST)
        item = find_item(request.user, form.item) if form.is_valid() else None
        if item is None:
            return self.refuse(form.problem if form.errors else GONE)
        words = ticking.words_for(item.area.framework, request.user)
        level = next((level for level in words if level.code == form.level), None)
        if level is None:
            return self.refuse(GONE)
        how = observations.How(on=timezone.localdate(), source=Observation.Source.PARENT)
        try:
            seen = observations.tick(self.child, item, level, by=request.user, how=how)
        except Refused as refusal:
            return self.refuse(str(refusal))
        return self.answer(item, seen)

    def answer(self, item, seen):
        user = self.request.user
        if not self.request.htmx:
            messages.success(self.request, "Thank you for telling us!" if seen else "It stands so already.")
            return HttpResponseRedirect(self.page_of(item))
        tick = ticking.tick_of(self.child, user, item, standing=Standing.of(seen) if seen else None)
        return self.told([tick], observing.last([seen]) if seen else observing.last_of(self.child, user))


class ObservationUndo(Touches):
    """Take back what one ticked oneself; what others wrote is as if it were not there."""

    def post(self, request, ref):
        written = request.POST.get("written", "")[:200].split(",")
        wanted = [int(pk) for pk in written if pk.isascii() and pk.isdigit() and len(pk) < 13]
        mine = Observation.objects.visible_to(request.user).filter(child=self.child, by=request.user)
        mine = list(mine.filter(pk__in=wanted).values_list("pk", flat=True))
        try:
            rows = observations.take_back(self.child, mine, by=request.user)
        except Refused:
            return self.refuse(NOT_YOURS)
        item = find_item(request.user, rows[0].item_id)
        if not request.htmx:
            messages.success(request, "Taken back.")
            return HttpResponseRedirect(self.page_of(item))
        tick = ticking.tick_of(self.child, request.user, item)
        return self.told([tick], observing.last_of(self.child, request.user))


class ObservationDescribe(AboutTicking, ActionForm):
    """Tell us more of one line: when and where it was, in the family's own words."""

    form_class = TellMoreForm
    template_name = "portal/observation_describe.html"
    item = None

    def find_child(self, ref):
        child = super().find_child(ref)
        self.item = find_item(self.request.user, self.kwargs["item"])
        if self.item is None:
            raise Http404("No such line.")
        return child

    def get_form_kwargs(self):
        words = ticking.words_for(self.item.area.framework, self.request.user)
        return super().get_form_kwargs() | {"words": words, "child": self.child}

    def get_initial(self):
        tick = ticking.tick_of(self.child, self.request.user, self.item)
        held = next((level.code for level, _mark, holds in tick.choices if holds), None)
        return {"level": held, "on": timezone.localdate(), **super().get_initial()}

    def form_valid(self, form):
        said = form.cleaned_data
        how = observations.How(
            on=said["on"], source=Observation.Source.PARENT, where=said["where"], note=said["note"]
        )
        observations.tick(self.child, self.item, form.said, by=self.request.user, how=how)
        messages.success(self.request, "Thank you for telling us!")
        return HttpResponseRedirect(self.page_of(self.item))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, item=self.item, page_url=self.page_of())


class DifferenceList(AboutMyChild, TemplateView):
    """Things we see differently: what the family told us and what we saw, to talk about at a visit."""

    seen_event = "difference.list_seen"
    tab = "can_do"
    template_name = "portal/difference_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        page = Paginator(differing.pairs_of(self.child, user), AT_ONCE).get_page(self.request.GET.get("page"))
        pairs = differing.with_words(list(page), user)
        return super().get_context_data(**kwargs, page_obj=page, differences=pairs)


class Celebration(AboutMyChild, TemplateView):
    """Look what my child can do now: what is new since a day."""

    seen_event = "celebration.seen"
    tab = "can_do"
    template_name = "portal/celebration.html"

    def get_context_data(self, **kwargs):
        user, today = self.request.user, timezone.localdate()
        usual = celebrating.usual_since(self.child, user, today)
        form = SinceForm(self.request.GET, child=self.child, usual=usual)
        celebration = celebrating.celebration_of(self.child, user, form.day, today)
        return super().get_context_data(**kwargs, form=form, celebration=celebration)

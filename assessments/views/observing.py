"""Ticking: the page with its lines, one touch, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from accounts.permissions import Permission
from accounts.refusals import Refused
from families.guards import AboutChild
from families.models import Child

from .. import observing
from ..actions import observations
from ..forms.observing import PlaceForm, TickForm
from ..guards import find_item
from ..models import Observation
from ..standing import Standing, standing_of_one

UNCHANGED = "unchanged"  # the bar that takes back stays as it is
GONE = "This line is not there any more. This is the page as it is now."


def line_of(child, user, item, levels, *, on, standing=None, problem=""):
    """One line as it stands for a child; the observation that was just written spares a question."""
    framework = item.area.framework
    standing = standing or standing_of_one(child, item, on)
    return observing.Line(
        item=item, framework=framework, levels=levels, standing=standing, problem=problem,
        is_own=observing.is_own(standing, user), is_touched=standing.on == on,
    )  # fmt: skip


def told(request, child, lines, last, came, *, said=""):
    """The answer to one touch: its line as it stands now, and what can be taken back."""
    context = {"child": child, "lines": lines, "last": last, "kept": observing.kept_in(came), "said": said}
    return render(request, "assessments/_told.html", context)


class Observe(AboutChild, TemplateView):
    """The lines of a framework near what a child can do now, or all of an area; one touch writes one down."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = "checklist.seen"
    tab = "profile"
    template_name = "assessments/observe.html"

    def get_context_data(self, **kwargs):
        user, child = self.request.user, self.child
        frameworks = observing.frameworks_for(child, user)
        form = PlaceForm(self.request.GET.dict(), child=child, frameworks=frameworks)
        form.is_valid()
        sheet = form.chosen and observing.Sheet(
            child, user, framework=form.chosen, area=form.area, view=form.view, on=form.day
        )
        more = {"form": form, "sheet": sheet, "place": form.kept(), "last": observing.last_of(child, user)}
        more["kept"] = observing.kept_in(more["place"])
        return super().get_context_data(**kwargs, **more)


class Touches(AboutChild, View):
    """What is posted from the page: answered with the line it is about, or without script with the page."""

    permission = Permission.ASSESSMENT_RECORD
    seen_event = None
    http_method_names = ["post", "options"]

    def find_child(self, ref):
        """The child without the bar of its page, which is not shown here."""
        children = Child.objects.visible_to(self.request.user)
        child = children.filter(ref=ref).first() or children.filter(merged__ref=ref).first()
        if child is None:
            raise Http404("No such child in reach.")
        return child

    def back(self, item=None):
        """The page one came from, at the line that was touched."""
        address = reverse("assessments:observe", args=[self.child.ref])
        kept = observing.kept_in(self.request.POST)
        at = f"#line-{item.pk}" if item else ""
        return HttpResponseRedirect(f"{address}{'?' if kept else ''}{kept}{at}")

    def refuse(self, words):
        """Say why nothing was written, and show the page as it is now."""
        messages.error(self.request, words)
        response = self.back()
        if self.request.htmx:
            response = render(self.request, "assessments/_told.html", {"lines": [], "last": None})
            response["HX-Refresh"] = "true"
        return response


class ObservationAdd(Touches):
    """One touch: one line is written down in one word."""

    def post(self, request, ref):
        form = TickForm(request.POST)
        item = find_item(request.user, form.item) if form.is_valid() else None
        if item is None:
            return self.refuse(form.problem if form.errors else GONE)
        levels = observing.levels_of(item.area.framework, request.user)
        level = next((level for level in levels if level.code == form.level), None)
        if level is None:
            return self.refuse(GONE)
        return self.write(item, level, levels, form.cleaned_data)

    def write(self, item, level, levels, said):
        user, on = self.request.user, said["on"] or timezone.localdate()
        how = observations.How(on=on, source=said["source"] or Observation.Source.WORKER)
        try:
            seen = observations.tick(self.child, item, level, by=user, how=how)
        except Refused as refusal:
            return self.answer(item, levels, on, None, str(refusal))
        return self.answer(item, levels, on, seen)

    def answer(self, item, levels, on, seen, problem=""):
        if not self.request.htmx:
            word = f"Written down: {item.text}." if seen else "It stands so already."
            (messages.error if problem else messages.success)(self.request, problem or word)
            return self.back(item)
        standing = Standing.of(seen) if seen else None
        line = line_of(self.child, self.request.user, item, levels, on=on, standing=standing, problem=problem)
        last = observing.last([seen]) if seen else UNCHANGED
        return told(self.request, self.child, [line], last, self.request.POST)


class ObservationUndo(Touches):
    """Take back what one ticked: one line, or a whole range."""

    def post(self, request, ref):
        written = request.POST.get("written", "")[:20_000].split(",")
        wanted = [int(pk) for pk in written if pk.isascii() and pk.isdigit() and len(pk) < 13]
        try:
            rows = observations.take_back(self.child, wanted, by=request.user)
        except Refused as refusal:
            return self.refuse(str(refusal))
        if request.htmx and len(rows) == 1:
            return self.answer(rows[0])
        number = len(rows)
        messages.success(request, f"Taken back: {rows[0].item.text if number == 1 else f'{number} lines'}.")
        return self.refresh() if request.htmx else self.back(rows[0].item)

    def answer(self, row):
        user = self.request.user
        item = find_item(user, row.item_id)
        on = TickForm({"on": self.request.POST.get("on", "")}).day
        line = line_of(self.child, user, item, observing.levels_of(item.area.framework, user), on=on)
        last = observing.last_of(self.child, user)
        return told(self.request, self.child, [line], last, self.request.POST, said="Taken back.")

    def refresh(self):
        response = render(self.request, "assessments/_told.html", {"lines": [], "last": None})
        response["HX-Refresh"] = "true"
        return response

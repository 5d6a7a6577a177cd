"""One line at a time: with help, place, note and photo; everything up to it; all that was ever seen of it."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView

from accounts.guards import ActionForm
from accounts.permissions import Permission
from families.models import Document

from .. import observing
from ..actions import observations
from ..forms.observing import ObservationForm, PlaceForm, RangeForm
from ..guards import AboutItem
from ..models import Observation
from ..ranges import spans_of
from ..scoring import State
from ..standing import standing_of_one
from .observing import line_of, told


class FromTheLines(AboutItem):
    """A page that one reaches from the lines, and leaves to them again."""

    seen_event = "item.seen"

    @property
    def framework(self):
        return self.item.area.framework

    def place(self):
        """Where one came from: the day, who saw it, and which part of the page."""
        form = PlaceForm(self.request.GET.dict(), child=self.child, frameworks=[self.framework])
        form.is_valid()
        return form

    def page(self):
        """The page one came from, at this line."""
        kept = observing.kept_in(self.request.GET)
        address = reverse("assessments:observe", args=[self.child.ref])
        return f"{address}{'?' if kept else ''}{kept}#line-{self.item.pk}"

    def get_context_data(self, **kwargs):
        reads_on = self.framework.reads_on
        words = f"{self.child.first_name} can {self.item.text}" if reads_on else self.item.text
        more = {"item": self.item, "framework": self.framework, "words": words, "page": self.page()}
        return super().get_context_data(**kwargs, **more, kept=observing.kept_in(self.request.GET))


class ObservationDescribe(FromTheLines, ActionForm):
    """Write down one line with all there is to say of it."""

    permission = Permission.ASSESSMENT_RECORD
    form_class = ObservationForm
    template_name = "assessments/observation_describe.html"

    def get_template_names(self):
        return ["assessments/_describe.html" if self.request.htmx else self.template_name]

    def get(self, request, *args, **kwargs):
        if request.htmx and "told" in request.GET:  # after writing: the line as it stands now
            return self.tell()
        return super().get(request, *args, **kwargs)

    def tell(self):
        user, place = self.request.user, self.place()
        levels = observing.levels_of(self.framework, user)
        line = line_of(self.child, user, self.item, levels, on=place.day)
        last = observing.last_of(self.child, user)
        return told(self.request, self.child, [line], last, self.request.GET)

    def get_form_kwargs(self):
        levels = observing.levels_of(self.framework, self.request.user)
        return super().get_form_kwargs() | {"levels": levels, "auto_id": f"id_{self.item.pk}_%s"}

    def get_initial(self):
        place = self.place()
        standing = standing_of_one(self.child, self.item, place.day)
        level = standing.word if standing.on else None
        return {"level": level, "on": place.day, "source": place.how} | super().get_initial()

    def form_valid(self, form):
        said = form.cleaned_data
        how = {name: said[name] for name in ("on", "source", "help", "where", "is_general", "note")}
        seen = observations.tick(
            self.child, self.item, form.said, by=self.request.user, how=observations.How(**how),
            photo=said["photo"],
        )  # fmt: skip
        if self.request.htmx:
            kept = observing.kept_in(self.request.GET)
            return HttpResponseRedirect(f"{self.request.path}?{kept}&told=1")
        messages.success(self.request, "Written down." if seen else "It stands so already.")
        return HttpResponseRedirect(self.page())


class ObservationRange(FromTheLines, ActionForm):
    """Say that everything up to a line is done, having seen which lines that changes."""

    permission = Permission.ASSESSMENT_RECORD
    form_class = RangeForm
    template_name = "assessments/observation_range.html"

    @cached_property
    def level(self):
        """The word of the scale for what is done."""
        found = observing.level_for(observing.levels_of(self.framework, self.request.user), State.CAN)
        if found is None:
            raise Http404("This scale has no word for “can do”.")
        return found

    @cached_property
    def spans(self):
        return spans_of(self.child, self.request.user, self.item, self.level, self.place().day)

    @property
    def narrowest(self):
        """The narrowest reading that changes anything."""
        return next((span.code for span in self.spans if span.changed), self.spans[0].code)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"spans": self.spans}

    def get_initial(self):
        place = self.place()
        return {"on": place.day, "source": place.how, "within": self.narrowest} | super().get_initial()

    def form_valid(self, form):
        said = form.cleaned_data
        span = next(span for span in self.spans if span.code == said["within"])
        how = observations.How(on=said["on"] or timezone.localdate(), source=said["source"] or "worker")
        written = observations.tick_all(
            self.child, span.items, self.level, by=self.request.user, how=how, shown=form.shown
        )
        number = len(written)
        lines = "1 line is" if number == 1 else f"{number} lines are"
        messages.success(self.request, f"{lines} now “{self.level}”." if number else "Nothing changed.")
        return HttpResponseRedirect(self.page())

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, spans=self.spans, level=self.level)


class ItemHistory(FromTheLines, ListView):
    """All that was ever seen of one line, newest first; when it was done for the first time stands above."""

    permission = Permission.ASSESSMENT_VIEW
    model = Observation
    template_name = "assessments/item_history.html"
    paginate_by = 50

    def what_was_seen(self):
        return {"target": self.item, "child": self.child}

    def get_queryset(self):
        code, framework = self.item.code, self.framework.code
        seen = Observation.objects.visible_to(self.request.user).filter(
            child=self.child, item__code=code, item__area__framework__code=framework
        )
        return seen.select_related("level", "by", "assessment", "retraction__taken_back_by", "photo")

    def get_context_data(self, **kwargs):
        user = self.request.user
        first = self.get_queryset().standing().filter(state=State.CAN).order_by("on", "pk").first()
        context = super().get_context_data(
            **kwargs, first=first, may_record=user.may(Permission.ASSESSMENT_RECORD)
        )
        for row in context["object_list"]:
            row.back = getattr(row, "retraction", None)
        photos = {row.photo_id for row in [*context["object_list"], first] if row and row.photo_id}
        readable = Document.objects.visible_to(user).readable().filter(pk__in=photos)
        return context | {"readable": set(readable.values_list("pk", flat=True)) if photos else set()}

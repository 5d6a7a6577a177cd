"""The parts of a draft: areas, strands and age bands, each with its form; up and down without script."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import urlencode

from ..actions import framework_parts
from ..forms.framework_parts import (
    AreaEditForm,
    AreaForm,
    BandEditForm,
    BandForm,
    StrandEditForm,
    StrandForm,
)
from ..forms.frameworks import RemoveForm, ShiftForm
from ..models import Area, Band, Strand
from .framework_drafts import Changes, WritesFramework


class AreaAdd(WritesFramework):
    """Add an area to a draft."""

    form_class = AreaForm
    title, button = "Add an area", "Add this area"

    def form_valid(self, form):
        area = framework_parts.add_area(self.framework, by=self.request.user, **form.cleaned_data)
        return self.done(
            f"The area “{area}” is there.", f"{self.framework_url}?{urlencode({'area': area.code})}"
        )


class BandAdd(WritesFramework):
    """Add an age band to a draft."""

    form_class = BandForm
    title, button = "Add an age band", "Add this band"

    def form_valid(self, form):
        band = framework_parts.add_band(self.framework, by=self.request.user, **form.cleaned_data)
        return self.done(f"The age band “{band}” is there.", f"{self.framework_url}#bands")


class WritesPart(WritesFramework):
    """A form about one part of a framework, which brings its framework along."""

    model = None
    part = None
    shown = ()  # the fields of the part that the form begins with

    def find(self, pk):
        path = "framework__scale" if self.model in (Area, Band) else "area__framework__scale"
        rows = self.model.objects.visible_to(self.request.user).select_related(path)
        self.part = rows.filter(pk=pk).first()
        if self.part is None:
            raise Http404("No such part of a framework.")
        return framework_parts.framework_of(self.part)

    @property
    def back_url(self):
        area = self.part if isinstance(self.part, Area) else getattr(self.part, "area", None)
        return (
            f"{self.framework_url}?{urlencode({'area': area.code})}"
            if area
            else f"{self.framework_url}#bands"
        )

    def get_initial(self):
        return {**{name: getattr(self.part, name) for name in self.shown}, **super().get_initial()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, part=self.part)


class Removes(WritesPart):
    """Take a part out of a draft, after a question."""

    form_class = RemoveForm
    button = "Take it out"
    act = None

    @property
    def title(self):
        return f"Take out “{self.part}”"

    def form_valid(self, form):
        type(self).act(self.part, by=self.request.user)
        return self.done(f"“{self.part}” is taken out.", self.after_url)

    @property
    def after_url(self):
        return self.framework_url


class Shifts(WritesPart):
    """Let a part change places with the one before or behind it."""

    http_method_names = ["post", "options"]
    form_class = ShiftForm
    act = None

    def form_valid(self, form):
        if not type(self).act(self.part, by=self.request.user, up=form.cleaned_data["way"] == "up"):
            messages.info(self.request, "It is at the end already.")
        return redirect(self.place_url)

    def form_invalid(self, form):
        messages.error(
            self.request, " ".join(form.non_field_errors()) or "Choose whether it goes up or down."
        )
        return redirect(self.framework_url)

    @property
    def place_url(self):
        return f"{self.back_url}#areas"


class AreaEdit(Changes, WritesPart):
    """Give an area another name."""

    model, form_class, shown = Area, AreaEditForm, ("name", "hint")
    title, button = "Change an area", "Save"

    def form_valid(self, form):
        framework_parts.change_area(self.part, by=self.request.user, **form.cleaned_data)
        return self.done("Saved.")


class AreaShift(Shifts):
    """Let an area change places with its neighbour."""

    model, act = Area, staticmethod(framework_parts.shift)


class AreaRemove(Removes):
    """Take an empty area out of a draft."""

    model, act = Area, staticmethod(framework_parts.remove_area)
    lede = "It can only be taken out while there are no items in it."


class StrandAdd(WritesPart):
    """Add a strand to an area."""

    model, form_class = Area, StrandForm
    title, button = "Add a strand", "Add this strand"

    def form_valid(self, form):
        strand = framework_parts.add_strand(self.part, by=self.request.user, **form.cleaned_data)
        return self.done(f"The strand “{strand}” is there.")


class StrandEdit(Changes, WritesPart):
    """Give a strand another name."""

    model, form_class, shown = Strand, StrandEditForm, ("name",)
    title, button = "Change a strand", "Save"

    def form_valid(self, form):
        framework_parts.change_strand(self.part, by=self.request.user, **form.cleaned_data)
        return self.done("Saved.")


class StrandShift(Shifts):
    """Let a strand change places with its neighbour."""

    model, act = Strand, staticmethod(framework_parts.shift)


class StrandRemove(Removes):
    """Take a strand out of a draft."""

    model, act = Strand, staticmethod(framework_parts.remove_strand)
    lede = "Its items stay in the area."


class BandEdit(Changes, WritesPart):
    """Give an age band other months or another name."""

    model, form_class, shown = Band, BandEditForm, ("start", "end", "name")
    title, button = "Change an age band", "Save"
    lede = "Its items come along."

    def form_valid(self, form):
        framework_parts.change_band(self.part, by=self.request.user, **form.cleaned_data)
        return self.done("Saved.")


class BandRemove(Removes):
    """Take an empty age band out of a draft."""

    model, act = Band, staticmethod(framework_parts.remove_band)
    lede = "It can only be taken out while there are no items in it."

"""A child's chronology, alone or with its brothers and sisters: flagged, filtered, printed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.guards import ActionForm, ActionView
from accounts.permissions import Permission

from ..actions import chronology
from ..chronology import SOURCES, find
from ..forms.chronology import ChronologyForm, ChronologyRemoveForm
from ..guards import AboutChild
from ..models import Child, ChronologyEntry

MOST = 500


class ChronologyList(AboutChild, TemplateView):
    """What mattered, the newest first; with brothers and sisters as far as one may see them."""

    permission = Permission.CHRONOLOGY_VIEW
    template_name = "families/chronology_list.html"
    seen_event = "chronology.seen"
    tab = "family"

    def get_context_data(self, **kwargs):
        user, asked = self.request.user, self.request.GET
        siblings = Child.objects.visible_to(user).filter(family=self.child.family).exclude(pk=self.child.pk)
        siblings = list(siblings.order_by("born_on", "pk"))
        together = bool(asked.get("together")) and bool(siblings)
        children = [self.child, *(siblings if together else [])]
        entries = ChronologyEntry.objects.visible_to(user).standing().filter(child__in=children)
        weight = asked.get("weight", "")
        if weight in ChronologyEntry.Significance:
            entries = entries.filter(significance=weight)
        entries = entries.select_related("child", "flagged_by").order_by("-on", "-pk")[:MOST]
        rows = [(entry, SOURCES.get(entry.source)) for entry in entries]
        return super().get_context_data(
            **kwargs,
            rows=[(entry, source, self.where(entry, source)) for entry, source in rows],
            siblings=siblings,
            together=together,
            weight=weight,
            weights=ChronologyEntry.Significance.choices,
            today=timezone.localdate(),
        )

    def where(self, entry, source):
        """The page of the record behind an event, for whoever may open it."""
        if source is None or not source.may_be_opened_by(self.request.user):
            return ""
        return source.url_of(entry.source_ref, entry.child)


class ChronologyAdd(AboutChild, ActionForm):
    """Flag a record, or write down an event that no record of ours tells."""

    permission = Permission.CHRONOLOGY_VIEW
    form_class = ChronologyForm
    template_name = "families/chronology_add.html"
    tab = "family"

    def get_initial(self):
        asked = self.request.GET
        first = {"source": asked.get("source", ""), "source_ref": asked.get("record", "")}
        found = find(self.request.user, first["source"], first["source_ref"]) if first["source"] else None
        return {**first, "on": found.on if found else None, **super().get_initial()}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        source = SOURCES.get(context["form"]["source"].value() or "")
        return context | {"source": source}

    def form_valid(self, form):
        given = form.cleaned_data
        found = None
        if given["source"]:
            found = find(self.request.user, given["source"], given["source_ref"])
            if found is None or found.child.pk != self.child.pk:
                raise Http404("No such record in reach.")
        names = ("on", "what", "significance")
        entry = {name: given[name] for name in names}
        chronology.flag(self.child, by=self.request.user, found=found, **entry)
        messages.success(self.request, "It is in the chronology.")
        return redirect("families:chronology_list", self.child.ref)


class ChronologyRemove(ActionView):
    """Take an event out of the chronology, with the reason."""

    permission = Permission.CHRONOLOGY_VIEW
    model = ChronologyEntry
    form_class = ChronologyRemoveForm
    template_name = "families/chronology_remove.html"
    context_object_name = "entry"
    seen_event = "chronology.entry_seen"

    @property
    def child(self):
        return self.object.child if getattr(self, "object", None) else None

    def get_queryset(self):
        return super().get_queryset().standing().select_related("child")

    def what_was_seen(self):
        return {**super().what_was_seen(), "restricted": self.object.is_restricted}

    def form_valid(self, form):
        chronology.take_out(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.success(self.request, "It is taken out.")
        return redirect("families:chronology_list", self.child.ref)

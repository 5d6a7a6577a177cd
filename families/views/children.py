"""The list of children, and a child's family and team."""

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView, TemplateView

from accounts import audit
from accounts.guards import ActionForm, Guarded
from accounts.permissions import Permission
from accounts.roles import Scope

from .. import load
from ..adults import reached_at_home
from ..family_page import family_page
from ..forms.children import AddressRevealForm, HomeNoteForm
from ..guards import AboutChild
from ..listing import columns_for
from ..models import Address, Child, HomeNote, SettingPlace
from ..teams import teams_of

CHILD_PAGE = "portage:child_overview"  # it mixes rooms, so the roof has it; an address is only a name
STATES = {"active": "Being visited", "waiting": "Waiting for a worker"}


class ChildList(Guarded, ListView):
    """The children one may see who are with us now: with whom, how often, what to know."""

    permission = Permission.CHILD_VIEW
    model = Child
    template_name = "families/child_list.html"
    paginate_by = 50

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.today = timezone.localdate()
        self.state = request.GET.get("state", "") if request.GET.get("state", "") in STATES else ""

    def get_queryset(self):
        notes = HomeNote.objects.visible_to(self.request.user).current(on=self.today)
        return (
            super()
            .get_queryset()
            .placed(
                status=self.state,
                team=number_in(self.request.GET.get("team", "")),
                worker=number_in(self.request.GET.get("worker", "")),
            )
            .with_place()
            .defer("search_key", "sounds")
            .prefetch_related(Prefetch("home_notes", notes, to_attr="notes_now"))
            .order_by("family_name", "given_name", "pk")
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        children = list(context["page_obj"])
        headings, cells = columns_for(children, self.request.user)
        lines = [{"child": child, "cells": cells[child.pk], "episode": child.place} for child in children]
        only_own = self.request.user.scopes == {Scope.CASELOAD}
        context |= {"lines": lines, "headings": headings, "only_own": only_own}
        context |= {"states_words": STATES.get(self.state, ""), "child_page": CHILD_PAGE}
        context["may_see_loads"] = self.request.user.may(Permission.CASELOAD_VIEW)
        return context | self.filters(only_own)

    def filters(self, only_own):
        """What the list can be narrowed to; a worker's own caseload needs no such choice."""
        choices = {"states": STATES, "state": self.state, "teams": [], "workers": [], "team": 0, "worker": 0}
        if only_own:
            return choices
        teams = list(teams_of(self.request.user, on=self.today))
        choices |= {"teams": teams, "team": number_in(self.request.GET.get("team", ""))}
        choices["worker"] = number_in(self.request.GET.get("worker", ""))
        narrowed = [team for team in teams if team.pk == choices["team"]]
        choices["workers"] = load.workers_of(narrowed or teams, on=self.today).only("name")
        return choices


def number_in(text):
    """A primary key in an address, or 0: what is no number finds nothing to narrow to."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class ChildFamily(AboutChild, TemplateView):
    """Family and team: who is around the child, who may see what and why, where they live."""

    permission = Permission.CHILD_VIEW
    template_name = "families/child_family.html"
    tab = "family"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, **family_page(self.child, self.request.user))


class AddressReveal(AboutChild, ActionForm):
    """A protected address, shown once to who says why; the look is written down with the reason."""

    permission = Permission.ADDRESS_REVEAL
    form_class = AddressRevealForm
    template_name = "families/address_reveal.html"
    tab = "family"

    @property
    def address(self):
        addresses = Address.objects.visible_to(self.request.user).current(on=timezone.localdate())
        return addresses.filter(family=self.child.family).first()

    def get(self, request, *args, **kwargs):
        address = self.address
        if address is None or not address.is_protected:
            return redirect("families:child_family", self.child.ref)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"address": None, **kwargs})

    def form_valid(self, form):
        address, reason = self.address, form.cleaned_data["reason"]
        if address is None:
            return redirect("families:child_family", self.child.ref)
        audit.seen("address.revealed", by=self.request.user, target=address, child=self.child, reason=reason)
        places = SettingPlace.objects.visible_to(self.request.user).current(on=timezone.localdate())
        shown = {
            "address": address.reveal(),
            "carers": reached_at_home(self.child),
            "places": places.filter(child=self.child),
        }
        return self.render_to_response(self.get_context_data(form=form, **shown))


class AddToChild(AboutChild, ActionForm):
    """A small thing added to a child's family page, with its line in the trail."""

    permission = Permission.VISIT_PLAN
    template_name = "families/_child_add.html"
    tab = "family"
    event = heading = ""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, heading=self.heading)

    def form_valid(self, form):
        form.instance.child = self.child
        row = form.save()
        audit.record(self.event, by=self.request.user, target=row, child=self.child)
        messages.success(self.request, f"Added: {row}.")
        return redirect("families:child_family", self.child.ref)


class HomeNoteAdd(AddToChild):
    """Something to know before knocking."""

    form_class = HomeNoteForm
    event, heading = "home_note.added", "Add something to know at the door"

    def form_valid(self, form):
        form.instance.raised_at, form.instance.raised_by = timezone.now(), self.request.user
        return super().form_valid(form)

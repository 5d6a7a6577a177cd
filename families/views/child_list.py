"""The list of children: a worker's own caseload, a team's, the service's; narrowed and sorted."""

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import ListView

from accounts.guards import Guarded
from accounts.permissions import Permission
from accounts.roles import Scope

from .. import load
from ..covering import stand_ins
from ..listing import FILTERS, ORDERS, annotations_for, columns_for, filters_for, open_for
from ..models import Child, HomeNote, Policy
from ..teams import teams_of
from .children import number_in

CHILD_PAGE = "portage:child_overview"  # it mixes rooms, so the roof has it; an address is only a name
STATES = {"active": "Being visited", "waiting": "Waiting for a worker"}
BY_NAME = ("family_name", "given_name", "pk")


class ChildList(Guarded, ListView):
    """The children one may see who are with us now: seen when, next when, what is open, what to know."""

    permission = Permission.CHILD_VIEW
    model = Child
    template_name = "families/child_list.html"
    paginate_by = 50

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        asked = request.GET
        self.today = timezone.localdate()
        self.state = asked.get("state", "") if asked.get("state", "") in STATES else ""
        self.sort = asked.get("sort", "") if asked.get("sort", "") in ORDERS else ""
        self.look = asked.get("look", "") if asked.get("look", "") in FILTERS else ""
        self.policy = Policy.on(self.today)
        self.words = asked.get("name", "").replace("\x00", "")[:80].strip()

    def everyone(self):
        """The children of the list before it is narrowed to what is to be looked at."""
        team, worker = (number_in(self.request.GET.get(name, "")) for name in ("team", "worker"))
        found = super().get_queryset().placed(status=self.state, team=team, worker=worker)
        return found.named(self.words) if self.words else found

    def get_queryset(self):
        user = self.request.user
        found = self.everyone()
        if chosen := self.chosen:
            found = found.filter(chosen.condition(user, self.policy))
        notes = HomeNote.objects.visible_to(user).current(on=self.today)
        order = [*ORDERS[self.sort], *BY_NAME] if self.sort else BY_NAME
        found = (
            found.annotate(**annotations_for(user, self.policy)).with_place().defer("search_key", "sounds")
        )
        found = found.prefetch_related(Prefetch("home_notes", notes, to_attr="notes_now"))
        return found.defer("search_key", "sounds").order_by(*order)

    @property
    def chosen(self):
        """The filter that is chosen, if this person may use it."""
        return next((one for one in filters_for(self.request.user) if one.key == self.look), None)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        user, children = self.request.user, list(context["page_obj"])
        columns, cells = columns_for(children, user, self.policy)
        waits, covers = open_for(children, user, self.policy), stand_ins(children, on=self.today)
        only_own = user.scopes == {Scope.CASELOAD}
        context |= {
            "lines": [
                {
                    "child": child,
                    "cells": cells[child.pk],
                    "open": waits[child.pk],
                    "episode": child.place,
                    "cover": covers.get(child.pk),
                }
                for child in children
            ],
            "columns": columns,
            "only_own": only_own,
            "tiles": self.tiles,
            "chosen": self.chosen,
            "chosen_words": self.chosen.in_words(self.policy) if self.chosen else "",
            "sort": self.sort,
            "name": self.words,
            "states_words": STATES.get(self.state, ""),
            "child_page": CHILD_PAGE,
            "may_see_loads": user.may(Permission.CASELOAD_VIEW),
        }
        return context | self.filters(only_own)

    def get_paginator(self, *args, **kwargs):
        """The number of rows was counted with the tiles, and is not asked for again."""
        paginator = super().get_paginator(*args, **kwargs)
        paginator.count = self.number
        return paginator

    @cached_property
    def counts(self):
        """How many children there are, and how many each filter finds: one question, each as its list."""
        user = self.request.user
        offered = {one.key.replace("-", "_"): one for one in filters_for(user)}
        counts = {name: Count("pk", filter=one.condition(user, self.policy)) for name, one in offered.items()}
        return self.everyone().order_by().aggregate(everyone=Count("pk"), **counts)

    @property
    def number(self):
        """How many rows the list has."""
        return self.counts[self.look.replace("-", "_") if self.chosen else "everyone"]

    @property
    def tiles(self):
        """(filter, its words, how many children it finds) for each filter that this person may use."""
        offered = filters_for(self.request.user)
        return [(one, one.in_words(self.policy), self.counts[one.key.replace("-", "_")]) for one in offered]

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

"""Moving many children: choose them, plan on the board, see what follows, apply, and undo."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView
from django.views.generic.detail import SingleObjectMixin

from accounts.guards import ActionForm, ActionView, Guarded
from accounts.models import User
from accounts.permissions import Permission
from accounts.refusals import Refused

from .. import load
from ..actions import moves, reallocations, undoing
from ..board import board_of, moment_of
from ..consequences import outlooks_of, shares_of
from ..forms.reallocations import NoteForm, PreviewForm, ReallocationForm, UndoForm
from ..models import Move, Policy, Reallocation
from ..moving import moves_of, world_of
from ..teams import teams_of
from ..undoing import undo_until, what_stands_in_the_way
from .children import number_in

LATEST = 10
ASKED = ("worker", "team", "frequency", "area")  # what an address may choose beforehand


class ReallocationAdd(ActionForm):
    """Choose a worker’s whole caseload or the children of a list, and have new places proposed."""

    permission = Permission.CASELOAD_MOVE
    form_class = ReallocationForm
    template_name = "families/reallocation_add.html"

    def get_initial(self):
        asked = {name: self.request.GET[name] for name in ASKED if name in self.request.GET}
        return {**super().get_initial(), **asked}

    def get_form_kwargs(self):
        today = timezone.localdate()
        teams = list(teams_of(self.request.user, on=today))
        workers = load.workers_of(teams, on=today)
        loads = load.loads_of(workers, on=today, policy=Policy.on(today))
        return {**super().get_form_kwargs(), "loads": loads, "teams": teams}

    def get_context_data(self, **kwargs):
        plans = Reallocation.objects.visible_to(self.request.user).exclude(status="dropped")
        plans = plans.select_related("from_worker", "made_by")[:LATEST]
        return super().get_context_data(**kwargs, plans=plans)

    def form_valid(self, form):
        data = form.cleaned_data
        chosen = number_in(data["worker"])
        worker = User.objects.visible_to(self.request.user).filter(pk=chosen).first() if chosen else None
        reallocation = reallocations.plan(
            by=self.request.user,
            reason=data["reason"],
            effective_on=data["effective_on"],
            from_worker=worker,
            chosen=form.chosen,
        )
        return redirect("families:reallocation_detail", reallocation.ref)


class OnePlan(Guarded, SingleObjectMixin, TemplateView):
    """A page about one plan, found in scope or not there."""

    permission = Permission.CASELOAD_MOVE
    model = Reallocation
    slug_field = slug_url_kwarg = "ref"

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):
            self.object = self.get_object()
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().select_related("from_worker", "made_by", "applied_by", "set_by")


class ReallocationDetail(OnePlan):
    """The board: a lane for each worker; what is moved is saved at once, as a plan."""

    template_name = "families/reallocation_detail.html"

    def get(self, request, *args, **kwargs):
        if not self.object.is_draft:
            return redirect("families:reallocation_result", self.object.ref)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """“place” holds the move and the worker, 0 for nobody; “again” asks for a new proposal."""
        at = ""
        try:
            if "again" in request.POST:
                reallocations.propose_again(self.object, by=request.user)
                messages.success(request, "New places are proposed. What you placed by hand stayed.")
            elif "drop" in request.POST:
                reallocations.drop(self.object, by=request.user)
                messages.success(request, "The plan was thrown away. Nothing has changed.")
                return redirect("families:reallocation_add")
            elif "place" in request.POST:
                at = self.place(request.POST["place"])
        except Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("families:reallocation_detail", args=[self.object.ref]) + at)

    def place(self, text):
        move, _, worker = text.partition(":")
        mine = Move.objects.visible_to(self.request.user).filter(reallocation=self.object)
        move = mine.filter(pk=number_in(move)).first()
        to = User.objects.visible_to(self.request.user).filter(pk=number_in(worker)).first()
        if move is None or (to is None and number_in(worker)):
            raise Refused("That child or worker is not part of this plan any more.")
        reallocations.place(self.object, move, to=to, by=self.request.user)
        return f"#child-{move.pk}"

    def get_context_data(self, **kwargs):
        board = board_of(self.object, self.request.user, opened=self.request.GET.get("move", ""))
        last = Reallocation.objects.visible_to(self.request.user).filter(status=Reallocation.Status.APPLIED)
        return super().get_context_data(**kwargs, plan=self.object, board=board, last=last.first())


class ReallocationPreview(ActionView):
    """Every consequence, child by child; what has to be decided; and the button that applies."""

    permission = Permission.CASELOAD_MOVE
    model = Reallocation
    form_class = PreviewForm
    template_name = "families/reallocation_preview.html"

    def get_queryset(self):
        return super().get_queryset().select_related("from_worker")

    def get(self, request, *args, **kwargs):
        if not self.object.is_draft:
            return redirect("families:reallocation_result", self.object.ref)
        return super().get(request, *args, **kwargs)

    def look(self):
        """What would happen, worked out once for each request."""
        if not hasattr(self, "outlooks"):
            world = world_of(self.object, moves_of(self.object, self.request.user))
            self.outlooks = outlooks_of(world, at=moment_of(self.object), user=self.request.user)
            self.shares = [
                share
                for pk, share in shares_of(self.object, world).items()
                if pk != self.object.from_worker_id and (share.new or share.kept != share.now)
            ]
        return self.outlooks, self.shares

    def get_form_kwargs(self):
        outlooks, shares = self.look()
        return {**super().get_form_kwargs(), "outlooks": outlooks, "shares": shares}

    def get_initial(self):
        return {**super().get_initial(), "version": self.object.version}

    def get_form(self, form_class=None):
        """A draft brings back what was typed, never the version that was seen then."""
        form = super().get_form(form_class)
        if not form.is_bound:
            form.initial["version"] = self.object.version
        return form

    def get_context_data(self, **kwargs):
        outlooks, shares = self.look()
        groups = {"decide": [], "stale": [], "ready": [], "stays": []}
        for one in outlooks:
            groups[one.state].append(one)
        moving = groups["decide"] + groups["ready"]
        return super().get_context_data(
            **kwargs,
            plan=self.object,
            shares=shares,
            lines=groups["decide"] + groups["stale"] + groups["ready"] + groups["stays"],
            groups=groups,
            moving=moving,
            visits=sum(one.number_of_visits for one in moving),
            told=sum(bool(one.told) for one in moving),
            is_ahead=self.object.effective_on > timezone.localdate(),
        )

    def form_valid(self, form):
        user = self.request.user
        self.object = reallocations.decide(
            self.object,
            by=user,
            decisions=form.decisions,
            over_reasons=form.over_reasons,
            version=form.cleaned_data["version"],
        )
        noted = number_in(form.noting)
        if noted and any(one.move.pk == noted for one in self.outlooks):
            return redirect("families:reallocation_note", noted)
        if not form.is_applied:
            messages.success(self.request, "Your decisions are kept in the plan. Still, nothing has changed.")
            return redirect("families:reallocation_preview", self.object.ref)
        moves.apply(self.object, by=user, version=self.object.version)
        return redirect("families:reallocation_result", self.object.ref)


class ReallocationNote(ActionView):
    """The hand-over note of one child in a plan, as the brief will print it."""

    permission = Permission.CASELOAD_MOVE
    model = Move
    slug_field = slug_url_kwarg = "pk"
    form_class = NoteForm
    template_name = "families/reallocation_note.html"
    context_object_name = "move"

    def get_queryset(self):
        people = ("reallocation", "episode__child", "from_worker", "to_worker")
        return super().get_queryset().select_related(*people)

    @property
    def plan(self):
        return self.object.reallocation

    def get(self, request, *args, **kwargs):
        if not (self.plan.is_draft and self.object.is_going):
            return redirect("families:reallocation_detail", self.plan.ref)
        return super().get(request, *args, **kwargs)

    def get_initial(self):
        return {"note": self.object.note, **super().get_initial()}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, plan=self.plan, child=self.object.child)

    def form_valid(self, form):
        note, child = form.cleaned_data["note"], self.object.child
        reallocations.write_note(self.plan, self.object, note=note, by=self.request.user)
        messages.success(self.request, f"The note about {child.name} is kept in the plan.")
        return redirect("families:reallocation_preview", self.plan.ref)


class ReallocationResult(OnePlan):
    """What was done, child by child; what is left to do; the way back."""

    template_name = "families/reallocation_result.html"

    def get(self, request, *args, **kwargs):
        if self.object.is_draft:
            return redirect("families:reallocation_detail", self.object.ref)
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """What waits for its day becomes a plan again."""
        try:
            reallocations.take_back_to_planning(self.object, by=request.user)
            messages.success(request, "It is a plan again. Nothing happens by itself.")
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("families:reallocation_detail", self.object.ref)

    def get_context_data(self, **kwargs):
        rows = moves_of(self.object, self.request.user)
        by_outcome = {outcome: [move for move in rows if move.outcome == outcome] for outcome in Move.Outcome}
        outcome = Move.Outcome
        applied = self.object.applied_at is not None
        return super().get_context_data(
            **kwargs,
            plan=self.object,
            shown=[move for move in rows if move.outcome != outcome.STAYED],
            moved=by_outcome[outcome.MOVED],
            undone=by_outcome[outcome.UNDONE],
            skipped=by_outcome[outcome.SKIPPED],
            stayed=by_outcome[outcome.STAYED],
            to_move=[move for move in by_outcome[outcome.PLANNED] if move.is_going],
            workers=len(
                {move.to_worker_id for move in rows if move.outcome in (outcome.MOVED, outcome.UNDONE)}
            ),
            left_visits=[move for move in rows if move.outcome == outcome.MOVED and move.visits["stayed"]],
            undo_until=undo_until(self.object) if applied else None,
            may_undo=applied
            and self.object.status == Reallocation.Status.APPLIED
            and timezone.localdate() <= undo_until(self.object),
        )


class ReallocationUndo(ActionView):
    """The way back: a preview of who goes back and who cannot, then the button."""

    permission = Permission.CASELOAD_MOVE
    model = Reallocation
    form_class = UndoForm
    template_name = "families/reallocation_undo.html"

    def get(self, request, *args, **kwargs):
        if self.object.status != Reallocation.Status.APPLIED:
            return redirect("families:reallocation_result", self.object.ref)
        return super().get(request, *args, **kwargs)

    @property
    def only(self):
        asked = self.request.POST.get("only") or self.request.GET.get("only", "")
        return number_in(asked)

    def get_initial(self):
        return {**super().get_initial(), "only": self.only or None}

    def get_context_data(self, **kwargs):
        rows = [
            move for move in moves_of(self.object, self.request.user) if move.outcome == Move.Outcome.MOVED
        ]
        if self.only:
            rows = [move for move in rows if move.pk == self.only]
        why = what_stands_in_the_way(self.object, rows, user=self.request.user)
        return super().get_context_data(
            **kwargs,
            plan=self.object,
            back=[move for move in rows if move.pk not in why],
            stay=[(move, why[move.pk]) for move in rows if move.pk in why],
            undo_until=undo_until(self.object) if self.object.applied_at else None,
        )

    def form_valid(self, form):
        only = form.cleaned_data["only"]
        undoing.undo(self.object, by=self.request.user, only=[only] if only else None)
        messages.success(self.request, "Moved back. Each record is as it was before the move.")
        return redirect("families:reallocation_result", self.object.ref)

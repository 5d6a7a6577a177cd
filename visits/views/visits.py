from datetime import datetime, time

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, ListView

from accounts import drafts
from accounts.guards import ActionForm, ActionView, Guarded
from accounts.permissions import Permission
from families.guards import AboutChild
from families.models import Allocation
from families.when import LONDON

from ..actions import visits
from ..forms.visits import CancelForm, MoveForm, PlanForm
from ..guards import AboutVisit, StillPlanned
from ..models import RestrictedNote, Visit, VisitRecord
from ..versions import told_apart, unsent


class VisitList(AboutChild, ListView):
    """The tab “Visits” of a child: what is to come, then what was, newest first."""

    permission = Permission.VISIT_VIEW
    seen_event = "visit.list_seen"
    tab = "visits"
    model = Visit
    template_name = "visits/visit_list.html"
    context_object_name = "visits"
    paginate_by = 20

    def get_queryset(self):
        newest_first = VisitRecord.objects.visible_to(self.request.user).order_by("-number")
        mine = super().get_queryset().filter(child=self.child).select_related("worker")
        return mine.prefetch_related(Prefetch("records", newest_first)).order_by("-starts_at", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, **about_now(self.request.user))


class VisitDetail(AboutVisit, Guarded, DetailView):
    """What happened on a visit, as the family and the team read it, with every version of the record."""

    permission = Permission.VISIT_VIEW
    template_name = "visits/visit_detail.html"

    def get_queryset(self):
        newest_first = VisitRecord.objects.visible_to(self.request.user).select_related("signed_by")
        return (
            super()
            .get_queryset()
            .prefetch_related(
                Prefetch("records", newest_first.order_by("-number")),
                "observations__item__area",
                "steps__goal",
                "loans_out__equipment",
                "loans_back__equipment",
                "activities",
            )
        )

    def get_context_data(self, **kwargs):
        user, visit = self.request.user, self.object
        versions = list(visit.records.all())
        return super().get_context_data(
            **kwargs,
            record=versions[0] if versions else None,
            versions=told_apart(versions),
            first_signed=versions[-1] if versions else None,
            has_note=RestrictedNote.objects.visible_to(user).filter(visit=visit).exists(),
            leftover=unsent(drafts.find(user, "visits:visit_write_up", visit.ref), versions),
            **about_now(user),
        )


class VisitPlan(AboutChild, ActionForm):
    """Put a visit into the diary."""

    permission = Permission.VISIT_PLAN
    form_class = PlanForm
    template_name = "visits/visit_plan.html"
    tab = "visits"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user, "workers": self.workers()}

    def workers(self):
        """Who may go: the child's worker; a lead may go herself."""
        user = self.request.user
        allocations = Allocation.objects.visible_to(user).open().filter(episode__child=self.child)
        theirs = [allocation.worker for allocation in allocations.select_related("worker")]
        return list(dict.fromkeys([*theirs, user]))

    def form_valid(self, form):
        visit = visits.plan(self.child, by=self.request.user, **form.cleaned_data)
        when = f"{timezone.localtime(visit.starts_at):%A %-d %B, %H:%M}"
        messages.success(self.request, f"In the diary: {self.child.first_name}, {when}.")
        return redirect("visits:visit_list", self.child.ref)


class VisitMove(AboutVisit, StillPlanned, ActionView):
    """Move a planned visit."""

    permission = Permission.VISIT_PLAN
    form_class = MoveForm
    template_name = "visits/visit_move.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "user": self.request.user, "visit": self.object}

    def form_valid(self, form):
        visit = visits.move(self.object, by=self.request.user, starts_at=form.cleaned_data["when"])
        when = f"{timezone.localtime(visit.starts_at):%A %-d %B, %H:%M}"
        messages.success(self.request, f"Moved to {when}. Tell the family.")
        return redirect("visits:visit_list", visit.child.ref)


class VisitCancel(AboutVisit, StillPlanned, ActionView):
    """Say that a visit is not made, and why; or that nobody was in."""

    permission = Permission.VISIT_PLAN
    form_class = CancelForm
    template_name = "visits/visit_cancel.html"

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "visit": self.object}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, now=timezone.now())

    def form_valid(self, form):
        user, reason = self.request.user, form.cleaned_data["reason"]
        if reason == Visit.Reason.NOBODY_IN:
            visits.nobody_in(self.object, by=user)
        else:
            visits.cancel(self.object, by=user, reason=reason)
        messages.success(self.request, "Out of the diary. You can plan another visit now.")
        return redirect("visits:visit_plan", self.child.ref)


def about_now(user):
    """What a page about visits needs to know to offer what can be done with each."""
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)
    return {
        "now": timezone.now(),
        "end_of_today": datetime.combine(tomorrow, time.min, LONDON),
        "may_plan": user.may(Permission.VISIT_PLAN),
        "may_record": user.may(Permission.VISIT_RECORD),
    }

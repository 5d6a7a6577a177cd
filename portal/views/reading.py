from itertools import groupby

from django.db.models import Prefetch
from django.http import Http404
from django.utils import timezone
from django.views.generic import DetailView, ListView, TemplateView
from django.views.generic.base import View
from django.views.generic.detail import SingleObjectMixin

from accounts.guards import Guarded
from accounts.permissions import Permission
from assessments.differing import pairs_of
from assessments.models import FamilyRating, Goal, Observation
from assessments.profile.for_family import for_family
from assessments.profile.known import frameworks_for, sittings_of, usual_of
from assessments.profiles import profile_of
from equipment.models import Loan
from reports.models import Release, Report
from reports.sending import pdf_response
from visits.models import Visit, VisitRecord

from ..forms import BesideForm
from ..guards import AboutMyChild


class CanDo(AboutMyChild, TemplateView):
    """What the child can do now, area by area, and the goals with their stones."""

    stays_after_death = True
    seen_event = "profile.seen"
    tab = "can_do"
    template_name = "portal/can_do.html"

    def get_context_data(self, **kwargs):
        goals = Goal.objects.visible_to(self.request.user).filter(child=self.child)
        newest = FamilyRating.objects.visible_to(self.request.user).order_by("-on", "-pk")[:1]
        goals = goals.with_steps().open_first().prefetch_related(Prefetch("family_ratings", newest, "felt"))
        now = {} if self.child.died_on else self.now()
        return super().get_context_data(**kwargs, areas=self.areas(), goals=goals, **now)

    def now(self):
        """The coloured-in picture, perhaps beside an earlier look, and how much there is to talk about."""
        user, child = self.request.user, self.child
        framework = usual_of(frameworks_for(child, user))
        sittings = [
            sitting
            for sitting in sittings_of(child, user)
            if framework and sitting.framework.code == framework.code and sitting.on < timezone.localdate()
        ]
        form = BesideForm(self.request.GET, sittings=sittings)
        picture = profile_of(child, user, timezone.localdate(), form.day, framework=framework)
        differing = len(pairs_of(child, user))
        return {"form": form, "picture": picture and for_family(picture), "differing": differing}

    def areas(self):
        """Each area with what is done and what is nearly there, the newest first."""
        seen = Observation.objects.visible_to(self.request.user).filter(child=self.child).latest()
        seen = sorted(seen.select_related("item__area"), key=lambda each: each.item.area.order)
        areas = []
        for area, rows in groupby(seen, key=lambda each: each.item.area):
            newest = sorted(rows, key=lambda each: (each.on, each.pk), reverse=True)
            can = [each for each in newest if each.state == Observation.State.CAN]
            nearly = [each for each in newest if each.state == Observation.State.NEARLY]
            if can or nearly:
                areas.append({"name": area.name, "can": can, "nearly": nearly, "count": f"{len(can)} can do"})
        return areas


class ReportList(AboutMyChild, ListView):
    """The reports that were shared with this adult by name."""

    stays_after_death = True
    seen_event = "report.list_seen"
    tab = "reports"
    model = Report
    template_name = "portal/report_list.html"
    context_object_name = "reports"
    paginate_by = 20

    def get_queryset(self):
        mine = Release.objects.visible_to(self.request.user).filter(carer__user=self.request.user)
        reports = super().get_queryset().filter(child=self.child).without_facts()
        return reports.prefetch_related(Prefetch("releases", mine, "mine")).order_by("-released_at", "-pk")


class ReportFile(Guarded, SingleObjectMixin, View):
    """The pages of a report that was given to this adult; the first time they are opened is noted."""

    permission = Permission.PORTAL_USE
    seen_event = "report.opened"
    model = Report
    slug_field = slug_url_kwarg = "ref"

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        mine = Release.objects.visible_to(request.user).filter(report=self.object, carer__user=request.user)
        if not mine.exists():
            raise Http404("Not given to this adult.")
        response = pdf_response(self.object)
        mine.filter(opened_at=None).update(opened_at=timezone.now())
        return response


class VisitList(AboutMyChild, ListView):
    """The visits that were made, with the record that was signed, newest first."""

    stays_after_death = True
    seen_event = "visit.list_seen"
    tab = "home"
    model = Visit
    template_name = "portal/visit_list.html"
    context_object_name = "visits"
    paginate_by = 10

    def get_queryset(self):
        mine = super().get_queryset().filter(child=self.child).done()
        return with_records(mine, self.request.user).order_by("-starts_at", "-pk")


class VisitDetail(Guarded, DetailView):
    """What happened on one visit, as it was signed."""

    permission = Permission.PORTAL_USE
    seen_event = "visit.seen"
    model = Visit
    slug_field = slug_url_kwarg = "ref"
    template_name = "portal/visit_detail.html"
    context_object_name = "visit"

    def get_queryset(self):
        return with_records(super().get_queryset().done().select_related("child"), self.request.user)

    def get_context_data(self, **kwargs):
        records = self.object.signed
        return super().get_context_data(
            **kwargs, child=self.object.child, tab="home", record=records[0] if records else None
        )


class ToyList(AboutMyChild, ListView):
    """The toys on loan to this family, and when they are due back."""

    seen_event = "loan.list_seen"
    tab = "home"
    model = Loan
    template_name = "portal/toy_list.html"
    context_object_name = "loans"

    def get_queryset(self):
        mine = super().get_queryset().filter(child=self.child).open()
        return mine.select_related("equipment").order_by("due_on", "pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, today=timezone.localdate())


def with_records(visits, user):
    """Visits with their signed records, the version that counts first."""
    newest_first = VisitRecord.objects.visible_to(user).order_by("-number")
    return visits.select_related("worker").prefetch_related(Prefetch("records", newest_first, "signed"))

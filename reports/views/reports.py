from django.http import Http404
from django.views.generic import DetailView, ListView
from django.views.generic.base import View
from django.views.generic.detail import SingleObjectMixin

from accounts.guards import Guarded
from accounts.permissions import Permission
from families.guards import AboutChild

from ..guards import AboutReport
from ..models import Release, Report
from ..progress_of import stones_of
from ..sending import pdf_response

MOST_WAITING = 50  # a lead who has more has another problem than this list


class ReportList(AboutChild, ListView):
    """The tab “Reports” of a child, newest first."""

    permission = Permission.REPORT_VIEW
    seen_event = "report.list_seen"
    tab = "reports"
    model = Report
    template_name = "reports/report_list.html"
    context_object_name = "reports"
    paginate_by = 20

    def get_queryset(self):
        mine = super().get_queryset().filter(child=self.child).without_facts()
        return mine.select_related("requested_by", "approved_by").order_by("-requested_at", "-pk")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, can_ask=self.request.user.may(Permission.REPORT_REQUEST))


class ReportQueue(Guarded, ListView):
    """Reports on their way: those that wait for my approval first, then those I asked for."""

    permission = Permission.REPORT_VIEW
    seen_event = "report.queue_seen"
    model = Report
    template_name = "reports/report_queue.html"
    context_object_name = "reports"
    paginate_by = 30

    def get_queryset(self):
        unfinished = super().get_queryset().unfinished().exclude(pk__in=self.waiting_for_me().values("pk"))
        return (
            unfinished.without_facts()
            .select_related("child", "requested_by")
            .order_by("-requested_at", "-pk")
        )

    def waiting_for_me(self):
        """Those that I may approve: ready, and asked for by somebody else. The oldest comes first."""
        user = self.request.user
        if not user.may(Permission.REPORT_APPROVE):
            return Report.objects.visible_to(user).none()
        waiting = Report.objects.visible_to(user).to_approve().exclude(requested_by=user)
        return waiting.without_facts().select_related("child", "requested_by").order_by("rendered_at", "pk")

    def get_context_data(self, **kwargs):
        decides = self.request.user.may(Permission.REPORT_APPROVE)
        waiting = list(self.waiting_for_me()[:MOST_WAITING])
        return super().get_context_data(**kwargs, decides=decides, to_approve=waiting)


class ReportDetail(AboutReport, Guarded, DetailView):
    """Where a report is on its way, its pages, and what can be done with it now."""

    permission = Permission.REPORT_VIEW
    template_name = "reports/report_detail.html"

    def get_context_data(self, **kwargs):
        releases = Release.objects.visible_to(self.request.user).filter(report=self.object)
        return super().get_context_data(
            **kwargs,
            stones=stones_of(self.object),
            releases=releases.select_related("carer").order_by("pk"),
            **what_now(self.object, self.request.user),
        )


class ReportStatus(AboutReport, Guarded, DetailView):
    """The part of the report's page that changes while it is being made; asked for every two seconds."""

    permission = Permission.REPORT_VIEW
    seen_event = None  # the page that asks was recorded; its pulse is no further look
    template_name = "reports/report_status.html"

    def get_context_data(self, **kwargs):
        return DetailView.get_context_data(
            self,
            stones=stones_of(self.object),
            **what_now(self.object, self.request.user),
            **kwargs,
        )


class ReportFile(AboutReport, Guarded, SingleObjectMixin, View):
    """The pages themselves. Each time they are opened leaves a read line."""

    permission = Permission.REPORT_VIEW
    seen_event = "report.opened"

    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        if not self.object.can_be_read:
            raise Http404("The pages are not there yet.")
        return pdf_response(self.object)


def what_now(report, user):
    """What this person may do with the report now; the page shows only that."""
    is_mine = report.requested_by_id == user.pk
    decides = user.may(Permission.REPORT_APPROVE)
    asks = user.may(Permission.REPORT_REQUEST)
    return {
        "is_mine": is_mine,
        "can_approve": decides and not is_mine and report.is_waiting_for_approval,
        "can_release": decides and report.is_frozen,
        "can_retry": asks and not report.is_being_made and not report.is_frozen,
    }

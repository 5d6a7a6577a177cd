from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from accounts.guards import ActionForm, ActionView
from accounts.permissions import Permission
from families.guards import AboutChild
from families.models import Carer

from ..actions import reports
from ..forms.reports import (
    ReportApproveForm,
    ReportReleaseForm,
    ReportRequestForm,
    ReportRetryForm,
    period_initial,
)
from ..guards import AboutReport
from ..kinds.progress import default_period
from ..models import Release


class ReportRequest(AboutChild, ActionForm):
    """Ask for a progress report: since the last one, unless another period is chosen."""

    permission = Permission.REPORT_REQUEST
    tab = "reports"
    form_class = ReportRequestForm
    template_name = "reports/report_request.html"

    def get_initial(self):
        return {**period_initial(default_period(self.child)), **super().get_initial()}

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "child": self.child}

    def form_valid(self, form):
        report = reports.request(self.child, by=self.request.user, **form.cleaned_data)
        return redirect("reports:report_detail", report.ref)


class Deciding(AboutReport, ActionView):
    """One decision about a report; who comes too late is sent back to it with the reason."""

    def get(self, request, *args, **kwargs):
        return self.turn_away() or super().get(request, *args, **kwargs)

    def why_not(self):
        """Why this cannot be decided now, in a sentence; empty if it can."""
        return ""

    def turn_away(self):
        if reason := self.why_not():
            messages.warning(self.request, reason)
            return redirect("reports:report_detail", self.object.ref)
        return None


class ReportApprove(Deciding):
    """A second person approves the very pages that were read."""

    permission = Permission.REPORT_APPROVE
    form_class = ReportApproveForm
    template_name = "reports/report_approve.html"

    def why_not(self):
        if self.object.requested_by_id == self.request.user.pk:
            return reports.ANOTHER_PERSON
        return "" if self.object.is_waiting_for_approval else "This report does not wait for approval now."

    def get_initial(self):
        return {**super().get_initial(), "sha256": self.object.sha256}

    def form_valid(self, form):
        reports.approve(self.object, by=self.request.user, sha256=form.cleaned_data["sha256"])
        return redirect("reports:report_detail", self.object.ref)


class ReportRelease(Deciding):
    """Share a frozen report with adults by name; who may not receive it is shown with the reason."""

    permission = Permission.REPORT_APPROVE
    form_class = ReportReleaseForm
    template_name = "reports/report_release.html"

    def why_not(self):
        return "" if self.object.is_frozen else "A report is approved before it is shared."

    def carers(self):
        """Those who can receive it, and those who cannot with the reason."""
        today = timezone.localdate()
        given = set(
            Release.objects.visible_to(self.request.user)
            .filter(report=self.object)
            .values_list("carer", flat=True)
        )
        everyone = Carer.objects.visible_to(self.request.user).filter(child=self.object.child)
        seeing = set(everyone.seeing(on=today).values_list("pk", flat=True))
        possible, not_possible = [], []
        for carer in everyone.order_by("pk"):
            reason = _why_not_to(carer, has_it=carer.pk in given, sees=carer.pk in seeing)
            if reason:
                not_possible.append((carer, reason))
            else:
                possible.append(carer)
        return possible, not_possible

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "carers": self.carers()[0]}

    def get_context_data(self, **kwargs):
        possible, not_possible = self.carers()
        return super().get_context_data(**kwargs, possible=possible, not_possible=not_possible)

    def form_valid(self, form):
        reports.release(self.object, by=self.request.user, to=form.cleaned_data["to"])
        messages.success(self.request, "Shared. We have told them that there is something to read.")
        return redirect("reports:report_detail", self.object.ref)


class ReportRetry(Deciding):
    """Have the pages made again: after a failure, or because the record has moved on."""

    permission = Permission.REPORT_REQUEST
    form_class = ReportRetryForm
    template_name = "reports/report_retry.html"

    def why_not(self):
        if self.object.is_being_made:
            return "The pages are being made at this moment."
        return "This report is approved and cannot be changed." if self.object.is_frozen else ""

    def form_valid(self, form):
        reports.make_again(self.object, by=self.request.user)
        return redirect("reports:report_detail", self.object.ref)


def _why_not_to(carer, *, has_it, sees):
    if has_it:
        return "has it already"
    if carer.access == Carer.Access.LIMITED:
        return "access is limited, so nothing of the record is shared"
    if not sees:
        return "may not see the record today"
    if not carer.may_receive_records:
        return "may see the record, but is not to be given letters and reports"
    return "" if carer.user_id else "has no way to sign in yet: hand over a printed copy"

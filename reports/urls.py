"""Addresses of reports. A report is named by its ref."""

from django.urls import path

from .views import deciding, reports

app_name = "reports"
urlpatterns = [
    path("children/<slug:ref>/reports/", reports.ReportList.as_view(), name="report_list"),
    path("children/<slug:ref>/reports/ask/", deciding.ReportRequest.as_view(), name="report_request"),
    path("reports/", reports.ReportQueue.as_view(), name="report_queue"),
    path("reports/<slug:ref>/", reports.ReportDetail.as_view(), name="report_detail"),
    path("reports/<slug:ref>/status/", reports.ReportStatus.as_view(), name="report_status"),
    path("reports/<slug:ref>/file/", reports.ReportFile.as_view(), name="report_file"),
    path("reports/<slug:ref>/approve/", deciding.ReportApprove.as_view(), name="report_approve"),
    path("reports/<slug:ref>/release/", deciding.ReportRelease.as_view(), name="report_release"),
    path("reports/<slug:ref>/retry/", deciding.ReportRetry.as_view(), name="report_retry"),
]

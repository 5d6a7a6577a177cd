"""Addresses of reports. A report is named by its ref."""

from django.urls import path

from .views import briefs, celebration_print, deciding, exports, letters, papers, profile_print, reports

app_name = "reports"
urlpatterns = [
    path("children/<ref:ref>/reports/", reports.ReportList.as_view(), name="report_list"),
    path("children/<ref:ref>/reports/ask/", deciding.ReportRequest.as_view(), name="report_request"),
    path("reports/", reports.ReportQueue.as_view(), name="report_queue"),
    path("reports/<ref:ref>/", reports.ReportDetail.as_view(), name="report_detail"),
    path("reports/<ref:ref>/status/", reports.ReportStatus.as_view(), name="report_status"),
    path("reports/<ref:ref>/file/", reports.ReportFile.as_view(), name="report_file"),
    path("reports/<ref:ref>/approve/", deciding.ReportApprove.as_view(), name="report_approve"),
    path("reports/<ref:ref>/release/", deciding.ReportRelease.as_view(), name="report_release"),
    path("reports/<ref:ref>/retry/", deciding.ReportRetry.as_view(), name="report_retry"),
    path("waiting-list/export/", exports.WaitingListExport.as_view(), name="waiting_list_export"),
    path("decisions/<ref:ref>/letters/", letters.LetterAdd.as_view(), name="letter_add"),
    path("panels/<ref:ref>/papers/agenda/", letters.PanelAgendaAdd.as_view(), name="panel_agenda_add"),
    path("panels/<ref:ref>/papers/pack/", letters.PanelPackAdd.as_view(), name="panel_pack_add"),
    path("panels/<ref:ref>/papers/minutes/", letters.PanelMinutesAdd.as_view(), name="panel_minutes_add"),
    path("caseloads/move/<ref:ref>/briefs/", briefs.BriefAdd.as_view(), name="brief_add"),
    path("children/<ref:ref>/profile/paper/", profile_print.ProfilePrint.as_view(), name="profile_print"),
    path(
        "children/<ref:ref>/celebration/paper/",
        celebration_print.CelebrationPrint.as_view(),
        name="celebration_print",
    ),
    path("papers/<ref:ref>/", papers.PaperDetail.as_view(), name="paper_detail"),
    path("papers/<ref:ref>/status/", papers.PaperStatus.as_view(), name="paper_status"),
    path("papers/<ref:ref>/file/", papers.PaperFile.as_view(), name="paper_file"),
    path("papers/<ref:ref>/again/", papers.PaperRetry.as_view(), name="paper_retry"),
]

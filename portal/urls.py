"""Addresses of the family's own pages, below /family/."""

from django.urls import path

from .views import home, reading, week

app_name = "portal"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("reports/<slug:ref>/", reading.ReportFile.as_view(), name="report_file"),
    path("visits/<slug:ref>/", reading.VisitDetail.as_view(), name="visit_detail"),
    path("<slug:ref>/", home.ChildHome.as_view(), name="child_home"),
    path("<slug:ref>/week/", week.Week.as_view(), name="week"),
    path("<slug:ref>/practice/", week.PracticeAdd.as_view(), name="practice_add"),
    path("<slug:ref>/practice/undo/", week.PracticeUndo.as_view(), name="practice_undo"),
    path("<slug:ref>/can-do/", reading.CanDo.as_view(), name="can_do"),
    path("<slug:ref>/reports/", reading.ReportList.as_view(), name="report_list"),
    path("<slug:ref>/visits/", reading.VisitList.as_view(), name="visit_list"),
    path("<slug:ref>/toys/", reading.ToyList.as_view(), name="toy_list"),
]

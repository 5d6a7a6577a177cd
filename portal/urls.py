"""Addresses of the family's own pages, below /family/."""

from django.urls import path

from .views import feeling, home, looks, reading, talking, week

app_name = "portal"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("reports/<ref:ref>/", reading.ReportFile.as_view(), name="report_file"),
    path("goals/<ref:ref>/feeling/", feeling.GoalFeeling.as_view(), name="goal_feeling"),
    path("visits/<ref:ref>/", reading.VisitDetail.as_view(), name="visit_detail"),
    path("<ref:ref>/", home.ChildHome.as_view(), name="child_home"),
    path("<ref:ref>/week/", week.Week.as_view(), name="week"),
    path("<ref:ref>/practice/", week.PracticeAdd.as_view(), name="practice_add"),
    path("<ref:ref>/practice/undo/", week.PracticeUndo.as_view(), name="practice_undo"),
    path("<ref:ref>/can-do/", reading.CanDo.as_view(), name="can_do"),
    path("<ref:ref>/observe/", talking.Observe.as_view(), name="observe"),
    path("<ref:ref>/observe/tick/", talking.ObservationAdd.as_view(), name="observation_add"),
    path("<ref:ref>/observe/undo/", talking.ObservationUndo.as_view(), name="observation_undo"),
    path("<ref:ref>/observe/<int:item>/", talking.ObservationDescribe.as_view(), name="observation_describe"),
    path("<ref:ref>/differently/", talking.DifferenceList.as_view(), name="difference_list"),
    path("<ref:ref>/celebration/", talking.Celebration.as_view(), name="celebration"),
    path("<ref:ref>/reports/", reading.ReportList.as_view(), name="report_list"),
    path("<ref:ref>/visits/", reading.VisitList.as_view(), name="visit_list"),
    path("<ref:ref>/toys/", reading.ToyList.as_view(), name="toy_list"),
    path("<ref:ref>/who-looked/", looks.WhoLooked.as_view(), name="who_looked"),
]

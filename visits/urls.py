from django.urls import path

from .views.diary import DiaryWeek
from .views.notes import NoteRead
from .views.records import VisitCorrect, VisitWriteUp
from .views.visits import VisitCancel, VisitDetail, VisitList, VisitMove, VisitPlan

app_name = "visits"
urlpatterns = [
    path("diary/", DiaryWeek.as_view(), name="diary_week"),
    path("children/<slug:ref>/visits/", VisitList.as_view(), name="visit_list"),
    path("children/<slug:ref>/visits/plan/", VisitPlan.as_view(), name="visit_plan"),
    path("visits/<slug:ref>/", VisitDetail.as_view(), name="visit_detail"),
    path("visits/<slug:ref>/move/", VisitMove.as_view(), name="visit_move"),
    path("visits/<slug:ref>/cancel/", VisitCancel.as_view(), name="visit_cancel"),
    path("visits/<slug:ref>/write-up/", VisitWriteUp.as_view(), name="visit_write_up"),
    path("visits/<slug:ref>/correct/", VisitCorrect.as_view(), name="visit_correct"),
    path("visits/<slug:ref>/private-note/", NoteRead.as_view(), name="note_read"),
]

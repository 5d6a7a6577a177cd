from django.urls import path

from .views.diary import DiaryWeek
from .views.notes import NoteRead
from .views.records import VisitCorrect, VisitWriteUp
from .views.visits import VisitCancel, VisitDetail, VisitList, VisitMove, VisitPlan

app_name = "visits"
urlpatterns = [
    path("diary/", DiaryWeek.as_view(), name="diary_week"),
    path("children/<ref:ref>/visits/", VisitList.as_view(), name="visit_list"),
    path("children/<ref:ref>/visits/plan/", VisitPlan.as_view(), name="visit_plan"),
    path("visits/<ref:ref>/", VisitDetail.as_view(), name="visit_detail"),
    path("visits/<ref:ref>/move/", VisitMove.as_view(), name="visit_move"),
    path("visits/<ref:ref>/cancel/", VisitCancel.as_view(), name="visit_cancel"),
    path("visits/<ref:ref>/write-up/", VisitWriteUp.as_view(), name="visit_write_up"),
    path("visits/<ref:ref>/correct/", VisitCorrect.as_view(), name="visit_correct"),
    path("visits/<ref:ref>/private-note/", NoteRead.as_view(), name="note_read"),
]

"""Addresses of observing and of sittings."""

from django.urls import path

from ..views import assessments, observations, observing

urlpatterns = [
    path("children/<ref:ref>/observe/", observing.Observe.as_view(), name="observe"),
    path("children/<ref:ref>/observe/tick/", observing.ObservationAdd.as_view(), name="observation_add"),
    path("children/<ref:ref>/observe/undo/", observing.ObservationUndo.as_view(), name="observation_undo"),
    path("children/<ref:ref>/items/<int:item>/", observations.ItemHistory.as_view(), name="item_history"),
    path(
        "children/<ref:ref>/items/<int:item>/seen/",
        observations.ObservationDescribe.as_view(),
        name="observation_describe",
    ),
    path(
        "children/<ref:ref>/items/<int:item>/up-to-here/",
        observations.ObservationRange.as_view(),
        name="observation_range",
    ),
    path("children/<ref:ref>/assessments/", assessments.AssessmentList.as_view(), name="assessment_list"),
    path(
        "children/<ref:ref>/assessments/start/",
        assessments.AssessmentStart.as_view(),
        name="assessment_start",
    ),
    path("assessments/<ref:ref>/", assessments.AssessmentDetail.as_view(), name="assessment_detail"),
    path("assessments/<ref:ref>/finish/", assessments.AssessmentFinish.as_view(), name="assessment_finish"),
    path(
        "assessments/<ref:ref>/throw-away/",
        assessments.AssessmentDiscard.as_view(),
        name="assessment_discard",
    ),
]

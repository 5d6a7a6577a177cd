"""Addresses of moving children from one worker to another: one, or many at once."""

from django.urls import path

from ..views import hand_overs, reallocations

urlpatterns = [
    path("children/<ref:ref>/hand-over/", hand_overs.EpisodeHandOver.as_view(), name="episode_hand_over"),
    path("caseloads/move/", reallocations.ReallocationAdd.as_view(), name="reallocation_add"),
    path("caseloads/move/<ref:ref>/", reallocations.ReallocationDetail.as_view(), name="reallocation_detail"),
    path(
        "caseloads/move/<ref:ref>/preview/",
        reallocations.ReallocationPreview.as_view(),
        name="reallocation_preview",
    ),
    path("caseloads/move/note/<int:pk>/", reallocations.ReallocationNote.as_view(), name="reallocation_note"),
    path(
        "caseloads/move/<ref:ref>/result/",
        reallocations.ReallocationResult.as_view(),
        name="reallocation_result",
    ),
    path(
        "caseloads/move/<ref:ref>/undo/", reallocations.ReallocationUndo.as_view(), name="reallocation_undo"
    ),
    path("hand-overs/<ref:ref>/", hand_overs.HandOverDetail.as_view(), name="hand_over_detail"),
    path("hand-overs/<ref:ref>/answer/", hand_overs.HandOverAnswer.as_view(), name="hand_over_answer"),
    path("hand-overs/<ref:ref>/withdraw/", hand_overs.HandOverWithdraw.as_view(), name="hand_over_withdraw"),
]

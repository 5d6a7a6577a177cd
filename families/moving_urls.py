"""Addresses of moving children from one worker to another: one, or many at once."""

from django.urls import path

from .views import hand_overs

urlpatterns = [
    path("children/<ref:ref>/hand-over/", hand_overs.EpisodeHandOver.as_view(), name="episode_hand_over"),
    path("hand-overs/<ref:ref>/", hand_overs.HandOverDetail.as_view(), name="hand_over_detail"),
    path("hand-overs/<ref:ref>/answer/", hand_overs.HandOverAnswer.as_view(), name="hand_over_answer"),
    path("hand-overs/<ref:ref>/withdraw/", hand_overs.HandOverWithdraw.as_view(), name="hand_over_withdraw"),
]

"""Addresses of the developmental profile."""

from django.urls import path

from ..views import profile_more, profiles, team_profiles

urlpatterns = [
    path("children/<ref:ref>/profile/", profiles.ProfileDetail.as_view(), name="profile_detail"),
    path("children/<ref:ref>/profile/ages/", profile_more.ProfileAges.as_view(), name="profile_ages"),
    path(
        "children/<ref:ref>/profile/history/", profile_more.ProfileHistory.as_view(), name="profile_history"
    ),
    path("profiles/", team_profiles.TeamProfiles.as_view(), name="team_profiles"),
]

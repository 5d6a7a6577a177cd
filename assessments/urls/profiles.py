"""Addresses of the developmental profile."""

from django.urls import path

from ..views import profiles

urlpatterns = [
    path("children/<ref:ref>/profile/", profiles.ProfileDetail.as_view(), name="profile_detail"),
    path("children/<ref:ref>/checklist/", profiles.ChecklistEdit.as_view(), name="checklist_edit"),
]

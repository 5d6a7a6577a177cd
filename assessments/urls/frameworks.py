"""Addresses of the checklists themselves."""

from django.urls import path

from ..views import framework_uploads

urlpatterns = [
    path("frameworks/upload/", framework_uploads.FrameworkUploadAdd.as_view(), name="framework_upload"),
    path("framework-uploads/<ref:ref>/", framework_uploads.UploadDetail.as_view(), name="upload_detail"),
    path(
        "framework-uploads/<ref:ref>/reasons/",
        framework_uploads.UploadReasons.as_view(),
        name="upload_reasons",
    ),
    path("framework-uploads/<ref:ref>/load/", framework_uploads.UploadLoad.as_view(), name="upload_load"),
]

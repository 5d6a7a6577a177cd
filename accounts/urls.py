from django.urls import path

from .views import drafts, inquiry, jobs, people, saved_filters, service, sessions

app_name = "accounts"
urlpatterns = [
    path("me/", people.Me.as_view(), name="me"),
    path("people/", people.PersonList.as_view(), name="person_list"),
    path("audit/", inquiry.AuditList.as_view(), name="audit_list"),
    path("jobs/", jobs.JobList.as_view(), name="job_list"),
    path("jobs/<uuid:pk>/retry/", jobs.JobRetry.as_view(), name="job_retry"),
    path("service/", service.ServiceEdit.as_view(), name="service_edit"),
    path("drafts/save/", drafts.DraftSave.as_view(), name="draft_save"),
    path("drafts/discard/", drafts.DraftDiscard.as_view(), name="draft_discard"),
    path("views/", saved_filters.SavedFilterList.as_view(), name="saved_filter_list"),
    path("views/save/", saved_filters.SavedFilterAdd.as_view(), name="saved_filter_add"),
    path("views/<ref:ref>/", saved_filters.SavedFilterOpen.as_view(), name="saved_filter_open"),
    path("views/<ref:ref>/rename/", saved_filters.SavedFilterEdit.as_view(), name="saved_filter_edit"),
    path("views/<ref:ref>/delete/", saved_filters.SavedFilterDelete.as_view(), name="saved_filter_delete"),
    path("session/keep/", sessions.SessionKeep.as_view(), name="session_keep"),
    path("brand.css", service.brand_css, name="brand_css"),
    path("logo", service.logo, name="logo"),
]

"""Addresses of what comes from outside: the public form, what it brought, notifications, documents.

The key of a page of the form is its name; the key of a mailed link is chance. No person is named in any.
"""

from django.urls import path

from ..views import documents, health_notifications, incoming, referring

urlpatterns = [
    path("refer/", referring.ReferStart.as_view(), name="refer_start"),
    path("refer/papers/", referring.ReferPapers.as_view(), name="refer_papers"),
    path("refer/papers/drop/", referring.ReferPaperDrop.as_view(), name="refer_paper_drop"),
    path("refer/check/", referring.ReferReview.as_view(), name="refer_review"),
    path("refer/sent/", referring.ReferSent.as_view(), name="refer_sent"),
    path("refer/save/", referring.ReferSave.as_view(), name="refer_save"),
    path("refer/saved/", referring.ReferSaved.as_view(), name="refer_saved"),
    path("refer/come-back/", referring.ReferReturn.as_view(), name="refer_return"),
    path("refer/come-back/<slug:key>/", referring.ReferOpen.as_view(), name="refer_open"),
    path("refer/status/<slug:key>/", referring.ReferStatus.as_view(), name="refer_status"),
    path("refer/<slug:key>/", referring.ReferStep.as_view(), name="refer_step"),
    path("refer/<slug:key>/before-you-go-on/", referring.ReferAdvice.as_view(), name="refer_advice"),
    path("referrals/incoming/<ref:ref>/", incoming.IncomingDetail.as_view(), name="incoming_detail"),
    path("referrals/incoming/<ref:ref>/settle/", incoming.IncomingSettle.as_view(), name="incoming_settle"),
    path("referrals/incoming/<ref:ref>/take-in/", incoming.IncomingTakeIn.as_view(), name="incoming_take_in"),
    path(
        "referrals/incoming/<ref:ref>/set-aside/", incoming.IncomingRefuse.as_view(), name="incoming_refuse"
    ),
    path(
        "referrals/incoming/papers/<ref:ref>/", incoming.IncomingFileOpen.as_view(), name="incoming_file_open"
    ),
    path(
        "referrals/notifications/",
        health_notifications.NotificationList.as_view(),
        name="notification_list",
    ),
    path(
        "referrals/notifications/add/",
        health_notifications.NotificationAdd.as_view(),
        name="notification_add",
    ),
    path(
        "referrals/notifications/<ref:ref>/",
        health_notifications.NotificationDetail.as_view(),
        name="notification_detail",
    ),
    path(
        "referrals/notifications/<ref:ref>/file/",
        health_notifications.NotificationFile.as_view(),
        name="notification_file",
    ),
    path(
        "referrals/notifications/<ref:ref>/refer/",
        health_notifications.NotificationRefer.as_view(),
        name="notification_refer",
    ),
    path("children/<ref:ref>/documents/", documents.DocumentList.as_view(), name="document_list"),
    path("children/<ref:ref>/documents/add/", documents.DocumentAdd.as_view(), name="document_add"),
    path("documents/<ref:ref>/", documents.DocumentOpen.as_view(), name="document_open"),
]

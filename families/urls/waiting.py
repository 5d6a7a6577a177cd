"""Addresses of the waiting list, of local services, and of help from others."""

from django.urls import path

from ..views import local_services, outward_referrals, waiting, waiting_list

urlpatterns = [
    path("waiting-list/", waiting_list.WaitingList.as_view(), name="waiting_list"),
    path("waiting-list/<ref:ref>/", waiting.WaitingDetail.as_view(), name="waiting_detail"),
    path("waiting-list/<ref:ref>/contact/", waiting.WaitingContact.as_view(), name="waiting_contact"),
    path("waiting-list/<ref:ref>/offer/", waiting.WaitingOfferAdd.as_view(), name="waiting_offer_add"),
    path("waiting-list/<ref:ref>/remove/", waiting.WaitingRemove.as_view(), name="waiting_remove"),
    path("waiting-list/offers/<ref:ref>/", waiting.WaitingOfferAnswer.as_view(), name="waiting_offer_answer"),
    path(
        "waiting-list/<ref:ref>/other-help/",
        outward_referrals.WaitingHelpAdd.as_view(),
        name="waiting_help_add",
    ),
    path("directory/", local_services.LocalServiceList.as_view(), name="local_service_list"),
    path("directory/add/", local_services.LocalServiceAdd.as_view(), name="local_service_add"),
    path("directory/import/", local_services.DirectoryImport.as_view(), name="directory_import"),
    path(
        "directory/import/<ref:ref>/",
        local_services.DirectoryImportCheck.as_view(),
        name="directory_import_check",
    ),
    path("directory/<ref:ref>/", local_services.LocalServiceDetail.as_view(), name="local_service_detail"),
    path("directory/<ref:ref>/edit/", local_services.LocalServiceEdit.as_view(), name="local_service_edit"),
    path(
        "directory/<ref:ref>/check/", local_services.LocalServiceCheck.as_view(), name="local_service_check"
    ),
    path(
        "directory/<ref:ref>/retire/",
        local_services.LocalServiceRetire.as_view(),
        name="local_service_retire",
    ),
    path("children/<ref:ref>/other-help/", outward_referrals.OutwardList.as_view(), name="outward_list"),
    path("children/<ref:ref>/other-help/add/", outward_referrals.OutwardAdd.as_view(), name="outward_add"),
    path("other-help/", outward_referrals.OutwardOverdue.as_view(), name="outward_overdue"),
    path("other-help/<ref:ref>/", outward_referrals.OutwardDetail.as_view(), name="outward_detail"),
    path("other-help/<ref:ref>/asked/", outward_referrals.OutwardAsk.as_view(), name="outward_ask"),
    path("other-help/<ref:ref>/yes/", outward_referrals.OutwardPermit.as_view(), name="outward_permit"),
    path("other-help/<ref:ref>/no/", outward_referrals.OutwardRefuse.as_view(), name="outward_refuse"),
    path("other-help/<ref:ref>/refer/", outward_referrals.OutwardSend.as_view(), name="outward_send"),
    path("other-help/<ref:ref>/chase/", outward_referrals.OutwardChase.as_view(), name="outward_chase"),
    path("other-help/<ref:ref>/outcome/", outward_referrals.OutwardEnd.as_view(), name="outward_end"),
    path("other-help/<ref:ref>/drop/", outward_referrals.OutwardDrop.as_view(), name="outward_drop"),
]

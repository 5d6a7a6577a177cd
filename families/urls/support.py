"""Addresses of what surrounds a child's time with us: permissions, package, agreement, closing."""

from django.urls import path

from ..views import agreements, closures, consents, support

CHILD = "children/<ref:ref>"
urlpatterns = [
    path(f"{CHILD}/support/", support.EpisodeDetail.as_view(), name="episode_detail"),
    path(f"{CHILD}/permissions/", consents.ConsentList.as_view(), name="consent_list"),
    path(f"{CHILD}/permissions/add/", consents.ConsentAdd.as_view(), name="consent_add"),
    path("permissions/<ref:ref>/end/", consents.ConsentWithdraw.as_view(), name="consent_withdraw"),
    path(f"{CHILD}/package/add/", support.PackageAdd.as_view(), name="package_add"),
    path("packages/<ref:ref>/end/", support.PackageEnd.as_view(), name="package_end"),
    path(f"{CHILD}/how-often/", support.IntensityAdd.as_view(), name="intensity_add"),
    path("how-often/<ref:ref>/call-off/", support.IntensityCallOff.as_view(), name="intensity_call_off"),
    path(f"{CHILD}/weight/", support.EpisodeWeigh.as_view(), name="episode_weigh"),
    path(f"{CHILD}/lead-professional/", support.LeadProfessionalAdd.as_view(), name="lead_professional_add"),
    path(
        "lead-professionals/<ref:ref>/end/",
        support.LeadProfessionalEnd.as_view(),
        name="lead_professional_end",
    ),
    path(f"{CHILD}/agreement/write/", agreements.AgreementAdd.as_view(), name="agreement_add"),
    path("agreements/<ref:ref>/", agreements.AgreementDetail.as_view(), name="agreement_detail"),
    path("agreements/<ref:ref>/sign/", agreements.AgreementSign.as_view(), name="agreement_sign"),
    path(
        "agreements/<ref:ref>/countersign/",
        agreements.AgreementCountersign.as_view(),
        name="agreement_countersign",
    ),
    path(f"{CHILD}/close/", closures.EpisodeClose.as_view(), name="episode_close"),
    path(f"{CHILD}/open-again/", closures.EpisodeReopen.as_view(), name="episode_reopen"),
    path(f"{CHILD}/death/", closures.DeathAdd.as_view(), name="death_add"),
    path("deaths/<ref:ref>/take-back/", closures.DeathUndo.as_view(), name="death_undo"),
]

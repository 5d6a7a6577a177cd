"""Addresses of what surrounds a child's time with us: permissions, package, agreement, closing."""

from django.urls import path

from .views import consents, support

urlpatterns = [
    path("children/<ref:ref>/support/", support.EpisodeDetail.as_view(), name="episode_detail"),
    path("children/<ref:ref>/permissions/", consents.ConsentList.as_view(), name="consent_list"),
    path("children/<ref:ref>/permissions/add/", consents.ConsentAdd.as_view(), name="consent_add"),
    path("permissions/<ref:ref>/end/", consents.ConsentWithdraw.as_view(), name="consent_withdraw"),
]

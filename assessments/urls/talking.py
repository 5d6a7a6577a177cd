"""Addresses of what family and workers see differently, and of what there is to celebrate."""

from django.urls import path

from ..views import talking

urlpatterns = [
    path("children/<ref:ref>/talk/", talking.DifferenceList.as_view(), name="difference_list"),
    path("children/<ref:ref>/talk/<int:item>/", talking.DifferenceSettle.as_view(), name="difference_settle"),
    path("children/<ref:ref>/celebration/", talking.Celebration.as_view(), name="celebration"),
]

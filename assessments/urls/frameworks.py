"""Addresses of the checklists themselves."""

urlpatterns = []

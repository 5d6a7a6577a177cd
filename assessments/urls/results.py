"""Addresses of other tools’ results."""

urlpatterns = []

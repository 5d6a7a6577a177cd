"""Addresses of what family and workers see differently."""

urlpatterns = []

"""Addresses of suggested next steps and of what a child enjoys."""

urlpatterns = []

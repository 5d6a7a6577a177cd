"""Addresses of aspirations, outcomes, strategies and plan reviews."""

urlpatterns = []

"""Addresses of observing: ticks, sittings, and what is known of one item."""

urlpatterns = []

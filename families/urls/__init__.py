"""Addresses of families, by part of the room. A child or referral is named by its ref, a person never."""

from . import children, imports, intake, moving, people, safety, support, triage, waiting

app_name = "families"
PARTS = (imports, intake, moving, people, safety, support, triage, waiting, children)
urlpatterns = [address for part in PARTS for address in part.urlpatterns]

"""Addresses of assessments, by part of the room. A child is named by its ref, a person never."""

from . import designing, frameworks, goals, next_steps, observing, plans, profiles, results, talking

app_name = "assessments"
PARTS = (designing, frameworks, goals, next_steps, observing, plans, profiles, results, talking)
urlpatterns = [address for part in PARTS for address in part.urlpatterns]

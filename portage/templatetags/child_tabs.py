"""The tabs of a child's pages: each is a page of the room that owns its data."""

from django import template
from django.urls import NoReverseMatch, reverse

from accounts.permissions import Permission

register = template.Library()

TABS = [
    ("overview", "Overview", "portage:child_overview", Permission.CHILD_VIEW),
    ("visits", "Visits", "visits:visit_list", Permission.VISIT_VIEW),
    ("goals", "Goals", "assessments:goal_list", Permission.ASSESSMENT_VIEW),
    ("profile", "Profile", "assessments:profile_detail", Permission.ASSESSMENT_VIEW),
    ("toys", "Toys", "equipment:loan_list", Permission.EQUIPMENT_VIEW),
    ("reports", "Reports", "reports:report_list", Permission.REPORT_VIEW),
    ("support", "Support", "families:episode_detail", Permission.CHILD_VIEW),
    ("family", "Family", "families:child_family", Permission.CHILD_VIEW),
]


@register.simple_tag(takes_context=True)
def child_tabs(context, child, here):
    """The tabs that this person may open, as dicts of label, url and whether we are on it."""
    user = context["request"].user
    tabs = [
        {"label": label, "url": address(name, child), "current": key == here}
        for key, label, name, permission in TABS
        if user.may(permission)
    ]
    return [tab for tab in tabs if tab["url"]]


def address(name, child):
    """Where the tab leads; nothing where a room is not installed."""
    try:
        return reverse(name, args=[child.ref])
    except NoReverseMatch:
        return ""

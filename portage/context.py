"""What every page knows: whose service this is, the main menu, how long a session lasts."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from accounts.models import Service
from accounts.permissions import Permission

from .navigation import navigation_for


def page(request):
    """Looked up only when a template asks, so that fragments and errors cost nothing."""
    return {
        "service": SimpleLazyObject(Service.current),
        "navigation": SimpleLazyObject(lambda: navigation_for(request)),
        "may_search": SimpleLazyObject(lambda: may_search(request.user)),
        "session_limits": SimpleLazyObject(lambda: session_limits(request.user)),
    }


def may_search(user):
    """Whether the box that finds children is of any use to this person."""
    return user.is_authenticated and user.may(Permission.CHILD_SEARCH)


def session_limits(user):
    """Seconds until an idle session ends, and how long before that we ask."""
    kind = "family" if user.is_authenticated and user.is_family else "staff"
    idle, _absolute = settings.SESSION_LIMITS[kind]
    return {"idle": idle, "warn": settings.SESSION_WARNING}

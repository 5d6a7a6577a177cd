"""The small card on a child's page: what the family needs or has from others, and what is late."""

from django.db.models import F
from django.urls import reverse

from accounts.permissions import Permission

from .models import OutwardReferral

MOST = 5


def help_card(child, user, *, on, add_url="", may_add=None):
    """What the card shows: open ones first, the soonest due at the top. One question to the database."""
    found = OutwardReferral.objects.visible_to(user).filter(child=child).select_related("service")
    if may_add is None:
        may_add = user.may(Permission.DIRECTORY_VIEW)
    return {
        "other_help": list(found.order_by(F("due_on").asc(nulls_last=True), "-ended_on", "pk")[:MOST]),
        "may_refer_on": may_add and child.died_on is None,
        "help_add_url": add_url or reverse("families:outward_add", args=[child.ref]),
        "help_list_url": "" if add_url else reverse("families:outward_list", args=[child.ref]),
        "today": on,
    }

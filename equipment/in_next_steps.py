"""What the storeroom adds to the page of next small steps: toys that are here and fit to go out."""

from django.urls import reverse
from django.utils.http import urlencode

from accounts.permissions import Permission
from assessments.toys import Toy, add_source

from .models import Equipment

MOST = 1000  # different toys; several of one kind count as one


def toys_here(child, user):
    """Each kind of toy of which one is here, with the page on which it is lent or found; one question."""
    here = Equipment.objects.visible_to(user).available()
    kinds = here.order_by("name", "about").values_list("name", "about").distinct()[:MOST]
    if user.may(Permission.EQUIPMENT_LEND):
        page = reverse("equipment:loan_add", args=[child.ref])
    else:
        page = reverse("equipment:equipment_list")
    return [Toy(name, about, f"{page}?{urlencode({'q': name})}") for name, about in kinds]


def hand_down():
    """Let the room of assessments know what is in store."""
    add_source(toys_here)

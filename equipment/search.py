"""What the one search box finds in the storeroom: toys, by their name, number or use."""

from django.urls import reverse
from django.utils.http import urlencode

from accounts.search import Hit

from .models import Equipment

MOST = 10


def results(user, words):
    """The toys that have all of these words; nothing for who does not use the storeroom."""
    if not words.strip():
        return []
    toys = Equipment.objects.visible_to(user).named(words).with_due_on()[:MOST]
    return [
        Hit(
            title=toy.name,
            detail=f"{toy.code}, {'with a family' if toy.due_on else toy.get_condition_display().lower()}",
            url=f"{reverse('equipment:equipment_list')}?{urlencode({'q': toy.code})}",
            kind="Toys",
        )
        for toy in toys
    ]

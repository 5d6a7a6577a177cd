"""What families itself adds to the list of children: how far the package is."""

from django.utils import timezone

from .counting import progress_of
from .listing import Cell, add_column
from .models import Package


def packages(children, user, policy):
    """How far the package of each child on a page is, asked once; near its end it asks to be looked at."""
    episodes = {child.place.pk: child.pk for child in children if child.place}
    found = list(Package.objects.running().filter(episode__in=episodes))
    far = progress_of(found, on=timezone.localdate(), policy=policy)
    return {episodes[one.episode_id]: _cell(far[one.pk]) for one in found}


def _cell(far):
    return Cell(far.in_words, far.tone, "package" if far.tone else "")


def hand_down():
    """Put the package beside what the rooms above add."""
    add_column("Package", packages)

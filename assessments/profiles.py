"""The developmental profile of a child as plain data: for a page, a family's page and a printed paper.

The parts are in the package ``profile``: the checklist as values (frames), what is known on a day (known),
the picture (building, picture, drawing), the lines behind a number (selection), its pictures over time
(over_time), those of many children (team). The rules of counting are in scoring.py, the table in
templates/_components/profile_table.html.
"""

from django.utils import timezone

from .models import Assessment
from .profile.building import headline_of, picture_of
from .profile.frames import frame_of
from .profile.known import facts_and_before, frameworks_for, usual_of


def profile_of(child, user, on, since=None, *, framework=None, age=""):
    """What a child can do on a day, as this person may see it, beside ``since`` if that is given.

    Without a ``framework`` it is drawn with the one in use that was used last. ``age`` is "real" or
    "corrected" where somebody chose. Returns None while no framework is loaded. Asks once for each of the two
    days.
    """
    framework = framework or usual_of(frameworks_for(child, user))
    if framework is None:
        return None
    frame = frame_of(framework)
    facts, before = facts_and_before(child, user, frame, on, since)
    is_past = on < timezone.localdate()
    return picture_of(child, frame, facts, on, before=before, since=since, age=age, is_past=is_past)


def growth_of(child, user, on):
    """The sentence of what a child can do more than at the last look before a day; empty before the first."""
    framework = usual_of(frameworks_for(child, user))
    if framework is None:
        return ""
    looks = Assessment.objects.visible_to(user).filter(child=child, framework__code=framework.code)
    since = looks.finished().filter(on__lt=on).values_list("on", flat=True).first()
    if since is None:
        return ""
    frame = frame_of(framework)
    facts, before = facts_and_before(child, user, frame, on, since)
    now = {code: fact.state for code, fact in facts.items()}
    return headline_of(child.first_name, frame, now, before, since, on)

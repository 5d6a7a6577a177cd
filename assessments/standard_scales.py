"""The scales every service begins with, brought along after each ``migrate`` as the tables are."""

from django.apps import apps as installed
from django.db import transaction

from .scoring import State

CAN_DO, JOURNAL = "can-do", "journal"
REST = [("not_yet", "Not yet", State.NOT_YET), ("not_seen", "Not seen", State.NOT_SEEN)]
FITS_NOT = ("not_applicable", "Does not fit", State.NOT_APPLICABLE)
STANDARD = {
    CAN_DO: (
        "Can do, nearly, not yet",
        [("can", "Can do", State.CAN), ("nearly", "Nearly", State.NEARLY), *REST, FITS_NOT],
    ),
    JOURNAL: (
        "Seen first, sometimes, often",
        [
            ("often", "Often", State.CAN),
            ("sometimes", "Sometimes", State.NEARLY),
            ("first", "First seen", State.NEARLY),
            *REST,
            FITS_NOT,
        ],
    ),
}


@transaction.atomic
def bring_along(*, apps=installed, **kwargs):
    """Make the standard scales that are missing; one that is there is left as it is.

    They are part of the installation, so no line of the trail tells of them. Half-way through the history of
    the tables, when there is no table for them yet, nothing is done.
    """
    try:
        Scale, Level = apps.get_model("assessments", "Scale"), apps.get_model("assessments", "Level")
    except LookupError:
        return
    known = set(Scale.objects.values_list("code", flat=True))
    for code, (name, levels) in STANDARD.items():
        if code not in known:
            scale = Scale.objects.create(code=code, name=name)
            Level.objects.bulk_create(
                Level(scale=scale, code=word, name=title, counts_as=state.value, order=order)
                for order, (word, title, state) in enumerate(levels, start=1)
            )

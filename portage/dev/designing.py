"""Checklists in the demo: one that a service is writing itself, with something still to put right."""

from assessments.actions import framework_items, framework_parts, frameworks
from assessments.models import Framework, Scale

AREAS = {
    "Being together": [
        (0, "B-01", "Enjoys a song on somebody’s lap", "Sing slowly, then stop and wait."),
        (12, "B-02", "Brings a thing over to show it", "Any way of bringing or pointing counts."),
        (12, "B-03", "Rolls a ball back twice", "From a chair or a frame counts too."),
    ],
    "Out and about": [
        (0, "O-01", "Looks up when the door opens", "A glance or going quiet counts."),
        (24, "O-02", "Waits at the kerb with a hand to hold", "In a buggy or chair: waits for “go”."),
    ],
    "Helping at home": [],
}


def tell_a_draft(staff):
    """A draft with a few items; one of its areas is still empty, so that the check has something to say."""
    by = next(user for user in staff.values() if "service_manager" in user.roles)
    draft = Framework(
        code="bramble-steps", name="Bramble Steps", version="1", licence="Written by our own team",
        note="Our own list for groups. Not standardised.", scale=Scale.objects.get(code="journal"),
    )  # fmt: skip
    frameworks.add(draft, by=by, bands=[(start, start + 11) for start in (0, 12, 24)])
    for name, items in AREAS.items():
        area = framework_parts.add_area(draft, by=by, name=name)
        before = None
        for band, code, text, guidance in items:
            item = framework_items.add(
                area, by=by, code=code, text=text, guidance=guidance, example="", tags=[], band=band
            )
            if before:
                framework_items.put_first(item, before, by=by)
            before = item

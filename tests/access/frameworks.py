"""What the addresses of checklists name: a draft, and one of each of its parts."""

from tests.factories.assessments_designer import a_scale, draft, one_item


def framework_things():
    """One of each, in a draft, where everything can be done."""
    return {
        "assessments.Framework": lambda: draft("matrix"),
        "assessments.Area": lambda: draft("matrix").areas.first(),
        "assessments.Strand": lambda: draft("matrix").areas.first().strands.first(),
        "assessments.Band": lambda: draft("matrix").bands.first(),
        "assessments.Item": lambda: one_item(draft("matrix"), "T-01"),
        "assessments.Scale": lambda: a_scale("matrix", "A scale of the matrix"),
    }

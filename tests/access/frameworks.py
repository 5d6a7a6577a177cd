"""What the addresses of checklists name: a draft, and one of each of its parts."""

from assessments.models import Framework, Scale
from tests.factories.assessments_designer import a_scale, draft, one_item


def the_draft():
    """One draft for all, in which everything can be done."""
    return Framework.objects.filter(code="matrix").first() or draft("matrix")


def framework_things():
    """One of each, in a draft, where everything can be done."""
    return {
        "assessments.Framework": the_draft,
        "assessments.Area": lambda: the_draft().areas.first(),
        "assessments.Strand": lambda: the_draft().areas.first().strands.first(),
        "assessments.Band": lambda: the_draft().bands.first(),
        "assessments.Item": lambda: one_item(the_draft(), "T-01"),
        "assessments.Scale": lambda: (
            Scale.objects.filter(code="matrix").first() or a_scale("matrix", "A scale of the matrix")
        ),
    }

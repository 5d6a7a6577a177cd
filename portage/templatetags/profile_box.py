"""A box of the coloured-in profile on paper, from the plain data that the paper keeps."""

from django import template

from assessments.profile.drawing import for_paper
from assessments.scoring import Cell

register = template.Library()


@register.simple_tag
def profile_box(cell):
    """The drawing of one cell: {% profile_box cell %}."""
    count = Cell(cell["can"], cell["nearly"], cell["not_yet"], cell["not_seen"])
    before = Cell(can=cell["before"]) if cell["before"] is not None else None
    return for_paper(count, before, name=cell["key"])

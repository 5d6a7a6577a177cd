"""The boxes of the coloured-in profile: on a page, among small pictures, in a list, on paper."""

from django import template
from django.utils.safestring import mark_safe

from assessments.profile import drawing
from assessments.scoring import Cell

register = template.Library()


@register.simple_tag
def profile_square(square, *, small=False):
    """The drawing of a square of a picture: {% profile_square square small=True %}."""
    height = drawing.LOW if small else drawing.HIGH
    return mark_safe(drawing.for_page(square.count, square.before, height=height))


@register.simple_tag
def profile_bar(bar):
    """A bar as small as a word, of one area of one child among many: {% profile_bar bar %}."""
    return mark_safe(drawing.tiny(bar.can, bar.nearly, bar.total))


@register.simple_tag
def profile_box(cell):
    """The drawing of one cell on paper, from the plain data that the paper keeps: {% profile_box cell %}."""
    count = Cell(cell["can"], cell["nearly"], cell["not_yet"], cell["not_seen"])
    before = Cell(can=cell["before"]) if cell["before"] is not None else None
    return mark_safe(drawing.for_paper(count, before, name=cell["key"]))

"""Taking from a dict what belongs to a row that a template is at."""

from django import template

register = template.Library()


@register.filter
def of(found, key):
    """What a dict holds for a key; nothing where it holds nothing."""
    return found.get(key, ())

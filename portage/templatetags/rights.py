"""Whether a person may do something, for a template that shows a way there."""

from django import template

from accounts.permissions import Permission

register = template.Library()


@register.filter
def may(user, name):
    """Whether this person holds a permission, by its name: {% if user|may:"CHRONOLOGY_VIEW" %}."""
    return user.may(Permission[name])

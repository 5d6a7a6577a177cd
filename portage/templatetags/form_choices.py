"""What the templates of choices in `templates/gds/` need to ask."""

from django import template

from portage.templatetags.ui import MARK_NAMES

register = template.Library()


@register.filter
def has_chosen(field, value):
    """Whether a choice is ticked, however the form came by it: typed, saved or a default."""
    chosen = field.value()
    many = chosen if isinstance(chosen, list | tuple | set) else [chosen]
    return str(value) in {str(one) for one in many if one is not None}


@register.filter
def mark_name(value):
    """The mark that goes with a choice: can, nearly, not_yet or unseen."""
    return MARK_NAMES.get(str(value), str(value))

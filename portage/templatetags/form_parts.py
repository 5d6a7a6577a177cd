"""What the form fields in `templates/gds/` need: the control itself, and which choice is ticked."""

from django import forms, template
from django.utils.safestring import mark_safe

from portage.templatetags.ui import MARK_NAMES

register = template.Library()

CLASSES = [
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.Widget, "govuk-input"),
]


@register.simple_tag
def control(field, *, css_class="", **attributes):
    """The control of a field in our clothes, tied to its hint and its errors for those who hear the page.

    The pack's own tag knows few widgets and stops at a character count without a hint.
    """
    widget = field.field.widget
    block = next(name for kind, name in CLASSES if isinstance(widget, kind))
    error = f"{block}--error" if field.errors else ""
    classes = dict.fromkeys(f"{block} {error} {widget.attrs.get('class', '')} {css_class}".split())
    described = " ".join(described_by(field, widget))
    attrs = {"class": " ".join(classes), **({"aria-describedby": described} if described else {})}
    return field.as_widget(attrs={**attrs, **attributes})


def described_by(field, widget):
    """The ids of the lines that belong to a control: hint, how many letters are left, errors."""
    if field.help_text:
        yield f"{field.auto_id}_hint"
    if "govuk-js-character-count" in widget.attrs.get("class", ""):
        yield f"{field.auto_id}-info"
    for number, _error in enumerate(field.errors, start=1):
        yield f"{field.auto_id}_{number}_error"


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


@register.filter
def as_rendered(html):
    """Fields that crispy rendered by our templates, which escape what people wrote; now text."""
    return mark_safe(html)

"""Forms for two records that may be one child."""

from crispy_forms_gds.choices import Choice
from crispy_forms_gds.layout import Field, Fieldset, Layout, Size
from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from accounts.forms import Form

from .. import merging, terms
from ..models import Address

KEPT, OTHER = "kept", "other"
CODED = {"languages": "language", "communicates_by": "communication"}  # kept as codes of a vocabulary


class NotSameForm(Form):
    """Say that two records much alike are two children."""

    reason = forms.CharField(label="How you know", max_length=200, required=False)
    button = "Not the same child"


class MergeForm(Form):
    """Which of two values is right, field by field, and how one knows that the two are one child."""

    reason = forms.CharField(
        label="How do you know that they are one child?",
        help_text="Such as: same NHS number, and Mum says they have moved house.",
        max_length=300,
        error_messages={"required": "Say how you know that the two are one child."},
    )
    button = "Put the two together"

    def __init__(self, *args, kept, other, **kwargs):
        super().__init__(*args, **kwargs)
        self.names = []
        words = terms.words_for(*CODED.values())
        for one in merging.differing(kept, other):
            name = f"take_{one.name}"
            self.fields[name] = forms.ChoiceField(
                label=_label(one),
                choices=[
                    Choice(KEPT, _value(one, kept, words), hint="The record that stays"),
                    Choice(OTHER, _value(one, other, words), hint="The other record"),
                ],
                widget=forms.RadioSelect,
                initial=OTHER if merging.takes_others(one, kept, other) else KEPT,
            )
            self.names.append(name)
        self.order_fields([*self.names, "reason"])
        choices = [Field(name, template="gds/tiles.html") for name in self.names]
        which = [Fieldset(*choices, legend="What is right?", legend_size=Size.MEDIUM)] if choices else []
        self.helper.layout = Layout(*which, "reason")

    def taken(self):
        """The fields in which the other record is right."""
        return [name.removeprefix("take_") for name in self.names if self.cleaned_data[name] == OTHER]


def _label(one):
    return "Family and home" if one.name == "family" else capfirst(str(one.verbose_name))


def _value(one, child, words):
    """A field's value as a person reads it; of a home no more than everybody may know."""
    if one.name == "family":
        home = Address.objects.current(on=timezone.localdate()).filter(family=child.family).first()
        return f"{child.family}, {home}" if home else str(child.family)
    value = getattr(child, one.name)
    if value in (None, "", []):
        return "Nothing"
    if one.choices:
        return getattr(child, f"get_{one.name}_display")()
    if hasattr(value, "strftime"):
        return f"{value:%-d %B %Y}"
    if one.name in CODED:
        return ", ".join(words[CODED[one.name]].get(code, code) for code in value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

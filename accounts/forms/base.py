"""What every form of the house shares: one look, text that can be kept, and errors that say what to do.

A form that inherits from ``Form`` or ``ModelForm`` here has a crispy helper without a <form> tag (the page
brings it, see templates/_components/form.html), a longest length on every text, and error messages that name
the field. Signs that a database cannot keep (NUL, halves of a broken emoji) are taken out, and the person is
told instead of meeting a server error.
"""

import re

from crispy_forms_gds.helper import FormHelper
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.utils import pretty_name
from django.utils.encoding import force_str

UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")
TAKEN_OUT = "Some signs in “{label}” cannot be kept. We took them out: please look at it again."
DASHES = BLANK_CHOICE_DASH[0][1]
LONGEST_LINE = 200
LONGEST_TEXT = 20_000

WORDS = {
    "required": "“{label}” is still empty.",
    "invalid_choice": "Choose one of the answers offered for “{label}”.",
    "invalid_list": "Choose one or more of the answers offered for “{label}”.",
    "invalid_pk_value": "Choose one of the answers offered for “{label}”.",
    "max_length": "“{label}” is longer than %(limit_value)d letters.",
    "min_length": "“{label}” is shorter than %(limit_value)d letters.",
    "max_value": "“{label}” is %(limit_value)s or less.",
    "min_value": "“{label}” is %(limit_value)s or more.",
    "contradiction": "For “{label}”, choose a file or tick the box, not both.",
    "empty": "The file for “{label}” is empty.",
    "missing": "“{label}” came without a file. Please choose it again.",
    "invalid_image": "“{label}” is not a picture that we can open.",
}
INVALID = [
    (forms.EmailField, "“{label}” does not look like an e-mail address. One looks like name@example.org."),
    (forms.DateTimeField, "“{label}” is not a day and time that we can read."),
    (forms.DateField, "“{label}” is not a date that we can read. One looks like 27/3/2026."),
    (forms.TimeField, "“{label}” is not a time that we can read. One looks like 10:30."),
    (forms.IntegerField, "“{label}” is a whole number."),
    (forms.DecimalField, "“{label}” is a number."),
    (forms.FileField, "The file for “{label}” did not arrive. Please choose it again."),
]
TAKES_VALUES = {"invalid_choice", "invalid_list", "invalid_pk_value", "max_length", "min_length"}


def without_unkeepable(data):
    """Take out of posted data what no database keeps. Returns the data, and the names of what changed."""
    changed = set()
    if data is None or not hasattr(data, "lists"):
        return data, changed
    clean = None
    for name, values in data.lists():
        kept = [UNKEEPABLE.sub("", value) if isinstance(value, str) else value for value in values]
        if kept != values:
            clean = data.copy() if clean is None else clean
            clean.setlist(name, kept)
            changed.add(name)
    return (data if clean is None else clean), changed


def say_it_plainly(field, label):
    """Give a field messages that name it, where nobody wrote better ones."""
    usual = {}
    for cls in reversed(type(field).__mro__):
        usual.update(getattr(cls, "default_error_messages", {}))
    invalid = next((sentence for kind, sentence in INVALID if isinstance(field, kind)), None)
    words = WORDS | ({"invalid": invalid} if invalid else {})
    for code, sentence in words.items():
        said = field.error_messages.get(code)
        if said is None or said == usual.get(code):
            name = label.replace("%", "%%") if code in TAKES_VALUES else label
            field.error_messages[code] = sentence.format(label=name)


def limit_length(field):
    """Every text has an end. The browser is not told for long texts: it would silently cut what is pasted."""
    is_long = isinstance(field.widget, forms.Textarea)
    if field.max_length is None:
        field.max_length = LONGEST_TEXT if is_long else LONGEST_LINE
        field.validators.append(MaxLengthValidator(field.max_length))
        if not is_long:
            field.widget.attrs.setdefault("maxlength", str(field.max_length))
    if is_long:
        field.widget.attrs.pop("maxlength", None)


def name_the_empty_choice(field):
    """Django’s row of dashes is no answer: a list says what to do, and of rounds there is one less."""
    empty = "Choose" if field.required else "Not said"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = empty
    elif isinstance(field, forms.ChoiceField):
        choices = list(field.choices)
        if choices[:1] == [("", DASHES)]:
            is_left_out = field.required and isinstance(field.widget, forms.RadioSelect)
            field.choices = choices[1:] if is_left_out else [("", empty), *choices[1:]]


def label_of(name, field):
    """What a field is called on the page; asked without binding it, since its label may yet be changed."""
    return force_str(field.label if field.label is not None else pretty_name(name))


class HouseForm:
    """The mixin behind ``Form`` and ``ModelForm``. ``button`` are the words on the button."""

    button = "Save"

    def __init__(self, data=None, files=None, **kwargs):
        data, self._taken_out = without_unkeepable(data)
        super().__init__(data=data, files=files, **kwargs)
        for name, field in self.fields.items():
            label = label_of(name, field)
            say_it_plainly(field, label)
            name_the_empty_choice(field)
            if isinstance(field, forms.CharField) and not isinstance(field, forms.JSONField):
                limit_length(field)
        self.helper = FormHelper(self)
        self.helper.form_tag = False
        self.helper.disable_csrf = True  # the page's <form> has it

    def full_clean(self):
        super().full_clean()
        if not self.is_bound or not self._taken_out:
            return
        for name, field in self.fields.items():
            posted_as = self.add_prefix(name)
            if any(key == posted_as or key.startswith(f"{posted_as}_") for key in self._taken_out):
                self.add_error(name, TAKEN_OUT.format(label=label_of(name, field)))


class Form(HouseForm, forms.Form):
    """A form that asks something."""


class ModelForm(HouseForm, forms.ModelForm):
    """A form that edits one row."""

"""Fields that several forms of the house need: a day as people write it, a telephone, a postcode."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.forms.base import label_of, limit_length, say_it_plainly

from ..ages import add_months
from ..identity import (
    normalise_postcode,
    phone_in_words,
    phone_problem,
    postcode_problem,
)
from ..when import read_day

UNKNOWN = ("", "Not known")
YES_NO = [("yes", "Yes"), ("no", "No"), UNKNOWN]


class DayField(forms.CharField):
    """A day as people write it: ``3/4/26``, ``tue``, ``14 July 2024``. Gives a date, or None when empty.

    ``back`` and ``ahead`` are the days that make sense, counted from today.
    """

    def __init__(self, *, back=366, ahead=0, **kwargs):
        self.back, self.ahead = back, ahead
        kwargs.setdefault("max_length", 60)
        super().__init__(**kwargs)
        self.widget.attrs.update({"class": "govuk-input--width-10", "autocomplete": "off"})

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        today = timezone.localdate()
        earliest, latest = today - timedelta(days=self.back), today + timedelta(days=self.ahead)
        prefer = "future" if self.ahead and not self.back else "past"
        read = read_day(text, today, prefer=prefer, earliest=earliest, latest=latest)
        if read.problem:
            raise ValidationError(read.problem)
        return read.day

    def prepare_value(self, value):
        return f"{value.day}/{value.month}/{value.year}" if hasattr(value, "month") else value


class BirthField(DayField):
    """A date of birth: within the last years, or in the next months for a child that is expected."""

    YEARS = 8

    def __init__(self, **kwargs):
        today = timezone.localdate()
        kwargs.setdefault("back", (today - add_months(today, -12 * self.YEARS)).days)
        super().__init__(**kwargs)


class PhoneField(forms.CharField):
    """A telephone number, read back with its spaces."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 30)
        super().__init__(
            widget=forms.TextInput(attrs={"type": "tel", "class": "govuk-input--width-20"}), **kwargs
        )

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        if problem := phone_problem(text):
            raise ValidationError(problem)
        return phone_in_words(text)


class PostcodeField(forms.CharField):
    """A full UK postcode, in capitals with its one space."""

    def __init__(self, **kwargs):
        kwargs.setdefault("max_length", 12)
        super().__init__(widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}), **kwargs)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return ""
        if problem := postcode_problem(text):
            raise ValidationError(problem)
        return normalise_postcode(text)


class YesNoField(forms.ChoiceField):
    """Yes, no, or not known: True, False or None."""

    def __init__(self, **kwargs):
        super().__init__(choices=YES_NO, required=False, widget=forms.RadioSelect, **kwargs)

    def clean(self, value):
        return {"yes": True, "no": False}.get(super().clean(value))

    def prepare_value(self, value):
        return {True: "yes", False: "no", None: ""}.get(value, value)


def speak_plainly(form):
    """Give fields that were added to a form after its making what every field of the house has."""
    for name, field in form.fields.items():
        say_it_plainly(field, label_of(name, field))
        if isinstance(field, forms.CharField):
            limit_length(field)

"""A day in a form, typed or picked, today unless said otherwise."""

from django import forms


class DayField(forms.DateField):
    """A day. The browser's own calendar opens on a phone; typed as 27/3/2026 it is read as well."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "govuk-input--width-10"})

"""A view of a list under a name of one's own."""

from django import forms

from .base import Form


class SavedFilterForm(Form):
    """What one calls it."""

    button = "Save this view"

    name = forms.CharField(
        label="What do you want to call it?", max_length=60, help_text="for example Urgent in Ashby"
    )


class ForgetForm(Form):
    """Nothing to say: only to be confirmed."""

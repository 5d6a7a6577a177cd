"""Since when one looks back."""

from django import forms
from django.utils import timezone

from accounts.forms import Form

from .days import DayField


class SinceForm(Form):
    """The day since which things are new; what is not valid is said beside it, and left aside."""

    since = DayField(label="New since", required=False)

    def __init__(self, data, *args, child, usual, **kwargs):
        super().__init__({"since": usual.isoformat()} | data.dict(), *args, **kwargs)
        self.child, self.usual = child, usual
        self.is_valid()

    def clean_since(self):
        since = self.cleaned_data["since"]
        if since and since > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        if since and since < self.child.born_on:
            raise forms.ValidationError(f"{self.child.first_name} was not born yet on this day.")
        return since

    @property
    def day(self):
        return self.cleaned_data.get("since") or self.usual

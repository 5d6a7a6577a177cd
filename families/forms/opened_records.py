"""The form with which a record outside one's caseload is opened."""

from django import forms

from accounts.forms import Form

from .fields import DayField


class RecordOpenForm(Form):
    """Which child, by full name and date of birth, and why."""

    button = "Open the record for a day"

    first_name = forms.CharField(label="First name", max_length=80)
    last_name = forms.CharField(label="Last name", max_length=80)
    born_on = DayField(label="Date of birth", back=366 * 20, help_text="for example 14/7/2024")
    reason = forms.CharField(
        label="Why do you need it?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The lead of the child’s team reads it at once. It stays in the child’s record.",
    )

    def clean_reason(self):
        reason = " ".join(self.cleaned_data["reason"].split())
        if len(reason) < 10:
            raise forms.ValidationError("Say in a sentence why you need it.")
        return reason

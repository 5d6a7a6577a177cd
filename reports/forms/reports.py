"""What is asked about reports: for which time, whether it was read, with whom it is shared."""

from crispy_forms_gds.choices import Choice
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.forms import Form

DAY = {"type": "date"}


class ReportRequestForm(Form):
    """The period that a report tells of."""

    button = "Ask for the report"
    period_from = forms.DateField(label="From", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    period_to = forms.DateField(label="Until", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))

    def __init__(self, *args, child, **kwargs):
        super().__init__(*args, **kwargs)
        self.child = child

    def clean_period_to(self):
        last = self.cleaned_data["period_to"]
        if last > timezone.localdate():
            raise ValidationError(
                "A report tells what has been: choose a last day that is not in the future."
            )
        return last

    def clean_period_from(self):
        first = self.cleaned_data["period_from"]
        if first < self.child.born_on:
            raise ValidationError(f"{self.child.first_name} was not born yet: choose a later day.")
        return first

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("period_from"), cleaned.get("period_to")
        if first and last and last < first:
            self.add_error("period_to", "The period ends on or after the day it begins.")
        return cleaned


class ReportApproveForm(Form):
    """A second person has read these very pages."""

    button = "Approve the report"
    sha256 = forms.CharField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(
        label="I have read the whole report, and it is about this child only",
        error_messages={"required": "Please read the report first, then tick the box."},
    )


class ReportReleaseForm(Form):
    """Who receives the report, by name; only people who may see the record today and can sign in."""

    button = "Share the report"
    to = forms.MultipleChoiceField(
        label="Who receives it?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one person."},
    )

    def __init__(self, *args, carers, **kwargs):
        super().__init__(*args, **kwargs)
        self.carers = {str(carer.pk): carer for carer in carers}
        self.fields["to"].choices = [
            Choice(key, carer.name, hint=carer.get_relationship_display())
            for key, carer in self.carers.items()
        ]

    def clean_to(self):
        return [self.carers[key] for key in self.cleaned_data["to"]]


class ReportRetryForm(Form):
    """Nothing is asked: the button is the question."""

    button = "Make it again"


def period_initial(period):
    """The period as a form shows it first."""
    return {"period_from": period.start, "period_to": period.end}

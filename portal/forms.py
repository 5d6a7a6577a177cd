"""What a family is asked: how practising went."""

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.forms import Form
from visits.models import Practice


class PracticeForm(Form):
    """How practising went on one day, with a word more if the family likes."""

    button = "Save"
    on = forms.DateField(widget=forms.HiddenInput, error_messages={"invalid": "This is not a day."})
    went = forms.ChoiceField(
        label="How did it go?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it went. “We did not try” counts too."},
    )
    comment = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, activity, first_name, worker="", **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["went"].choices = [
            (Practice.Went.DID, f"{first_name} did it"),
            (Practice.Went.HELP, "With help"),
            (Practice.Went.NOT_YET, "Not yet"),
            (Practice.Went.NOT_TRIED, "We did not try"),
        ]
        self["comment"].label = f"Tell {worker or 'us'} more, if you like"
        self.helper.layout = Layout("on", Field("went", template="portal/_faces.html"), "comment")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("This day is still to come.")
        if on < self.activity.from_on:
            raise ValidationError("This activity began later.")
        return on


class UndoForm(Form):
    """The day whose mark is taken back."""

    on = forms.DateField(widget=forms.HiddenInput)

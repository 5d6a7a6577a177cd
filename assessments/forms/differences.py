"""What was agreed when a family and a worker talked about something they saw differently."""

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.utils import timezone

from accounts.forms import Form

from .days import DayField


class SettleForm(Form):
    """One word that both agree on, the day they talked, and what they want to remember of it."""

    button = "Write down what we agreed"

    level = forms.ChoiceField(
        label="What did you agree?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you agreed together."},
    )
    on = DayField(label="The day you talked about it")
    note = forms.CharField(
        label="What you want to remember of it",
        max_length=500,
        required=False,
        help_text="The family reads this too.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shown = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args, levels, **kwargs):
        super().__init__(*args, **kwargs)
        self.levels = levels
        self.fields["level"].choices = [(level.code, level.name) for level in levels]
        self.helper.layout = Layout(Field("level", template="gds/choice.html"), "on", "note", "shown")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise forms.ValidationError("This day is still to come.")
        return on

    @property
    def said(self):
        """The word that was chosen."""
        return next(level for level in self.levels if level.code == self.cleaned_data["level"])

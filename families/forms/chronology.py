"""Forms of the chronology: an event in a sentence, and why one is taken out."""

from django import forms

from accounts.forms import Form

from ..models import ChronologyEntry
from .fields import DayField


class ChronologyForm(Form):
    """What happened, when, and how much it matters; the record it points to comes along unseen."""

    button = "Put it into the chronology"

    on = DayField(label="When did it happen?", back=366 * 20, help_text="for example 14/7/2026")
    what = forms.CharField(
        label="What happened, in a sentence?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Plain and respectful: the child may read it one day.",
    )
    significance = forms.ChoiceField(
        label="How much does it matter?",
        choices=ChronologyEntry.Significance.choices,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(widget=forms.HiddenInput, required=False, max_length=30)
    source_ref = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ChronologyRemoveForm(Form):
    """Why an event is taken out of the chronology."""

    button = "Take it out"

    reason = forms.CharField(label="Why is it taken out?", max_length=300)

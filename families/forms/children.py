"""Small forms about one child: who else is around it, what to know at the door, why an address is needed."""

from django import forms

from accounts.forms import Form, ModelForm

from ..models import HomeNote
from .fields import DayField


class AddressRevealForm(Form):
    """Why a protected address is needed now."""

    button = "Show the address once"

    reason = forms.CharField(
        label="Why do you need it now?",
        max_length=300,
        help_text="Your name, the time and this reason are written down.",
    )


class HomeNoteForm(ModelForm):
    """What to know before knocking."""

    button = "Add"

    review_on = DayField(
        label="Look at it again by", required=False, back=0, ahead=800, help_text="for example 1/9/2027"
    )

    class Meta:
        model = HomeNote
        fields = ["text", "tone", "review_on"]
        labels = {"text": "What to know", "tone": "What kind of note is it?"}
        widgets = {"tone": forms.RadioSelect}

    def clean(self):
        cleaned = super().clean()
        is_warning = cleaned.get("tone") == HomeNote.Tone.CARE
        if is_warning and not cleaned.get("review_on") and "review_on" not in self.errors:
            self.add_error("review_on", "Say by when this warning should be looked at again.")
        return cleaned

"""The form with which somebody looks again at a note at the door."""

from django import forms

from accounts.forms import Form

from ..models import HomeNoteReview
from .fields import DayField


class HomeNoteReviewForm(Form):
    """Keep the note until a day, or take it down and say why."""

    button = "Save"

    answer = forms.ChoiceField(
        label="Is it still so?", choices=HomeNoteReview.Answer.choices, widget=forms.RadioSelect
    )
    until = DayField(
        label="If you keep it: look at it again by",
        required=False,
        back=0,
        ahead=800,
        help_text="for example 1/9/2027",
    )
    reason = forms.CharField(
        label="What has changed, or why it stays",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Needed when you take it down.",
    )

    def clean(self):
        cleaned = super().clean()
        answer = cleaned.get("answer")
        if answer == HomeNoteReview.Answer.KEPT and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", "Say by when somebody looks at it again.")
        if answer == HomeNoteReview.Answer.REMOVED and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", "Say why the note is taken down.")
        return cleaned

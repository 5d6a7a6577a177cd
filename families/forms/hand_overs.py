"""Forms about handing one child over: whom to, from when, with which note; and what the new worker says."""

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.utils import timezone

from accounts.forms import Form

from .episodes import AllocateForm

SAY_WHY = "Say why the child moves: the family and the new worker may ask."
FURTHEST = 180  # days ahead for which a hand-over can be agreed


class HandOverForm(AllocateForm):
    """The new worker, the day, the reason and the note, and which allocation was on the screen."""

    button = "See what follows"
    reason_needed = True

    effective_on = forms.DateField(
        label="From which day?",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
        help_text="Today, or a day ahead: the child then moves by itself on that day.",
    )
    note = forms.CharField(
        label="Hand-over note",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What goes well, what the family likes, what is next. The new worker reads it.",
    )
    is_asked_first = forms.BooleanField(
        label="Ask first: nothing moves before the new worker has said yes", required=False
    )
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)
    confirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["worker"].label = "Who visits from now on?"
        self.fields["reason"].label, self.fields["reason"].required = "Why?", True
        self.fields["reason"].error_messages["required"] = SAY_WHY
        self.fields["reason"].help_text = "The new worker reads it; the family may ask."
        self.initial.setdefault("effective_on", timezone.localdate())
        self.helper.layout = Layout(
            Field("worker", template="families/_workers.html"),
            Field("effective_on", context={"hide_optional": True}),
            "reason",
            "note",
            Field("is_asked_first", context={"checkboxes_small": True}),
            "expected",
            "confirmed",
        )

    def clean_effective_on(self):
        today = timezone.localdate()
        day = self.cleaned_data["effective_on"] or today
        if day < today:
            raise forms.ValidationError("Choose today or a day ahead: what has been cannot be moved.")
        if day > today + timezone.timedelta(days=FURTHEST):
            raise forms.ValidationError("Choose a day in the next six months.")
        return day

    @property
    def is_ahead(self):
        """The child moves later, or after an answer; nothing happens at once."""
        data = self.cleaned_data
        return data["is_asked_first"] or data["effective_on"] > timezone.localdate()


class AnswerForm(Form):
    """What the new worker says to a hand-over: yes, or a question."""

    button = "Send"

    answer = forms.ChoiceField(
        label="Your answer",
        choices=[("accept", "Yes, I will visit"), ("query", "I have a question first")],
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label="What you want to say",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed with a question. The lead reads it.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == "query" and not (cleaned.get("said") or "").strip():
            self.add_error("said", "Say what you want to ask.")
        return cleaned


class OfferAgainForm(Form):
    """The lead’s words to a question, and the hand-over goes on."""

    button = "Send to the new worker"

    note = forms.CharField(
        label="Hand-over note",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Answer the question here: the note as the new worker then reads it.",
    )


class WithdrawForm(Form):
    """Take a hand-over back."""

    button = "Take the hand-over back"

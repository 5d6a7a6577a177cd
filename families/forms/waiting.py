"""What is asked about a family that waits: a contact, an offer, its answer, why a child leaves the list."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form

from ..models import KeepInTouch, Removal, WaitingOffer
from .fields import DayField

NEEDS_NOTE = (Removal.Reason.NOT_ELIGIBLE, Removal.Reason.OTHER_SERVICE, Removal.Reason.IN_ERROR)


class ContactForm(Form):
    """A contact that was made, and when the next is due."""

    button = "Save this contact"

    done_on = DayField(label="When?", back=120, help_text="for example today, or 14/11/2026")
    how = forms.ChoiceField(label="How?", choices=KeepInTouch.How.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(
        label="How did it go?", choices=KeepInTouch.Outcome.choices, widget=forms.RadioSelect
    )
    spoke_with = forms.CharField(label="Who did you speak with?", max_length=120, required=False)
    said = forms.CharField(
        label="What was said?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What is new, what the family needs now, what you agreed. The family may ask to read it.",
    )
    next_on = DayField(label="Next contact by", back=0, ahead=200, required=False)

    def __init__(self, *args, weeks, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_on"].help_text = f"leave empty for {weeks} weeks from now"
        self.helper.layout = Layout(
            "done_on",
            Field("how", context={"radios_small": True, "radios_inline": True}),
            Field("outcome", template="gds/choice.html"),
            "spoke_with",
            "said",
            "next_on",
        )

    def clean(self):
        cleaned = super().clean()
        spoke = cleaned.get("outcome") == KeepInTouch.Outcome.SPOKE
        if spoke and not cleaned.get("spoke_with") and "spoke_with" not in self.errors:
            self.add_error("spoke_with", "Say who you spoke with.")
        return cleaned


class OfferForm(Form):
    """Something that helps while a family waits."""

    button = "Save this offer"

    kind = forms.ChoiceField(
        label="What do you offer?", choices=WaitingOffer.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label="Which one?", max_length=120, required=False, help_text="for example Tuesday play morning"
    )
    offered_on = DayField(label="Offered on", back=120)
    note = forms.CharField(label="Note", max_length=300, required=False)


class OfferAnswerForm(Form):
    """What the family said to an offer."""

    button = "Save the answer"

    answer = forms.ChoiceField(
        label="What did the family say?", choices=WaitingOffer.Answer.choices, widget=forms.RadioSelect
    )
    answered_on = DayField(label="On which day?", back=120)
    note = forms.CharField(label="Note", max_length=300, required=False)


class RemoveForm(Form):
    """Why a child leaves the waiting list without a place."""

    button = "Take off the list"

    reason = forms.ChoiceField(
        label="Why?",
        choices=[choice for choice in Removal.Reason.choices if choice[0] != Removal.Reason.ALLOCATED],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="In a few words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The family may read this.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") in NEEDS_NOTE and not (cleaned.get("note") or "").strip():
            self.add_error("note", "Say a little more: which rule, what error, which service.")
        return cleaned

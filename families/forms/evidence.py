"""What is asked about papers: which one, whether it is here, why we do without."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.forms import Form

from ..models import Document, Evidence
from .fields import DayField


class EvidenceAskForm(Form):
    """One more paper that we should like to have."""

    button = "Ask for it"

    kind = forms.ChoiceField(label="Which paper?", choices=Evidence.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label="What exactly?",
        max_length=120,
        required=False,
        help_text="for example: letter of the eye clinic",
    )
    due_on = DayField(label="Wanted by", back=0, ahead=180, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == Evidence.Kind.OTHER and not cleaned.get("title", "").strip():
            self.add_error("title", "Say what exactly is wanted.")
        return cleaned


class EvidenceReceiveForm(Form):
    """A paper came: when, and which file it is if we have it."""

    button = "It is here"

    on = DayField(label="When did it come?", back=120)
    document = forms.ModelChoiceField(
        queryset=Document.objects.none(),
        label="Which file is it?",
        required=False,
        empty_label="No file: it is on paper, or somebody told us",
    )

    def __init__(self, *args, documents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents
        self.fields["on"].initial = timezone.localdate()


class EvidenceWaiveForm(Form):
    """Deciding without a paper, and why."""

    button = "Decide without it"

    reason = forms.CharField(label="Why?", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError("Say why we decide without it.")
        return reason

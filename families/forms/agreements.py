"""Forms of an agreement: its words, and the family's name under it."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form

from ..models import Agreement
from .consents import AdultField
from .fields import DayField


class AgreementForm(Form):
    """The words, part by part; a part that is emptied is left out."""

    button = "Keep these words"

    changed = forms.CharField(
        label="What changes from the last version?", max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text="The family reads this first.",
    )  # fmt: skip
    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, terms, asks_what_changes, **kwargs):
        super().__init__(*args, **kwargs)
        self.terms = terms
        for part in terms:
            self.fields[f"term_{part['code']}"] = forms.CharField(
                label=part["title"], max_length=1000, required=False, initial=part["text"],
                widget=forms.Textarea(attrs={"rows": 3}),
            )  # fmt: skip
        names = [f"term_{part['code']}" for part in terms]
        first = ["changed"] if asks_what_changes else []
        if not asks_what_changes:
            del self.fields["changed"]
        self.helper.layout = Layout(*first, *names, "expected")

    def written(self):
        """The parts as they were written, without the empty ones."""
        parts = [
            {"code": part["code"], "title": part["title"], "text": self.cleaned_data[f"term_{part['code']}"]}
            for part in self.terms
        ]
        return [part for part in parts if part["text"].strip()]


class AgreementSignForm(Form):
    """An adult's name: typed here, or on a sheet that was signed."""

    button = "Sign"

    carer = AdultField(label="Who signs?")
    how = forms.ChoiceField(label="How?", choices=Agreement.How.choices, widget=forms.RadioSelect)
    name = forms.CharField(
        label="Full name", max_length=120, help_text="The adult types it here, or as it stands on the sheet."
    )
    agrees = forms.BooleanField(
        label="We have read this together, and I agree to it",
        error_messages={"required": "Tick this if the adult agrees; without it nothing is signed."},
    )
    on = DayField(
        label="Day on the sheet", required=False, back=400, help_text="Only if it was signed on paper."
    )
    paper = forms.ModelChoiceField(
        label="The sheet", queryset=None, required=False, empty_label="Not kept here",
        help_text="Only if it was signed on paper and added to the child’s documents.",
    )  # fmt: skip

    def __init__(self, *args, carers, papers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["carer"].queryset = carers
        self.fields["paper"].queryset = papers
        self.helper.layout = Layout(
            Field("carer", context={"radios_small": True}),
            Field("how", context={"radios_small": True, "radios_inline": True}),
            "name", "agrees", "on", "paper",
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        on_paper = cleaned.get("how") == Agreement.How.PAPER
        if on_paper and not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Give the day that stands on the sheet.")
        return cleaned

"""Forms about what a family has said yes to, and what it has taken back."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form

from ..models import Carer, Consent
from .fields import DayField


class AdultField(forms.ModelChoiceField):
    """One of the child's adults, by name and who they are to the child."""

    def __init__(self, **kwargs):
        super().__init__(queryset=Carer.objects.none(), widget=forms.RadioSelect, empty_label=None, **kwargs)


class ConsentForm(Form):
    """A yes: to what, with whom, by which adult, from when until when, and how it was said."""

    button = "Write this permission down"

    purpose = forms.ChoiceField(
        label="What does the family say yes to?", choices=Consent.Purpose.choices, widget=forms.RadioSelect
    )
    recipient = forms.CharField(
        label="With or by whom?",
        max_length=120,
        required=False,
        help_text="One kind of agency or one name: for example “speech and language therapy”. "
        "For each further one write a permission of its own.",
    )
    given_by = AdultField(label="Who says yes?")
    given_on = DayField(label="On which day?", back=800, help_text="for example today, or 3/11/2026")
    until_on = DayField(
        label="Until when?",
        required=False,
        back=0,
        ahead=2000,
        help_text="Leave empty if no end was agreed. We say so four weeks before it lapses.",
    )
    how = forms.ChoiceField(label="How was it said?", choices=Consent.How.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Anything to add", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args, child, warn_days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["given_by"].queryset = child.carers.all()
        self.fields[
            "until_on"
        ].help_text = f"Leave empty if no end was agreed. We say so {warn_days} days before it lapses."
        small = {"radios_small": True}
        self.helper.layout = Layout(
            Field("purpose", context=small),
            "recipient",
            Field("given_by", context=small),
            "given_on",
            "until_on",
            Field("how", context={**small, "radios_inline": True}),
            "note",
        )

    def clean(self):
        cleaned = super().clean()
        needs_name = cleaned.get("purpose") in (Consent.Purpose.SHARING, Consent.Purpose.JOINT)
        if needs_name and not cleaned.get("recipient") and "recipient" not in self.errors:
            self.add_error("recipient", "Say with whom: a yes to everybody is a yes to nobody.")
        given_on, until_on = cleaned.get("given_on"), cleaned.get("until_on")
        if given_on and until_on and until_on < given_on:
            self.add_error("until_on", "A permission lasts at least until the day it was given.")
        return cleaned


class WithdrawForm(Form):
    """That an adult took a permission back, or that it was written down by mistake."""

    button = "End this permission"

    WHAT = (("withdrawn", "The family takes it back"), ("mistake", "It was written down by mistake"))

    what = forms.ChoiceField(label="What happened?", choices=WHAT, widget=forms.RadioSelect)
    adult = AdultField(label="Who takes it back?", required=False)
    on = DayField(
        label="On which day?", required=False, back=800, help_text="for example today, or 3/11/2026"
    )
    reason = forms.CharField(
        label="What was said",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Nobody has to give a reason for taking a permission back. A mistake needs one.",
    )

    def __init__(self, *args, child, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["adult"].queryset = child.carers.all()
        small = {"radios_small": True}
        self.helper.layout = Layout(
            Field("what", context=small), Field("adult", context=small), "on", "reason"
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("what") == "mistake" and not (cleaned.get("reason") or "").strip():
            self.add_error("reason", "Say what the mistake was.")
        if cleaned.get("what") == "withdrawn":
            if not cleaned.get("adult") and "adult" not in self.errors:
                self.add_error("adult", "Say which adult takes it back.")
            if not cleaned.get("on") and "on" not in self.errors:
                self.add_error("on", "Give the day on which it was said.")
        return cleaned

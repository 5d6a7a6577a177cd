"""The adults around a child: who they are, how to reach them safely, what each may see and do."""

from crispy_forms_gds.layout import Fieldset, Layout, Size
from django import forms

from accounts.forms import Form

from .. import terms
from ..models import Carer
from .child import SeenForm
from .fields import DayField, PhoneField

RIGHTS = (
    "may_receive_records", "may_know_address", "must_not_know_location", "may_collect",
)  # fmt: skip


class CarerForm(SeenForm):
    """Who somebody is to the child, and how to reach them. What they may see is asked elsewhere."""

    phone = PhoneField(label="Telephone", required=False)
    safe_channels = forms.MultipleChoiceField(
        label="Safe ways to reach this person",
        choices=Carer.Channel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="none ticked means that nobody has asked yet",
    )
    language = forms.ChoiceField(label="Language to speak", required=False, choices=[])

    class Meta:
        model = Carer
        fields = (
            "name", "relationship", "parental_responsibility", "responsibility_evidence", "lives_with_child",
            "phone", "email", "safe_times", "safe_channels", "emergency_order", "language",
            "needs_interpreter", "format",
        )  # fmt: skip
        widgets = {
            "parental_responsibility": forms.RadioSelect,
            "emergency_order": forms.NumberInput(attrs={"class": "govuk-input--width-2", "min": 1, "max": 9}),
        }
        labels = {
            "relationship": "Is the child’s",
            "responsibility_evidence": "What we saw that shows it",
            "lives_with_child": "Lives with the child",
            "emergency_order": "Place in the order of calls in an emergency",
            "format": "How to write to this person",
        }
        help_texts = {
            "safe_times": "for example: weekdays before 3pm, never in the evening",
            "emergency_order": "1 is called first; leave it empty for nobody to call",
        }

    def __init__(self, *args, is_hidden=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.hidden = {"phone", "email"} if is_hidden and self.instance.pk else set()
        for name in self.hidden:  # as hidden as the address: the one page that shows it asks for a reason
            self.initial[name] = ""
            self.fields[name].help_text = "Hidden with the address. Leave it empty to keep what we have."
        present = self.instance.language
        offered = [("", "English, or not asked"), *terms.choices("language")]
        if present and present not in dict(offered):
            offered.append((present, present))
        self.fields["language"].choices = offered
        medium = Size.MEDIUM
        self.helper.layout = Layout(
            "seen",
            Fieldset("name", "relationship", "parental_responsibility", "responsibility_evidence",
                     "lives_with_child", legend="Who this is", legend_size=medium),
            Fieldset("phone", "email", "safe_times", "safe_channels", "emergency_order",
                     legend="How to reach this person", legend_size=medium),
            Fieldset("language", "needs_interpreter", "format", legend="Language", legend_size=medium),
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if self.instance.must_not_know_location and cleaned.get("lives_with_child"):
            self.add_error(
                "lives_with_child", "This person must not know where the child is. Change that first."
            )
        return cleaned

    @property
    def told(self):
        """What the form says; a telephone that was not shown and not written again stays as it is."""
        kept = {name for name in self.hidden if not self.cleaned_data[name]}
        return {name: value for name, value in super().told.items() if name not in kept}


class AccessForm(SeenForm):
    """What somebody may see, be told and do. A change needs its reason and holds at once."""

    button = "Save these rights"

    access_from = DayField(label="From", required=False, back=3650, ahead=730)
    access_until = DayField(label="Until, that day included", required=False, back=3650, ahead=3650)
    reason = forms.CharField(
        label="Why do these rights change?",
        max_length=300,
        help_text="Your name, the time and this reason are written down.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    class Meta:
        model = Carer
        fields = ("access", "access_from", "access_until", "access_reason", *RIGHTS, "contact_restriction")
        widgets = {
            "access": forms.RadioSelect,
            "contact_restriction": forms.Textarea(attrs={"rows": 2}),
        }
        labels = {
            "access": "What this person sees of the shared record",
            "access_reason": "The order or agreement behind a limit",
            "contact_restriction": "What limits contact with the child",
        }
        help_texts = {
            "access_reason": "for example: prohibited steps order of 3 March",
            "contact_restriction": "in plain words, for whoever answers the telephone",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        medium = Size.MEDIUM
        self.helper.layout = Layout(
            "seen",
            Fieldset("access", "access_from", "access_until", "access_reason", legend="The record",
                     legend_size=medium),
            Fieldset(*RIGHTS, "contact_restriction", legend="Letters, places, contact", legend_size=medium),
            "reason",
        )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        hidden = cleaned.get("must_not_know_location")
        if hidden and cleaned.get("may_know_address"):
            self.add_error(
                "may_know_address", "Who must not know where the child is cannot be told the address."
            )
        if hidden and cleaned.get("may_collect"):
            self.add_error("may_collect", "Who must not know where the child is cannot collect the child.")
        if hidden and self.instance.lives_with_child:
            self.add_error("must_not_know_location", "This person lives with the child. Change that first.")
        if cleaned.get("access") != Carer.Access.FULL and cleaned.get("may_receive_records"):
            self.add_error(
                "may_receive_records",
                "Only somebody who sees the shared record may be given letters and reports.",
            )
        return cleaned


class EndForm(Form):
    """Why something no longer holds."""

    button = "End it"

    reason = forms.CharField(
        label="Why?",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="It is written down.",
    )


class EndOnForm(EndForm):
    """Until which day something held, and why it ended."""

    until_on = DayField(label="Last day", back=1100, ahead=400, help_text="for example today, or 31/8/2026")

    field_order = ("until_on", "reason")

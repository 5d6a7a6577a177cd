"""Forms of a referral: search first, key it, decide on it."""

from crispy_forms_gds.layout import Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import Form

from ..identity import Person
from ..models import Episode
from .facts import FactsForm, facts_layout
from .fields import BirthField, PhoneField, PostcodeField
from .referral_parts import CarersPart, ChildPart, HomePart, ReferralPart, part


def pair(*fields):
    """Two questions side by side on a desk, one below the other on a phone."""
    return Div(*fields, css_class="app-fields")


CHILD = part(
    "The child",
    pair("given_name", "family_name"),
    pair("known_as", "nhs_number"),
    pair("born_on", "due_on"),
    Field("sex", template="gds/choice.html"),
)
HOME = part(
    "Family and home",
    pair("languages", "interpreter"),
    "lines",
    pair("town", "postcode"),
    "is_protected",
)
CARERS = [
    part(
        title,
        pair(f"carer{number}_name", f"carer{number}_relationship"),
        pair(f"carer{number}_phone", f"carer{number}_email"),
        f"carer{number}_lives_with_child",
    )
    for number, title in ((1, "Parent or carer"), (2, "Another parent or carer"))
]
REFERRAL = part(
    "The referral",
    pair("source", "received_on"),
    pair("referrer_name", "referrer_contact"),
    "reason",
    Field("evidence", context={"checkboxes_small": True}),
    "family_agrees",
)


class ReferralFindForm(Form):
    """What we know of the child before anything is written down, to see whether it is in our records."""

    button = "Search our records"

    given_name = forms.CharField(label="First name", max_length=80)
    family_name = forms.CharField(label="Last name", max_length=80)
    born_on = BirthField(label="Date of birth", required=False, help_text="for example 14/7/2024")
    postcode = PostcodeField(label="Postcode", required=False)
    phone = PhoneField(label="A parent’s telephone", required=False)
    nhs_number = forms.CharField(label="NHS number", max_length=20, required=False)

    def clean_nhs_number(self):
        return "".join(sign for sign in self.cleaned_data["nhs_number"] if sign.isdigit())

    def person(self):
        return person_in(self.cleaned_data)


class ReferralNewForm(ChildPart, HomePart, CarersPart, ReferralPart, FactsForm):
    """A child that is new to us, on one screen."""

    button = "Save this referral"
    somebody_new = forms.BooleanField(
        label="None of these is this child", required=False, widget=forms.HiddenInput
    )

    field_order = [
        name
        for form in (ChildPart, HomePart, CarersPart, ReferralPart, FactsForm)
        for name in form.base_fields
    ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("somebody_new", CHILD, HOME, *CARERS, REFERRAL, facts_layout())

    def ask_whether_new(self):
        """Show the question that is hidden otherwise: is none of the children found this one?"""
        self.fields["somebody_new"].widget = forms.CheckboxInput()
        self.add_error("somebody_new", "Look at the children above. If none is this child, tick here.")

    def person(self):
        phones = [self.cleaned_data[f"carer{number}_phone"] for number in (1, 2)]
        return person_in(self.cleaned_data, phones=phones)


class ReferralKeyForm(ReferralNewForm):
    """The same, with room for an e-mail or letter that is read into the fields."""

    pasted = forms.CharField(
        label="The e-mail or letter",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReferralSiblingForm(ChildPart, CarersPart, ReferralPart, FactsForm):
    """A brother or sister of a child we know: the family and its home are in our records."""

    button = "Save this referral"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(CHILD, *CARERS, REFERRAL, facts_layout())


class ReferralAgainForm(ReferralPart, FactsForm):
    """One more referral of a child whose record we have."""

    button = "Save this referral"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(REFERRAL, facts_layout())


class ReferralAcceptForm(Form):
    """A place in a team: which, and how often the family is visited."""

    button = "Accept"

    team = forms.ModelChoiceField(
        queryset=None, label="Which team?", widget=forms.RadioSelect, empty_label=None
    )
    frequency = forms.ChoiceField(
        label="How often?",
        choices=Episode.Frequency.choices,
        initial=Episode.Frequency.WEEKLY,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams


class ReasonForm(Form):
    """Why: in words that can be read by whom it concerns."""

    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The family may read this.",
    )

    def clean_reason(self):
        reason = self.cleaned_data["reason"].strip()
        if not reason:
            raise ValidationError("Say why, in words the family may read.")
        return reason


class NothingForm(Form):
    """A step that asks nothing more than to be confirmed."""


def person_in(data, *, phones=None):
    """What was typed, as the rules compare it."""
    phones = phones if phones is not None else [data.get("phone")]
    return Person(
        first_name=data["given_name"],
        last_name=data["family_name"],
        born_on=data.get("born_on"),
        postcode=data.get("postcode") or "",
        phones=tuple(phone for phone in phones if phone),
        nhs_number=data.get("nhs_number") or "",
        other_names=tuple(name for name in (data.get("known_as"),) if name),
    )


def person_in_draft(fields):
    """The name of the child that a draft speaks of."""
    names = (fields.get(name, [""])[0] for name in ("given_name", "family_name"))
    return " ".join(name for name in names if name)

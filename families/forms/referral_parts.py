"""The parts of the one screen on which a referral is keyed; each part is a form that others are made of."""

from crispy_forms_gds.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import Form

from ..facts import EVIDENCE
from ..models import Address, Carer, Child, Family, Referral
from .child_and_home import BornAndDue, WholeAddress, nhs_number_in
from .fields import BirthField, DayField, PhoneField, PostcodeField

RELATIONSHIPS = [("", "Choose"), *Carer.Relationship.choices]
SHORT = {"class": "govuk-input--width-10"}


class ChildPart(BornAndDue, Form):
    """Who the child is."""

    given_name = forms.CharField(label="First name", max_length=80)
    family_name = forms.CharField(label="Last name", max_length=80)
    known_as = forms.CharField(
        label="Known as", max_length=80, required=False, help_text="if the family uses another first name"
    )
    born_on = BirthField(label="Date of birth", help_text="for example 14/7/2024")
    due_on = DayField(
        label="Due date, if born early",
        required=False,
        back=3000,
        ahead=200,
        help_text="the day the birth was expected, for the corrected age",
    )
    sex = forms.ChoiceField(
        label="Girl or boy", choices=Child.Sex.choices, required=False, widget=forms.RadioSelect, initial=""
    )
    nhs_number = forms.CharField(
        label="NHS number",
        required=False,
        max_length=20,
        help_text="10 digits, if you have it",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
    )

    def clean_nhs_number(self):
        number = nhs_number_in(self.cleaned_data["nhs_number"])
        if number and Child.objects.filter(nhs_number=number).exists():
            raise ValidationError("A child with this NHS number is in our records. Search again to find it.")
        return number or None

    def new_child(self):
        names = ("given_name", "family_name", "known_as", "born_on", "due_on", "sex", "nhs_number")
        return Child(**{name: self.cleaned_data[name] for name in names})


class HomePart(WholeAddress, Form):
    """The family, and where it lives."""

    languages = forms.CharField(label="Languages at home", max_length=120, required=False)
    interpreter = forms.CharField(
        label="Interpreter needed", max_length=60, required=False, help_text="the language, if one is"
    )
    lines = forms.CharField(
        label="House and street", required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    town = forms.CharField(label="Town or village", max_length=80, required=False)
    postcode = PostcodeField(label="Postcode", required=False)
    is_protected = forms.BooleanField(
        label="Protected address",
        required=False,
        help_text="Hidden everywhere; shown only to staff who give a reason",
    )

    def new_family(self):
        data = self.cleaned_data
        return Family(name=data["family_name"], languages=data["languages"], interpreter=data["interpreter"])

    def new_address(self):
        """The home, or None when nobody told us where it is."""
        names = ("lines", "town", "postcode", "is_protected")
        return (
            Address(**{name: self.cleaned_data[name] for name in names})
            if self.cleaned_data["lines"]
            else None
        )


class CarersPart(Form):
    """Up to two adults around the child. None of them sees the record by being written down."""

    def clean(self):
        cleaned = super().clean()
        for number in (1, 2):
            told = [cleaned.get(f"carer{number}_{part}") for part in ("relationship", "phone", "email")]
            if any(told) and not cleaned.get(f"carer{number}_name"):
                self.add_error(f"carer{number}_name", "Write the name of this person too.")
            if cleaned.get(f"carer{number}_name") and not cleaned.get(f"carer{number}_relationship"):
                self.add_error(f"carer{number}_relationship", "Choose who this person is to the child.")
        return cleaned

    def new_carers(self):
        return [
            Carer(**{part: self.cleaned_data[f"carer{number}_{part}"] for part in CARER_PARTS})
            for number in (1, 2)
            if self.cleaned_data[f"carer{number}_name"]
        ]


CARER_PARTS = ("name", "relationship", "phone", "email", "lives_with_child")


def carer_fields():
    """The questions about one adult."""
    return {
        "name": forms.CharField(label="Name", max_length=120, required=False),
        "relationship": forms.ChoiceField(label="Is the child’s", choices=RELATIONSHIPS, required=False),
        "phone": PhoneField(label="Telephone", required=False),
        "email": forms.EmailField(label="E-mail", required=False),
        "lives_with_child": forms.BooleanField(label="Lives with the child", required=False, initial=True),
    }


for _number in (1, 2):
    for _part, _field in carer_fields().items():
        _name = f"carer{_number}_{_part}"
        CarersPart.base_fields[_name] = CarersPart.declared_fields[_name] = _field


class ReferralPart(Form):
    """Who asks, when, and why."""

    source = forms.ChoiceField(label="Who refers?", choices=[("", "Choose"), *Referral.Source.choices])
    referrer_name = forms.CharField(label="Name of the referrer", max_length=120)
    referrer_contact = forms.CharField(
        label="Telephone or e-mail of the referrer", max_length=120, required=False
    )
    received_on = DayField(label="Date received", help_text="for example today, or 3/4/26", back=400)
    reason = forms.CharField(
        label="What worries the family or the referrer?",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="in their words if you can; start with what the child enjoys",
    )
    evidence = forms.MultipleChoiceField(
        label="What came with it?",
        choices=list(EVIDENCE.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    family_agrees = forms.BooleanField(label="The family knows of this referral and agrees", required=False)

    def referral(self):
        names = (
            "source",
            "referrer_name",
            "referrer_contact",
            "received_on",
            "reason",
            "family_agrees",
            "evidence",
        )
        return {name: self.cleaned_data[name] for name in names}


def day_in_figures(day):
    """As people write a day: 14/7/2024."""
    return f"{day.day}/{day.month}/{day.year}"


def part(legend, *fields):
    """One titled group of questions."""
    return Fieldset(*fields, legend=legend, legend_size="m")

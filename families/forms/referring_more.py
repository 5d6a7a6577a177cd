"""The later pages of the public referral form: adults, worries, other help, papers, the home, agreement."""

from crispy_forms_gds.layout import Field, Fieldset
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import Form
from accounts.forms.files import PaperField

from ..facts import AREAS
from ..models import Consent, Document
from .facts import BARRIER_CHOICES, CARE_CHOICES
from .fields import DayField, PhoneField
from .referring import (
    CHANNELS,
    NO,
    RELATIONSHIPS,
    YES,
    FamilyForm,
    Step,
    choice,
    side_by_side,
    text,
)

AREA_WORDS = {
    "communication": "Talking and understanding",
    "social": "Playing and being with others",
    "physical": "Moving: sitting, walking, using hands",
    "thinking": "Finding out how things work",
    "self_care": "Eating, dressing, washing",
}
HOW_MUCH = [
    ("none", "No worry"),
    ("some", "A little later than others"),
    ("third", "Quite a bit later"),
    ("half", "Much later"),
    ("", "Not sure"),
]
OR_NOT_SURE = [YES, NO, ("", "Not sure")]
AGENCIES = {
    "health_visitor": "Health visitor and GP",
    "paediatrician": "Paediatrician and hospital",
    "therapist": "Speech and language therapy, physiotherapy, occupational therapy",
    "setting": "Nursery, childminder or school",
    "council": "Other teams of the council that help families",
}
HELPERS = (1, 2, 3)
HELPER_WORDS = ("Somebody who helps", "And another", "And another")
HELPER_PARTS = ("role", "name", "organisation", "contact")
ROLES = [
    ("", "Choose"),
    *(
        (role, role)
        for role in (
            "Health visitor",
            "GP",
            "Paediatrician",
            "Speech and language therapist",
            "Physiotherapist",
            "Occupational therapist",
            "Nursery key person",
            "Social worker",
            "Early help worker",
            "Somebody else",
        )
    ),
]


def with_fields(form_class, fields):
    """Add questions that are asked several times to a form."""
    for name, field in fields.items():
        form_class.base_fields[name] = form_class.declared_fields[name] = field
    return form_class


def adult_fields(number, *, is_needed=False):
    """The questions about one adult."""
    return {
        f"adult{number}_name": text("Name", max_length=120, required=is_needed),
        f"adult{number}_relationship": forms.ChoiceField(
            label="Is the child’s", choices=RELATIONSHIPS, required=is_needed
        ),
        f"adult{number}_phone": PhoneField(label="Telephone", required=False),
        f"adult{number}_email": forms.EmailField(label="E-mail", required=False),
        f"adult{number}_lives": choice("Lives with the child?", [YES, NO], required=False),
    }


def adult_fieldset(number, legend):
    names = list(adult_fields(number))
    return Fieldset(
        side_by_side(*names[:2]),
        side_by_side(*names[2:4]),
        Field(names[4], template="gds/choice.html"),
        legend=legend,
        legend_size="m",
    )


class WithAdults(FamilyForm):
    """The family page, with the adults that the page asks about."""

    adults = ()

    def laid_out(self):
        return [
            *(adult_fieldset(number, legend) for number, legend in self.adults),
            *self.about_reaching(),
            Fieldset(
                side_by_side("languages", "interpreter"),
                "lines",
                side_by_side("town", "postcode"),
                "is_protected",
                "siblings",
                legend="Home and languages",
                legend_size="m",
            ),
        ]

    def about_reaching(self):
        return ()

    def clean(self):
        cleaned = super().clean()
        for number, _legend in self.adults:
            name, relationship = f"adult{number}_name", f"adult{number}_relationship"
            told = [cleaned.get(f"adult{number}_{part}") for part in ("relationship", "phone", "email")]
            if any(told) and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, "Write the name of this person too.")
            if cleaned.get(name) and not cleaned.get(relationship) and relationship not in self.errors:
                self.add_error(relationship, "Choose who this person is to the child.")
        return cleaned


class FamilyParentForm(WithAdults):
    """A parent tells of the other adult, if there is one."""

    adults = ((2, "Another parent or carer"),)
    field_order = list(adult_fields(2))


class FamilyProfessionalForm(WithAdults):
    """A professional tells of the adults, and how they may be reached safely."""

    adults = ((1, "A parent or carer"), (2, "Another parent or carer"))
    field_order = [*adult_fields(1), *adult_fields(2), "channels", "safe_times"]

    def about_reaching(self):
        return [Field("channels", context={"checkboxes_small": True}), "safe_times"]


with_fields(FamilyParentForm, adult_fields(2))
with_fields(
    FamilyProfessionalForm,
    {
        **adult_fields(1, is_needed=True),
        **adult_fields(2),
        "channels": forms.MultipleChoiceField(
            label="How may we reach the family?",
            choices=CHANNELS,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        ),
        "safe_times": text("When is it good and safe to call?", max_length=200),
    },
)


class WorriesForm(Step):
    """In their own words first; then how much later than others, in plain words."""

    enjoys = text("What does the child enjoy, and do well?", rows=3, max_length=2000)
    worries = text("What worries you, and since when?", rows=4, required=True, max_length=4000)
    hopes = text("What would you most like help with?", rows=3, max_length=2000)
    complex_medical = choice(
        "Does the child have a serious or complex illness?", [YES, NO, ("", "Not sure")], required=False
    )
    sensory_or_profound = choice(
        "Is the child’s sight or hearing affected, or are the needs very great?",
        OR_NOT_SURE,
        required=False,
    )
    setting = text(
        "Nursery, childminder or playgroup", max_length=120, help_text="leave empty if there is none"
    )
    setting_hours = forms.FloatField(
        label="Hours a week there",
        required=False,
        min_value=0,
        max_value=60,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}),
    )

    field_order = ["enjoys", "worries", "hopes", *(f"area_{area}" for area in AREAS)]

    def laid_out(self):
        small = {"radios_small": True, "hide_optional": True}
        areas = [Field(f"area_{area}", context=small) for area in AREAS]
        rest = [name for name in self.fields if not name.startswith("area_")]
        medical = [
            Field(name, template="gds/choice.html") for name in ("complex_medical", "sensory_or_profound")
        ]
        return [
            *rest[:3],
            Fieldset(*areas, legend="Compared with other children of this age", legend_size="m"),
            *medical,
            side_by_side("setting", "setting_hours"),
        ]


with_fields(
    WorriesForm,
    {
        f"area_{area}": choice(words, HOW_MUCH, required=False, initial="")
        for area, words in AREA_WORDS.items()
    },
)


class AroundForm(Step):
    """The others who help, and what makes help harder to reach."""

    social_care = forms.ChoiceField(
        label="Does a social worker or early help worker visit the family?",
        choices=[(value, "Not sure" if value == "" else words) for value, words in CARE_CHOICES],
        required=False,
        initial="",
    )
    barriers = forms.MultipleChoiceField(
        label="Does any of this make help harder to reach?",
        choices=BARRIER_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    field_order = [f"helper{n}_{part}" for n in HELPERS for part in HELPER_PARTS]

    def laid_out(self):
        names = {number: [f"helper{number}_{part}" for part in HELPER_PARTS] for number in HELPERS}
        return [
            *(
                Fieldset(
                    side_by_side(*names[number][:2]),
                    side_by_side(*names[number][2:]),
                    legend=legend,
                    legend_size="m",
                )
                for number, legend in zip(
                    HELPERS, ("Somebody who helps", "And another", "And another"), strict=True
                )
            ),
            "social_care",
            Field("barriers", context={"checkboxes_small": True}),
        ]

    def clean(self):
        cleaned = super().clean()
        if "none" in cleaned.get("barriers", ()) and len(cleaned["barriers"]) > 1:
            self.add_error("barriers", "Choose “None of these”, or what makes it harder, not both.")
        for number in HELPERS:
            name, role = f"helper{number}_name", f"helper{number}_role"
            if cleaned.get(name) and not cleaned.get(role) and role not in self.errors:
                self.add_error(role, "Choose what this person does.")
        return cleaned


with_fields(
    AroundForm,
    {
        name: field
        for number in HELPERS
        for name, field in {
            f"helper{number}_role": forms.ChoiceField(label="Works as", choices=ROLES, required=False),
            f"helper{number}_name": text("Name", max_length=120),
            f"helper{number}_organisation": text("Where", max_length=120),
            f"helper{number}_contact": text("Telephone or e-mail", max_length=120),
        }.items()
    },
)


class PapersForm(Form):
    """One paper at a time: a photo of it, or a PDF."""

    button = "Add this paper"

    kind = forms.ChoiceField(
        label="What is it?",
        choices=[one for one in Document.Kind.choices if one[0] not in ("agreement", "permission")],
        initial=Document.Kind.PROFESSIONAL_LETTER,
    )
    paper = PaperField(label="The file")


class VisitForm(Step):
    """What to know before knocking."""

    at_the_door = text(
        "How do we find the door?",
        max_length=80,
        help_text="for example “third floor, no lift”",
    )
    pets = text("Are there pets?", max_length=80, help_text="for example “a small dog, kept in the kitchen”")
    care = text("Is there anything that could make a visit difficult or unsafe?", rows=3, max_length=1000)


class ConsentForm(Step):
    """A yes to each thing by itself; a no to any of them is no reason to refuse help."""

    sharing = forms.MultipleChoiceField(
        label="With whom may we share what we know, to help the child?",
        choices=list(AGENCIES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick only what is agreed. It can be taken back at any time.",
    )
    by_email = choice("May we write by e-mail?", [YES, NO])
    by_text = choice("May we send text messages?", [YES, NO])
    given_by = text(
        "Who says so?", required=True, max_length=120, help_text="the name of the parent or carer"
    )
    given_on = DayField(label="On which day?", back=90, help_text="for example today")
    agrees = forms.BooleanField(label="The family agrees that the Portage service reads this referral")

    def clean_agrees(self):
        if not self.cleaned_data["agrees"]:
            raise ValidationError("We can read it only if the family agrees.")
        return True


class ConsentProfessionalForm(ConsentForm):
    """A professional says how the family said yes."""

    how = forms.ChoiceField(
        label="How was it said?",
        choices=[one for one in Consent.How.choices if one[0] != "screen"],
        widget=forms.RadioSelect,
    )

    field_order = ["sharing", "by_email", "by_text", "given_by", "given_on", "how", "agrees"]

"""The facts that the score reads, asked one by one. What nobody knows stays “not known”."""

from crispy_forms_gds.layout import HTML, Field, Fieldset
from django import forms

from accounts.forms import Form

from ..facts import AREAS, SHARE_WORDS
from ..triage import Barrier, SocialCare
from .fields import UNKNOWN, YesNoField

SHARE_CHOICES = [*((share, words.capitalize()) for share, words in SHARE_WORDS.items()), UNKNOWN]
CARE_CHOICES = [
    UNKNOWN,
    (SocialCare.NONE.value, "None"),
    (SocialCare.EARLY_HELP.value, "Early help"),
    (SocialCare.CHILD_IN_NEED.value, "Child in need plan"),
    (SocialCare.LOOKED_AFTER.value, "Looked after"),
    (SocialCare.CHILD_PROTECTION.value, "Child protection plan"),
]
HOW_FAR = "How far behind is the child, for the age? Leave “Not known” if nobody said."
NO_BARRIER = "none"
BARRIER_CHOICES = [
    (Barrier.PARENT_DISABILITY.value, "A parent’s disability or illness"),
    (Barrier.LANGUAGE.value, "An interpreter is needed"),
    (Barrier.ISOLATION.value, "A parent is alone with it"),
    (NO_BARRIER, "None of these"),
]
PLAIN_FACTS = (
    "lives_in_area",
    "complex_medical",
    "sensory_or_profound",
    "social_care",
    "setting_hours",
    "other_services",
)


class FactsForm(Form):
    """What the referral tells us about need, in the order of a referral form."""

    button = "Work out the score"

    lives_in_area = YesNoField(label="Does the family live in our area?")
    complex_medical = YesNoField(label="Does the child have complex medical needs?")
    sensory_or_profound = YesNoField(label="Sensory loss, or profound and multiple needs?")
    social_care = forms.ChoiceField(
        label="Social care or early help", choices=CARE_CHOICES, required=False, help_text="what holds now"
    )
    setting_hours = forms.FloatField(
        label="Hours a week at nursery or another setting",
        required=False,
        min_value=0,
        max_value=60,
        help_text="0 if there is none; leave empty if you do not know",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}),
    )
    other_services = YesNoField(label="Does another service visit or treat the child?")
    barriers = forms.MultipleChoiceField(
        label="What makes help harder to reach for this family?",
        choices=BARRIER_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="leave all empty if you do not know",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = facts_layout()

    def clean_barriers(self):
        chosen = self.cleaned_data["barriers"]
        if NO_BARRIER in chosen and len(chosen) > 1:
            raise forms.ValidationError("Choose “None of these”, or what makes it harder, not both.")
        return chosen

    def facts(self):
        """The answers as a referral keeps them: by key, and None for what nobody knows."""
        data = self.cleaned_data
        told = {name: data[name] if data[name] != "" else None for name in PLAIN_FACTS}
        delays = {area: data[f"delay_{area}"] for area in AREAS if data[f"delay_{area}"]}
        barriers = [barrier for barrier in data["barriers"] if barrier != NO_BARRIER]
        return {**told, "delays": delays or None, "barriers": barriers if data["barriers"] else None}


for _area, _label in AREAS.items():  # one question for each area of development
    _field = forms.ChoiceField(
        label=_label, choices=SHARE_CHOICES, required=False, widget=forms.RadioSelect, initial=""
    )
    FactsForm.base_fields[f"delay_{_area}"] = FactsForm.declared_fields[f"delay_{_area}"] = _field


def initial_facts(told):
    """What a referral keeps, as the form shows it first."""
    initial = {name: told.get(name) for name in PLAIN_FACTS}
    initial |= {f"delay_{area}": share for area, share in (told.get("delays") or {}).items()}
    barriers = told.get("barriers")
    return initial | {"barriers": barriers or ([] if barriers is None else [NO_BARRIER])}


def facts_layout():
    """How far behind in each area first, then the rest; yes and no side by side."""
    return Fieldset(
        HTML(f'<p class="app-soft">{HOW_FAR}</p>'),
        *(Field(f"delay_{area}", template="gds/choice.html") for area in AREAS),
        Field("complex_medical", template="gds/choice.html"),
        Field("sensory_or_profound", template="gds/choice.html"),
        "social_care",
        "setting_hours",
        Field("other_services", template="gds/choice.html"),
        Field("barriers", context={"checkboxes_small": True}),
        Field("lives_in_area", template="gds/choice.html"),
        legend="What decides how soon",
        legend_size="m",
    )

"""What is written around a child: needs, alerts, orders, social care, its home, its nursery, who helps."""

from crispy_forms_gds.layout import Layout
from django import forms
from django.utils import timezone

from accounts.forms import Form, ModelForm

from .. import terms
from ..models import (
    Address,
    Carer,
    CourtOrder,
    Document,
    MedicalFlag,
    Need,
    Professional,
    SettingPlace,
    SocialCareStatus,
    Term,
)
from .child import SeenForm
from .fields import DayField, PostcodeField

PAST = {"back": 3200, "ahead": 0}
LINES_2 = {"rows": 2}


class NeedForm(SeenForm):
    """One need: where it lies, how much help it takes, how sure that is, and who says so."""

    since_on = DayField(label="Known since", **PAST, help_text="for example March 2026 is 1/3/2026")

    class Meta:
        model = Need
        fields = ("area", "level", "sen_type", "certainty", "rank", "since_on", "said_by", "note")
        widgets = {"area": forms.RadioSelect, "level": forms.RadioSelect, "certainty": forms.RadioSelect}
        labels = {"area": "In which area", "rank": "Is it the main need?"}
        help_texts = {
            "said_by": "for example Dr Mills, paediatrician",
            "sen_type": "as it is counted; for young children often not known yet",
            "note": "what it means day to day, as you would say it to the family",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offered = Term.objects.in_use("sen_type", on=timezone.localdate())
        field = self.fields["sen_type"]
        field.queryset = (offered | Term.objects.filter(pk=self.instance.sen_type_id)).order_by("order")
        field.empty_label = "Not known yet"
        self.helper.layout = Layout("seen", *self._meta.fields)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("certainty") == Need.Certainty.DIAGNOSED and not cleaned.get("sen_type"):
            self.add_error("sen_type", "If something is diagnosed, say what it is.")
        return cleaned


class MedicalForm(SeenForm):
    """A medical alert with what to do."""

    review_on = DayField(
        label="Check that this still holds by", back=0, ahead=800, help_text="at least once a year"
    )

    class Meta:
        model = MedicalFlag
        fields = ("kind", "what", "instructions", "told_by", "review_on")
        widgets = {"instructions": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "instructions": "step by step, for somebody who has never met the child",
            "told_by": "for example the epilepsy nurse, in the care plan of 3 March",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("seen", *self._meta.fields)


class SocialCareForm(SeenForm):
    """How the child stands with social care from a day on."""

    from_on = DayField(label="From", **PAST)
    next_meeting_on = DayField(label="Next meeting", required=False, back=30, ahead=400)

    class Meta:
        model = SocialCareStatus
        fields = (
            "kind", "from_on", "category", "legal_status", "social_worker", "contact", "next_meeting_on",
            "note",
        )  # fmt: skip
        widgets = {"kind": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "category": "of a child protection plan only",
            "legal_status": "of a child who is looked after only",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("seen", *self._meta.fields)


class SocialCareEditForm(SocialCareForm):
    """What changes while the standing stays: the social worker, the meeting."""

    kind = from_on = None

    class Meta(SocialCareForm.Meta):
        fields = ("category", "legal_status", "social_worker", "contact", "next_meeting_on", "note")


class CourtOrderForm(SeenForm):
    """An order of a court."""

    made_on = DayField(label="Made on", back=6000)
    until_on = DayField(label="Until", required=False, back=3200, ahead=6600)

    class Meta:
        model = CourtOrder
        fields = ("kind", "concerns", "made_on", "until_on", "says", "document")
        widgets = {"says": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "says": "in the words of the order where it matters; kept encrypted, read by few",
            "concerns": "the person whom the order keeps from something, if it does",
            "document": "add the document first, as restricted, then choose it here",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        child = self.instance.child_id
        self.fields["concerns"].queryset = Carer.objects.filter(child=child)
        self.fields["concerns"].empty_label = "Nobody in particular"
        documents = Document.objects.visible_to(user).filter(child=child)
        self.fields["document"].queryset = documents | Document.objects.filter(pk=self.instance.document_id)
        self.fields["document"].empty_label = "Not in our record"
        self.helper.layout = Layout("seen", *self._meta.fields)


class HomeForm(ModelForm):
    """The home a family lives in from a day on."""

    button = "Save the new home"

    lines = forms.CharField(label="House and street", max_length=300, widget=forms.Textarea(attrs=LINES_2))
    town = forms.CharField(label="Town or village", max_length=80)
    postcode = PostcodeField(label="Postcode", required=False)
    since_on = DayField(label="Lives there since", back=3200, ahead=60)

    class Meta:
        model = Address
        fields = ("lines", "town", "postcode", "is_protected", "since_on")
        help_texts = {
            "is_protected": "Hidden on every page, list, letter and file; shown only to who gives a reason"
        }

    def _post_clean(self):
        """The model would hide the lines while the form still needs to show them beside a mistake."""
        if not self.errors:
            super()._post_clean()


class ReasonForm(Form):
    """Why an address is hidden, or shown again."""

    button = "Save"

    reason = forms.CharField(
        label="Why?", max_length=300, help_text="Your name, the time and this reason are written down."
    )


class SiblingForm(Form):
    """Which child, and how we know."""

    button = "They share a home"

    sibling = forms.CharField(widget=forms.HiddenInput, max_length=26)
    reason = forms.CharField(
        label="How do we know?", max_length=200, help_text="for example: Mum told us on the first visit"
    )


class ProfessionalForm(SeenForm):
    """One of the others around the child."""

    from_on = DayField(label="Works with the child since", required=False, **PAST)
    role_code = forms.ChoiceField(label="Role", choices=[])
    role_other = forms.CharField(
        label="Which role?", max_length=80, required=False, help_text="if it is not in the list"
    )

    class Meta:
        model = Professional
        fields = ("name", "organisation", "contact", "from_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.labels = dict(terms.choices("professional_role"))
        self.fields["role_code"].choices = [("", "Choose"), *self.labels.items()]
        person = self.instance
        if person.pk:
            code = person.role_code if person.role_code in self.labels else "OTHER"
            self.initial |= {"role_code": code, "role_other": person.role if code == "OTHER" else ""}
        self.helper.layout = Layout(
            "seen", "name", "role_code", "role_other", "organisation", "contact", "from_on"
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role_code") == "OTHER" and not cleaned.get("role_other"):
            self.add_error("role_other", "Write which role this person has.")
        return cleaned

    @property
    def told(self):
        code = self.cleaned_data["role_code"]
        role = self.cleaned_data["role_other"] if code == "OTHER" else self.labels[code]
        return {**super().told, "role": role, "role_code": code}


class SettingForm(SeenForm):
    """A place at a nursery, with a childminder, in a school."""

    from_on = DayField(label="Since", required=False, back=2200, ahead=400)
    days = forms.MultipleChoiceField(
        choices=SettingPlace.Day.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = SettingPlace
        fields = (
            "name", "kind", "urn", "days", "hours_a_week", "funded_hours", "key_person", "contact", "from_on"
        )  # fmt: skip
        labels = {"funded_hours": "How many of them are funded"}
        widgets = {
            "hours_a_week": forms.NumberInput(attrs={"class": "govuk-input--width-3", "step": "0.5"}),
            "funded_hours": forms.NumberInput(attrs={"class": "govuk-input--width-3", "step": "0.5"}),
            "urn": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout("seen", *self._meta.fields)

    def clean_urn(self):
        return "".join(self.cleaned_data["urn"].split()).upper()

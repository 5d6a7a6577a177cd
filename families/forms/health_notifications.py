"""Logging a notification from health under section 23."""

from crispy_forms_gds.layout import Layout
from django import forms

from accounts.forms import ModelForm

from ..models import HealthNotification
from .fields import BirthField, DayField, PostcodeField
from .referral_parts import part
from .referrals import pair


class NotificationForm(ModelForm):
    """What health must tell us, and whether they told the parents first."""

    button = "Log this notification"

    received_on = DayField(label="Date received", back=400, help_text="for example today, or 3/4/26")
    born_on = BirthField(label="Date of birth", help_text="for example 14/7/2024")
    postcode = PostcodeField(label="Postcode", required=False)
    parent_informed_on = DayField(
        label="Parents informed on", required=False, back=400, help_text="leave empty if it is not said"
    )
    nhs_number = forms.CharField(label="NHS number", required=False, max_length=20, help_text="10 digits")

    class Meta:
        model = HealthNotification
        fields = (
            "received_on", "sender", "body", "sender_contact", "given_name", "family_name", "born_on",
            "nhs_number", "postcode", "about", "parent_informed_on", "named_organisation",
        )  # fmt: skip
        labels = {
            "sender": "Who wrote",
            "body": "Health body",
            "sender_contact": "Telephone or e-mail",
            "about": "What they think the child may need",
            "named_organisation": "Voluntary organisation named to the parents",
        }
        help_texts = {"named_organisation": "the law asks them to name one that may help"}
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            part("Who told us", pair("received_on", "sender"), pair("body", "sender_contact")),
            part(
                "The child",
                pair("given_name", "family_name"),
                pair("born_on", "nhs_number"),
                "postcode",
                "about",
            ),
            part("The parents", pair("parent_informed_on", "named_organisation")),
        )

    def clean_nhs_number(self):
        return "".join(sign for sign in self.cleaned_data["nhs_number"] if sign.isalnum())

"""The question to the trail. It is posted, because a name in an address would be written to logs."""

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError

from ..models import AuditEvent
from .base import Form


class InquiryForm(Form):
    button = "Search"
    child = forms.CharField(label="Child", required=False, max_length=80)
    who = forms.CharField(label="Who", required=False, max_length=80)
    kind = forms.ChoiceField(
        label="Did what", required=False, choices=[("", "Anything"), *AuditEvent.Kind.choices]
    )
    words = forms.CharField(label="Words", required=False, max_length=80)
    since = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        fields = [Field(name, context={"hide_optional": True}) for name in self.fields]
        self.helper.layout = Layout(*fields)

    def clean(self):
        cleaned = super().clean()
        since, until = cleaned.get("since"), cleaned.get("until")
        for day in (since, until):
            if day and not 1990 <= day.year <= 2100:
                raise ValidationError("Please choose a day between 1990 and 2100.")
        if since and until and since > until:
            raise ValidationError("“From” lies after “To”.")
        return cleaned

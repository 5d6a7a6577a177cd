"""The directory of local services: looking for one, writing one down, bringing a file."""

from crispy_forms_gds.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import Form, ModelForm

from .. import directory_csv
from ..models import LocalService
from .fields import PhoneField
from .referrals import pair

LARGEST = 1_000_000  # bytes: some thousand services


class LocalServiceFilter(forms.Form):
    """What to look for: words, a kind, the age of a child."""

    q = forms.CharField(label="Words", required=False, max_length=100)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Any kind"), *LocalService.Kind.choices]
    )
    age = forms.IntegerField(
        label="Age in months", required=False, min_value=0, max_value=300,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class LocalServiceForm(ModelForm):
    """One local service, as we tell families about it."""

    button = "Save this service"

    phone = PhoneField(label="Telephone", required=False)
    site = forms.URLField(label="Website", required=False, assume_scheme="https")
    is_checked = forms.BooleanField(label="I have made sure today that all of this is right", required=False)

    class Meta:
        model = LocalService
        fields = [
            "name", "kind", "offers", "who_for", "from_months", "to_months", "area",
            "phone", "email", "site", "how_to_refer",
        ]  # fmt: skip
        labels = {
            "name": "Name",
            "kind": "Kind",
            "offers": "What is it for?",
            "who_for": "Who may use it?",
            "from_months": "From which age, in months",
            "to_months": "Up to which age, in months",
            "area": "Where",
            "site": "Website",
            "how_to_refer": "How to refer",
        }
        widgets = {
            "offers": forms.Textarea(attrs={"rows": 4}),
            "how_to_refer": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.layout = Layout(
            "name",
            "kind",
            "offers",
            "who_for",
            pair("from_months", "to_months"),
            "area",
            pair("phone", "email"),
            "site",
            "how_to_refer",
            "is_checked",
        )


class RetireForm(Form):
    """Why a service is taken out of the directory."""

    button = "Take it out"

    reason = forms.CharField(label="Why?", max_length=200, help_text="for example It closed in October")


class CheckForm(Form):
    """Nothing to say: all of it is still right."""


class DirectoryFileForm(Form):
    """A file of local services, as a spreadsheet saves it as csv."""

    button = "Look through the file"

    file = forms.FileField(
        label="The file",
        help_text="A csv file with a line of headings: at least “name” and “what for”. Nothing is taken over "
        "before you have looked through it.",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("The file is larger than 1 MB. Please bring it in parts.")
        text = directory_csv.decode(file.read())
        if text is None:
            raise ValidationError("This is no csv file. In your spreadsheet choose “Save as” and then “csv”.")
        self.text = text.replace("\x00", "")
        return file

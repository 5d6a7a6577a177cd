"""A framework's file is brought along; then somebody decides what becomes of it."""

from crispy_forms_gds.layout import Layout
from django import forms

from accounts.forms import Form

from ..framework_files import LARGEST_FILE

ENDINGS = ("csv", "txt", "tsv", "xlsx", "xlsm", "toml")
LICENCE_HELP = "Such as “By agreement with its publisher, 2026” or “Written by our own team”."


class FrameworkUploadForm(Form):
    """Choose the file that holds the checklist."""

    button = "Check this file"
    file = forms.FileField(
        label="Your checklist as a file",
        help_text="A csv file, an Excel workbook (.xlsx) or a TOML file, up to 5 MB. Nothing is loaded yet.",
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(f".{ending}" for ending in ENDINGS)}),
    )
    licence = forms.CharField(
        label="Who owns the words, and why you may use them",
        help_text=f"Leave it empty if your file says so. {LICENCE_HELP}",
        max_length=300,
        required=False,
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("This file is larger than 5 MB, which no checklist is.")
        if file.name.rpartition(".")[2].lower() not in ENDINGS:
            raise forms.ValidationError("Choose a csv file, an Excel workbook (.xlsx) or a TOML file.")
        return file


class UploadLoadForm(Form):
    """Say how a checked file is loaded."""

    button = "Load it"
    DRAFT, PUBLISH = "draft", "publish"
    HOW = [
        (DRAFT, "As a draft, to read it through and change words before anybody uses it"),
        (PUBLISH, "For use at once, instead of the version in use; what was seen with that one stays"),
    ]
    how = forms.ChoiceField(label="How shall we load it?", choices=HOW, widget=forms.RadioSelect)
    licence = forms.CharField(
        label="Who owns the words, and why you may use them", help_text=LICENCE_HELP, max_length=300
    )

    def __init__(self, *args, licence, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["licence"].initial = licence
        self.helper.layout = Layout("how", "licence")

"""What is asked about a framework as a whole: its words, a new version, when it comes into use and goes."""

import re

from crispy_forms_gds.choices import Choice
from django import forms

from accounts.forms import Form, ModelForm

from ..framework_files.checks import hidden_sign
from ..framework_files.shape import code_of
from ..framework_files.sheets import LANGUAGE
from ..models import Framework

LONGEST_CODE = 40
YEARS, HALVES, NONE = "years", "halves", "none"
BANDS = {
    YEARS: [(start, start + 11) for start in range(0, 60, 12)],
    HALVES: [(start, start + 5) for start in range(0, 60, 6)],
    NONE: [],
}


class Readable:
    """Texts that everybody can see: no hidden signs in them, nor any that turn the letters round."""

    def clean(self):
        data = super().clean()
        for name, value in list((data or self.cleaned_data).items()):
            problem = hidden_sign(value) if isinstance(value, str) else ""
            if problem:
                self.add_error(name, f"{problem[:1].upper()}{problem[1:]}. Please type it again.")
        return data


class SeenField(forms.CharField):
    """The mark of what was on the page, so that nothing newer is written over unseen."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "max_length": 24, **kwargs})


class FrameworkForm(Readable, ModelForm):
    """What a framework says of itself."""

    edition = forms.CharField(
        label="Version", max_length=20, help_text="Such as 1 or 2026. It tells two versions of it apart."
    )

    class Meta:
        model = Framework
        fields = ("name", "language", "scale", "licence", "source", "note", "reads_on")
        labels = {
            "name": "Name",
            "language": "Language",
            "scale": "The words in which its items are judged",
            "licence": "Who owns the words, and why we may use them",
            "source": "Where it comes from",
            "note": "What everyone who reads it should know",
            "reads_on": "Its items read on from “Aisha can …”",
        }
        help_texts = {
            "language": "Such as en-GB, cy or ur. Urdu, Arabic and their like are shown from right to left.",
            "licence": "Such as “Written by our own team” or “By agreement with its publisher, 2026”.",
            "note": "Such as “Not standardised: it describes, it does not measure”.",
            "reads_on": "Such as “drink from a cup”. Leave it out if each item is a sentence of its own.",
        }

    field_order = ("name", "edition", "language", "scale", "licence", "source", "note", "reads_on")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scale"].empty_label = None
        self.initial.setdefault("edition", self.instance.version or "1")

    def clean_language(self):
        language = self.cleaned_data["language"]
        if not LANGUAGE.fullmatch(language):
            raise forms.ValidationError("A language is written such as en-GB, cy or ur.")
        return language

    def clean_edition(self):
        return free_version(self.instance.code, self.cleaned_data["edition"], but=self.instance.pk)

    def save(self, commit=True):
        self.instance.version = self.cleaned_data["edition"]
        return super().save(commit=commit)

    @property
    def changed(self):
        """The fields of the framework that somebody changed."""
        names = [name for name in self.changed_data if name != "seen"]
        return ["version" if name == "edition" else name for name in names]


class FrameworkEditForm(FrameworkForm):
    """A draft that may be changed by somebody else meanwhile."""

    seen = SeenField()


class FrameworkAddForm(FrameworkForm):
    """A framework that begins empty."""

    button = "Begin this checklist"
    age_bands = forms.ChoiceField(
        label="Which age bands shall it begin with?",
        choices=[
            Choice(YEARS, "A year each", hint="From birth to 5 years"),
            Choice(HALVES, "Half a year each", hint="From birth to 5 years"),
            Choice(NONE, "None", hint="You add them, or steps with names of their own"),
        ],
        initial=YEARS,
        widget=forms.RadioSelect,
    )

    def clean_name(self):
        name = self.cleaned_data["name"]
        self.instance.code = code_of(name, LONGEST_CODE)
        if Framework.objects.filter(code=self.instance.code).exists():
            said = "There is a checklist of this name already. Open it, and make a new version of it."
            raise forms.ValidationError(said)
        return name

    @property
    def bands(self):
        """First and last months of the bands it begins with."""
        return BANDS[self.cleaned_data["age_bands"]]


class FrameworkCopyForm(Readable, Form):
    """What the new version is called."""

    button = "Make the new version"
    edition = forms.CharField(label="What is the new version called?", max_length=20)

    def __init__(self, *args, framework, **kwargs):
        super().__init__(*args, **kwargs)
        self.framework = framework
        taken = Framework.objects.filter(code=framework.code).values_list("version", flat=True)
        self.fields["edition"].initial = next_version(framework.version, set(taken))

    def clean_edition(self):
        return free_version(self.framework.code, self.cleaned_data["edition"])


class FrameworkPublishForm(Form):
    """Which version was in use when somebody decided: nobody replaces one that she never saw."""

    button = "Use it from now on"
    instead_of = forms.CharField(widget=forms.HiddenInput, required=False)


class FrameworkRetireForm(Readable, Form):
    """Why a framework is no longer used."""

    button = "Use it no more"
    reason = forms.CharField(
        label="Why is it no longer used?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as “Our licence ended in July”. It stands on its page from now on.",
    )


class RemoveForm(Form):
    """Nothing is asked: the button says it."""


class ShiftForm(Form):
    """Up or down."""

    way = forms.ChoiceField(choices=[("up", "Up"), ("down", "Down")])


def free_version(code, version, *, but=None):
    """A version that no other draft or framework of this code has."""
    if code and Framework.objects.filter(code=code, version=version).exclude(pk=but).exists():
        raise forms.ValidationError("There is a version of this name already. Give it another.")
    return version


def next_version(version, taken):
    """The version after this one: the last number in it counted up, until nobody has it."""
    for _ in range(len(taken) + 1):
        parts = re.fullmatch(r"(.*?)(\d{1,9})(\D*)", version)
        version = f"{parts[1]}{int(parts[2]) + 1}{parts[3]}" if parts else f"{version[:16]} 2"
        if version not in taken:
            break
    return version[:20]

"""What is written about a child for life, and about its family: names, numbers, languages, ethnicity."""

from crispy_forms_gds.layout import Fieldset, Layout, Size
from django import forms
from django.utils import timezone

from accounts.forms import ModelForm

from .. import terms
from ..models import Child, Family, Term
from .child_and_home import BornAndDue
from .fields import BirthField, DayField

LANGUAGES = ("language_1", "language_2", "language_3")


class SeenForm(ModelForm):
    """A form about a row: it carries the mark of what was on the page, so that nothing newer is lost."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=24)

    @property
    def told(self):
        """What the form says, by the names of the model’s fields."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}


class LanguagesMixin:
    """Up to three languages, each chosen from the list; a fourth is kept if it was there."""

    def add_languages(self, codes, label):
        offered = [("", "—"), *terms.choices("language")]
        known = dict(offered)
        offered += [(code, code) for code in codes if code not in known]
        self.later_languages = list(codes[len(LANGUAGES) :])
        for number, name in enumerate(LANGUAGES):
            self.fields[name].choices = offered
            self.fields[name].label = label if number == 0 else f"{('Second', 'Third')[number - 1]} language"
            self.initial.setdefault(name, codes[number] if number < len(codes) else "")

    @property
    def language_codes(self):
        """The codes chosen, each once, in their order."""
        chosen = [self.cleaned_data.get(name) for name in LANGUAGES]
        return list(dict.fromkeys(code for code in [*chosen, *self.later_languages] if code))


def language_field():
    return forms.ChoiceField(required=False, choices=[])


class ChildForm(BornAndDue, LanguagesMixin, SeenForm):
    """One child for life: who it is, how old, what it likes, how it tells us things."""

    born_on = BirthField(label="Date of birth", help_text="for example 14/7/2024", ahead=200)
    due_on = DayField(
        label="Due date, if born early",
        required=False,
        back=3200,
        ahead=300,
        help_text="the day the birth was expected, for the corrected age",
    )
    language_1, language_2, language_3 = language_field(), language_field(), language_field()
    communicates_by = forms.MultipleChoiceField(
        label="How the child tells us things", required=False, widget=forms.CheckboxSelectMultiple
    )
    ethnicity = forms.ModelChoiceField(
        label="Ethnicity",
        queryset=Term.objects.none(),
        required=False,
        empty_label="Nobody has asked yet",
        help_text="as the family says it; never used to decide who is seen first",
    )

    class Meta:
        model = Child
        fields = (
            "given_name", "family_name", "known_as", "born_on", "due_on", "sex", "nhs_number", "upn",
            "upn_unknown", "likes", "communicates_by", "senses", "ethnicity", "ethnicity_said_by",
        )  # fmt: skip
        widgets = {
            "sex": forms.RadioSelect,
            "nhs_number": forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-10"}),
            "upn": forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        }
        labels = {
            "sex": "Girl or boy",
            "likes": "What the child likes",
            "ethnicity_said_by": "Who said so?",
        }
        help_texts = {
            "known_as": "if the family uses another first name",
            "nhs_number": "10 digits",
            "upn": "13 letters and digits, from school; most young children have none. "
            "A temporary one ends in a letter.",
        }
        error_messages = {
            "nhs_number": {"unique": "Another child in our records has this NHS number. Search for it."},
            "upn": {"unique": "Another child in our records has this UPN. Search for it."},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nhs_number"].max_length = None
        self.fields["nhs_number"].validators, self.fields["upn"].validators = [], []
        for name, most in (("nhs_number", 20), ("upn", 20)):
            self.fields[name].widget.attrs["maxlength"] = most  # people write them with spaces
        child = self.instance
        self.fields["communicates_by"].choices = terms.choices("communication")
        self.add_languages(child.languages, "Languages the child hears and uses")
        offered = Term.objects.in_use("ethnicity", on=timezone.localdate())
        self.fields["ethnicity"].queryset = (offered | Term.objects.filter(pk=child.ethnicity_id)).order_by(
            "-is_answer", "order"
        )
        self.helper.layout = Layout(
            "seen",
            Fieldset("given_name", "family_name", "known_as", legend="Name", legend_size=Size.MEDIUM),
            Fieldset("born_on", "due_on", "sex", legend="Birth", legend_size=Size.MEDIUM),
            Fieldset("nhs_number", "upn", "upn_unknown", legend="Numbers", legend_size=Size.MEDIUM),
            Fieldset("likes", *LANGUAGES, "communicates_by", "senses", legend="Getting on well together",
                     legend_size=Size.MEDIUM),
            Fieldset("ethnicity", "ethnicity_said_by", legend="Ethnicity", legend_size=Size.MEDIUM),
        )  # fmt: skip

    def clean_nhs_number(self):
        return "".join(self.cleaned_data["nhs_number"].split()) if self.cleaned_data["nhs_number"] else None

    def clean_upn(self):
        return "".join(self.cleaned_data["upn"].split()).upper() if self.cleaned_data["upn"] else None

    def clean(self):
        cleaned = super().clean()
        ethnicity, said_by = cleaned.get("ethnicity"), cleaned.get("ethnicity_said_by")
        if ethnicity and not said_by and (ethnicity.is_answer or ethnicity.code == "REFU"):
            self.add_error(
                "ethnicity_said_by", "Say who told us, so that nobody guesses a child’s ethnicity."
            )
        return cleaned

    @property
    def told(self):
        return {**super().told, "languages": self.language_codes}


class FamilyForm(LanguagesMixin, SeenForm):
    """What the household shares: its name, the languages at home, the interpreter."""

    language_1, language_2, language_3 = language_field(), language_field(), language_field()
    other = forms.CharField(
        label="Other words about languages",
        required=False,
        max_length=60,
        help_text="for example: Grandad speaks only Urdu",
    )

    class Meta:
        model = Family
        fields = ("name", "interpreter")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = terms.words_for("language")["language"]
        codes = self.instance.language_codes or terms.codes_in(self.instance.languages, words)
        self.add_languages(codes, "Languages at home, the first one first")
        self.labels = words
        said = terms.in_a_row(words.get(code, code) for code in codes)
        self.initial.setdefault("other", self.instance.languages.removeprefix(said).strip(" ."))
        self.helper.layout = Layout("seen", "name", *LANGUAGES, "other", "interpreter")

    @property
    def told(self):
        codes = self.language_codes
        words = terms.in_a_row(self.labels.get(code, code) for code in codes)
        languages = ". ".join(part for part in (words, self.cleaned_data["other"]) if part)
        return {**super().told, "language_codes": codes, "languages": languages[:120]}

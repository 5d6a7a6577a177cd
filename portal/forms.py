"""What a family is asked: how practising went, what its child can do, and how a goal feels."""

from crispy_forms_gds.layout import Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.forms import Form
from assessments.forms import DayField
from assessments.forms.attainments import ONE_TO_TEN
from assessments.models import Observation
from visits.models import Practice


class PracticeForm(Form):
    """How practising went on one day, with a word more if the family likes."""

    button = "Save"
    on = forms.DateField(widget=forms.HiddenInput, error_messages={"invalid": "This is not a day."})
    went = forms.ChoiceField(
        label="How did it go?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it went. “We did not try” counts too."},
    )
    comment = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, activity, first_name, worker="", **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["went"].choices = [
            (Practice.Went.DID, f"{first_name} did it"),
            (Practice.Went.HELP, "With help"),
            (Practice.Went.NOT_YET, "Not yet"),
            (Practice.Went.NOT_TRIED, "We did not try"),
        ]
        self["comment"].label = f"Tell {worker or 'us'} more, if you like"
        self.helper.layout = Layout("on", Field("went", template="portal/_faces.html"), "comment")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("This day is still to come.")
        if on < self.activity.from_on:
            raise ValidationError("This activity began later.")
        return on


class UndoForm(Form):
    """The day whose mark is taken back."""

    on = forms.DateField(widget=forms.HiddenInput)


class TellMoreForm(Form):
    """One thing a child does, as the family saw it: the word, when, where, and in their own words."""

    button = "Tell us"
    level = forms.ChoiceField(
        label="How is it?", widget=forms.RadioSelect, error_messages={"required": "Choose how it is."}
    )
    on = DayField(label="When did you see it?")
    where = forms.ChoiceField(
        label="Where was it?", choices=[("", "Not said"), *Observation.Where.choices], required=False
    )
    note = forms.CharField(
        label="Tell us about it, if you like",
        help_text="Everybody who sees this record can read it.",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, words, child, **kwargs):
        super().__init__(*args, **kwargs)
        self.words, self.child = words, child
        self.fields["level"].choices = [(level.code, level.name) for level in words]
        self.helper.layout = Layout(Field("level", template="portal/_words.html"), "on", "where", "note")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on > timezone.localdate():
            raise ValidationError("This day is still to come.")
        if on < self.child.born_on:
            raise ValidationError(f"{self.child.first_name} was not born yet on this day.")
        return on

    @property
    def said(self):
        """The word that was chosen."""
        return next(level for level in self.words if level.code == self.cleaned_data["level"])


class FeelingForm(Form):
    """How a family feels about a goal today, from 1 to 10, with a word more if they like."""

    button = "Tell us"
    value = forms.TypedChoiceField(
        label="From 1 to 10, how far is it for you?",
        help_text="There is no wrong answer, and it may go up and down.",
        coerce=int,
        choices=ONE_TO_TEN,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose a number from 1 to 10."),
    )
    words = forms.CharField(
        label="In your own words, if you like",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, first_name, **kwargs):
        super().__init__(*args, **kwargs)
        self["words"].help_text = f"The people who help {first_name} can read it."
        self.helper.layout = Layout(Field("value", template="portal/_numbers.html"), "words")


class BesideForm(Form):
    """The earlier look at everything beside which a family sets its picture."""

    since = forms.ChoiceField(label="Compare with", required=False)

    def __init__(self, data, *args, sittings, **kwargs):
        super().__init__(data.dict(), *args, **kwargs)
        self.days = {sitting.on.isoformat(): sitting.on for sitting in sittings}
        named = [(day, f"{on.day} {on:%B %Y}") for day, on in self.days.items()]
        self.fields["since"].choices = [("", "Nothing"), *named]
        self.is_valid()

    @property
    def day(self):
        return self.days.get(self.cleaned_data.get("since"))

"""What is asked when a baseline or a review is opened, and when it is finished."""

from crispy_forms_gds.layout import Field, Layout
from django import forms

from accounts.forms import Form

from ..models import Assessment
from .days import DayField


class AssessmentStartForm(Form):
    """Which look, with which checklist, for which day."""

    button = "Begin"

    kind = forms.ChoiceField(label="This is", choices=Assessment.Kind.choices, widget=forms.RadioSelect)
    framework = forms.ChoiceField(label="Checklist")
    on = DayField(
        label="For which day?", help_text="It may take several visits: it can be changed at the end."
    )

    def __init__(self, *args, frameworks, **kwargs):
        super().__init__(*args, **kwargs)
        self.frameworks = {each.ref: each for each in frameworks}
        self.fields["framework"].choices = [(ref, str(each)) for ref, each in self.frameworks.items()]
        self.helper.layout = Layout(Field("kind", context={"radios_small": True}), "framework", "on")

    @property
    def chosen(self):
        """The framework that was chosen."""
        return self.frameworks[self.cleaned_data["framework"]]


class AssessmentFinishForm(Form):
    """The day for which it stands, and what one wants to remember."""

    button = "Finish"

    on = DayField(label="The day for which it stands")
    words = forms.CharField(
        label="What we want to remember",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What went well first: what the child enjoyed, who was there, what to look at next time.",
    )


class NothingForm(Form):
    """A question with one answer."""

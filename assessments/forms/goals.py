"""What is asked about a goal and its small steps."""

from crispy_forms_gds.layout import Div, Layout
from django import forms

from accounts.forms import Form, ModelForm

from ..models import Goal, Step
from .days import DayField

FIRST_STEPS = 6


class GoalForm(ModelForm):
    """The words of a goal."""

    class Meta:
        model = Goal
        fields = ("text", "why")
        labels = {"text": "The goal, in the family’s words", "why": "Why it matters to the family"}
        help_texts = {
            "text": "What the child will do one day, such as “Drink from a cup at the table”.",
            "why": "What would be easier or nicer at home.",
        }
        widgets = {"why": forms.Textarea(attrs={"rows": 3})}


class GoalAddForm(GoalForm):
    """A goal with its first small steps, on one page."""

    button = "Set this goal"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, FIRST_STEPS + 1):
            text, criterion = f"step_{number}", f"criterion_{number}"
            self.fields[text] = forms.CharField(label=f"Step {number}", max_length=160, required=False)
            self.fields[criterion] = forms.CharField(
                label=f"How you will know step {number}", max_length=160, required=False
            )
        pairs = [
            Div(f"step_{n}", f"criterion_{n}", css_class="app-halves") for n in range(1, FIRST_STEPS + 1)
        ]
        self.helper.layout = Layout("text", "why", *pairs)

    def clean(self):
        cleaned = super().clean()
        for number in range(1, FIRST_STEPS + 1):
            if cleaned.get(f"criterion_{number}") and not cleaned.get(f"step_{number}"):
                self.add_error(f"step_{number}", f"Step {number} says how you will know, but not what it is.")
        return cleaned

    @property
    def steps(self):
        """The steps that were filled in, in order, each with how one will know."""
        numbers = range(1, FIRST_STEPS + 1)
        pairs = [(self.cleaned_data[f"step_{n}"], self.cleaned_data[f"criterion_{n}"]) for n in numbers]
        return [pair for pair in pairs if pair[0]]


class StepForm(ModelForm):
    """The words of one small step."""

    class Meta:
        model = Step
        fields = ("text", "criterion")
        labels = {"text": "The step", "criterion": "How you will know"}
        help_texts = {
            "text": "Who does what, with which help: “Takes two sips from an open cup, cup held for her”.",
            "criterion": "Such as “3 times out of 4, two days in a row”.",
        }


class DayForm(Form):
    """The day on which something was so."""

    on = DayField(label="On which day?")


class ReasonForm(Form):
    """Why something is so, in a sentence."""

    reason = forms.CharField(label="Why?", max_length=200)


class SetAsideForm(DayForm, ReasonForm):
    """Since when, and why, a goal is not worked on."""

    field_order = ("reason", "on")
